using NodaTime;

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
internal sealed record TeamsError(TeamsErrorKind Kind, string Code, string? Detail = null, Duration? RetryAfter = null, int Status = 0)
{
    /// <summary>
    /// The kind of a status (Teams' table of errors). Definite, so nothing happened: everything of 4xx but 408, what the server does not speak (501, 505), and a 503
    /// that says when to come again. Unknown, for the connector has no key against repeats: 408 and every other 5xx, like a lost connection or an answer without an id.
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

    /// <summary>True when it is this one person whom Teams does not take: another platform, or the fallback channel, may.</summary>
    public bool IsStranger => Kind == TeamsErrorKind.Target && Code is not ("BotDisabledByAdmin" or "InvalidBotApiHost" or "HostNotAllowed");

    /// <summary>True when it is the bot that Teams does not take, wherever it writes.</summary>
    public bool IsEverywhere => Kind == TeamsErrorKind.Target && Code is "BotDisabledByAdmin" or "InvalidBotApiHost";

    /// <summary>True when it says nothing about the place or the person: it was not answered, or not by them.</summary>
    public bool IsPassing => Kind is TeamsErrorKind.Limited or TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown or TeamsErrorKind.Token;

    /// <summary>True when Teams itself did not speak, or not to the point: asked again before anything is written.</summary>
    public bool IsSilence => Kind is TeamsErrorKind.Unreachable or TeamsErrorKind.Unknown;

    /// <summary>What is wrong and what to do, about a person or a place called so.</summary>
    public string Sentence(string where) => Code switch
    {
        "ConversationBlockedByUser" or "MessageWritesBlocked" => $"{where} has blocked the bot in Teams: ask them to unblock it, or set another platform.",
        "ForbiddenOperationException" or "NotInstalled" => $"The app is not installed for {where} in Teams: install it for them (or set an app setup policy).",
        "BotNotInConversationRoster" => $"The bot is not in the roster of {where} in Teams: install the app there.",
        "BotDisabledByAdmin" => "An administrator has switched the bot off in Teams: allow the app in the Teams admin center.",
        "InvalidBotApiHost" => "The tenant lives in another cloud: add its service address to Teams:AllowedServiceUrls.",
        "UnknownPerson" => $"{where} is not found in Teams: let them install the app, install it in a team they belong to, or set TeamsId in the settings.",
        "UnknownChannel" => $"{where} is not found in Teams: install the app in its team, or write Team/Channel (or the 19:… id) in the settings.",
        "HostNotAllowed" => $"The service address {Detail} is not allowed: add it to Teams:AllowedServiceUrls if it is Microsoft's.",
        "BotNotRegistered" or "Unauthorized" or "http_401" when Kind == TeamsErrorKind.Token =>
            $"Teams does not take the bot's token ({Code}): check that an Azure Bot with this Teams:AppId exists and has the Teams channel. What waits is kept and sent then.",
        TokenErrors.Silence =>
            "Microsoft's token service does not answer (token_not_reached), and without a token no message leaves for Teams: "
            + "check that this machine reaches login.microsoftonline.com (or Teams:TokenUrl). What waits is kept and sent then.",
        _ when Kind == TeamsErrorKind.Token => $"SlaBot gets no token for Teams ({Code}): {TokenErrors.Of(Code).Words}. What waits is kept and sent then.",
        _ when Kind == TeamsErrorKind.Gone => $"{where} is not there any more in Teams ({Code}): restore it, or name another one in the settings.",
        _ => $"Teams refused a message for {where} ({Code}{(Detail is null ? "" : $": {Detail}")}).",
    };
}

/// <summary>An answer of the connector: its body, and the fault when it is a "no".</summary>
internal readonly record struct TeamsResult(System.Text.Json.JsonElement Body, TeamsError? Fault)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Fault is null;
}
