using System.Text.RegularExpressions;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>What kind of "no" the connector gave; decides what is done next.</summary>
internal enum TeamsErrorKind
{
    /// <summary>Too fast, or somebody else writes there: wait.</summary>
    Limited,

    /// <summary>It was not reached, so nothing happened: tried again with back-off.</summary>
    Unreachable,

    /// <summary>It may have happened: said again once, marked, as soon as Teams answers anything at all.</summary>
    Unknown,

    /// <summary>There is no token, or it is not taken.</summary>
    Token,

    /// <summary>The person or the place cannot be written to: blocked, not installed, not in the roster.</summary>
    Target,

    /// <summary>The conversation or the message is no longer there.</summary>
    Gone,

    /// <summary>Anything else: this very message is not taken.</summary>
    Other,
}

/// <summary>A "no" of the connector: its kind, its own code, and how long to wait.</summary>
internal sealed record TeamsError(TeamsErrorKind Kind, string Code, string? Detail = null, Duration? RetryAfter = null,
    int Status = 0)
{
    /// <summary>
    /// The kind of a status (Teams' table of errors). Definite, so nothing happened: everything of 4xx but 408, what
    /// the server does not speak (501, 505), and a 503 that says when to come again. Unknown, for the connector has no
    /// key against repeats: 408 and every other 5xx, like a lost connection or an answer without an id.
    /// </summary>
    public static TeamsErrorKind KindOf(int status, bool saysWhen = false) => status switch
    {
        429 or 412 => TeamsErrorKind.Limited,
        503 when saysWhen => TeamsErrorKind.Limited,
        401 => TeamsErrorKind.Token,
        403 => TeamsErrorKind.Target,
        404 => TeamsErrorKind.Gone,
        501 or 505 => TeamsErrorKind.Other,
        408 or >= 500 => TeamsErrorKind.Unknown,
        _ => TeamsErrorKind.Other,
    };

    /// <summary>True when it is this one person whom Teams does not take: another platform, or the fallback channel,
    /// may.</summary>
    public bool IsStranger =>
        Kind == TeamsErrorKind.Target && Code is not ("BotDisabledByAdmin" or "InvalidBotApiHost" or "HostNotAllowed");

    /// <summary>True when it is the bot that Teams does not take, wherever it writes.</summary>
    public bool IsEverywhere => Kind == TeamsErrorKind.Target && Code is "BotDisabledByAdmin" or "InvalidBotApiHost";

    /// <summary>True when it says nothing about the place or the person: it was not answered, or not by them.</summary>
    public bool IsPassing =>
        Kind is TeamsErrorKind.Limited or TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown or TeamsErrorKind.Token;

    /// <summary>True when Teams itself did not speak, or not to the point: asked again before anything is
    /// written.</summary>
    public bool IsSilence => Kind is TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown;

    /// <summary>What is wrong and what to do, about a person or a place called so.</summary>
    public string Sentence(string where) => Code switch
    {
        "ConversationBlockedByUser" or "MessageWritesBlocked" =>
            $"{where} has blocked the bot in Teams: ask them to unblock it, or set another platform.",
        "ForbiddenOperationException" or "NotInstalled" =>
            $"The app is not installed for {where} in Teams: install it for them (or set an app setup policy).",
        "BotNotInConversationRoster" => $"The bot is not in the roster of {where} in Teams: install the app there.",
        "BotDisabledByAdmin" =>
            "An administrator has switched the bot off in Teams: allow the app in the Teams admin center.",
        "InvalidBotApiHost" =>
            "The tenant lives in another cloud: add its service address to Teams:AllowedServiceUrls.",
        "UnknownPerson" =>
            $"{where} is not found in Teams: let them install the app, install it in a team they belong to, or set "
            + $"TeamsId in the settings.",
        "UnknownChannel" =>
            $"{where} is not found in Teams: install the app in its team, or write Team/Channel (or the 19:… id) in "
            + $"the settings.",
        "HostNotAllowed" =>
            $"The service address {Detail} is not allowed: add it to Teams:AllowedServiceUrls if it is Microsoft's.",
        "BotNotRegistered" or "Unauthorized" or "http_401" when Kind == TeamsErrorKind.Token =>
            $"Teams does not take the bot's token ({Code}): check that an Azure Bot with this Teams:AppId exists and "
            + $"has the Teams channel. What waits is kept and sent then.",
        TokenErrors.Silence =>
            "Microsoft's token service does not answer (token_not_reached), and without a token no message leaves "
            + "for Teams: "
            + "check that this machine reaches login.microsoftonline.com (or Teams:TokenUrl). What waits is kept and "
                + "sent then.",
        _ when Kind == TeamsErrorKind.Token =>
            $"SlaBot gets no token for Teams ({Code}): {TokenErrors.Of(Code).Words}. What waits is kept and sent then.",
        _ when Kind == TeamsErrorKind.Gone =>
            $"{where} is not there any more in Teams ({Code}): restore it, or name another one in the settings.",
        _ => $"Teams refused a message for {where} ({Code}{(Detail is null ? "" : $": {Detail}")}).",
    };
}

/// <summary>An answer of the connector: its body, and the fault when it is a "no".</summary>
internal readonly record struct TeamsResult(System.Text.Json.JsonElement Body, TeamsError? Fault)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Fault is null;
}

/// <summary>Microsoft's codes for a token that is not given, as what an administrator does about it.</summary>
internal static partial class TokenErrors
{
    /// <summary>Nobody answers at the token service.</summary>
    public const string Silence = "token_not_reached";

    /// <summary>The certificate's file cannot be used.</summary>
    public const string Certificate = "certificate_unreadable";

    /// <summary>What stands for the tenant cannot be one.</summary>
    public const string Tenant = "tenant_invalid";

    /// <summary>What to do, with the key of the settings that it concerns; after "SlaBot gets no token for
    /// Teams".</summary>
    public static (string Key, string Words) Of(string code) => code switch
    {
        "AADSTS7000215" =>
            ("ClientSecret", "the secret is wrong. Write the secret's value (not its id) into Teams:ClientSecret"),
        "AADSTS7000222" =>
            ("ClientSecret",
                "the secret has expired. Make a new one under Certificates & secrets and write it into "
                + "Teams:ClientSecret"),
        "AADSTS90002" or "AADSTS900021" or "AADSTS900023" or "AADSTS50059" or Tenant =>
            ("TenantId", "there is no such tenant. Write the directory (tenant) id into Teams:TenantId"),
        "AADSTS700016" or "AADSTS7000229" =>
            ("AppId",
                "the application is not in that tenant. Check Teams:AppId and Teams:TenantId, and that the "
                + "application has a service principal there"),
        "AADSTS7000112" => ("AppId", "the application is disabled in Entra. Enable it under Enterprise applications"),
        "AADSTS700027" or "AADSTS700030" or "AADSTS7000214" =>
            ("CertificatePath",
                "the certificate is not one of the application's. Upload its public part under Certificates & "
                + "secrets, or write the right file into Teams:CertificatePath"),
        "AADSTS700024" or "AADSTS700021" =>
            ("CertificatePath", "the signed assertion is not valid now. Set this machine's clock right"),
        "AADSTS53003" or "AADSTS530035" =>
            ("AppId", "a conditional access policy forbids it. Have an administrator exempt the application"),
        "AADSTS500011" or "AADSTS1002012" or "AADSTS70011" =>
            ("TenantId",
                "the Bot Framework is not known in that tenant. Check that an Azure Bot was made with this application"),
        Certificate =>
            ("CertificatePath",
                "the certificate's file cannot be read. Check that Teams:CertificatePath names a PFX or PEM file "
                + "with its private key, and CertificatePassword"),
        "managed_identity_unreachable_network" =>
            ("ManagedIdentityClientId",
                "this machine has no managed identity. Run it in Azure with the identity assigned, or use a secret "
                + "or certificate"),
        _ when code.StartsWith("managed_identity", StringComparison.Ordinal) =>
            ("ManagedIdentityClientId",
                "the managed identity gives none. Assign the identity with that client id to this machine"),
        "invalid_client" =>
            ("ClientSecret", "the credentials are refused. Check Teams:AppId and the secret (or certificate)"),
        _ => ("ClientSecret",
            "the credentials are refused. Check Teams:AppId, TenantId and the secret (or certificate, or managed "
            + "identity)"),
    };

    /// <summary>The first of Entra's codes in a text; null when there is none.</summary>
    public static string? CodeIn(string? text) =>
        text is not null && Code().Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"AADSTS\d{4,8}", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}

/// <summary>Tells the administrators what only they can mend, once a day for each thing.</summary>
internal sealed partial class TeamsAlarms(LeadCommandProcessor engine, IReadStore reader, ILogger<TeamsAlarms> log)
{
    /// <summary>About the bot's credentials: one alarm, whoever it keeps from being reached.</summary>
    public static string About(TeamsError token) => $"token {token.Code}";

    /// <summary>Raises one; <paramref name="about"/> makes it the same alarm as before.</summary>
    public Task RaiseAsync(string about, string title, string sentence, string remedy)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return PlatformAlarm.RaiseAsync(engine, reader, TeamsOptions.Platform, about, title, sentence, remedy);
    }

    /// <summary>Only logs it: an alarm about an alarm would go on for ever.</summary>
    public Task LogAsync(string title, string about)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return Task.CompletedTask;
    }

    [LoggerMessage(7201, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
