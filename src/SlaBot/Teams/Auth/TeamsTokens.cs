using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>The bot's own token: posted for at <c>TokenUrl</c> where one is set, else by Microsoft's library; kept
/// until shortly before its end.</summary>
internal sealed class TeamsTokens(HttpClient http, TeamsOptions settings, TimeProvider time) : IDisposable
{
    private static readonly Duration Early = Duration.FromMinutes(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ITeamsTokenSource source = settings.TokenUrl is null
        || settings is { ManagedIdentityClientId: not null, ClientSecret: null, CertificatePath: null }
        ? new MsalTokenSource(http, settings)
        : new ClientCredentialsTokenSource(http, settings, time);

    private TeamsToken? kept;
    private (TeamsError Fault, long At)? silence;

    /// <summary>Why no token is to be had, so that nothing can leave; null when the last one asked for was
    /// given.</summary>
    public TeamsError? Fault { get; private set; }

    /// <summary>A token (blank where none is needed), or the fault. <paramref name="refused"/>: one that was not taken,
    /// so that it is not given again.</summary>
    public async Task<(string? Token, TeamsError? Fault)> TokenAsync(CancellationToken stop, string? refused = null)
    {
        if (settings.IsWithoutTokens)
        {
            return ("", null);
        }

        var (isHeld, since) = (false, time.GetTimestamp());
        try
        {
            await gate.WaitAsync(stop);
            isHeld = true;
            if (silence is { } unheard && unheard.At > since)
            {
                // Who waited while somebody else asked in vain would only wait as long again.
                return (null, unheard.Fault);
            }

            // Tokens live by the world's time, whatever the bot's clock says.
            if (kept is not { } token || token.Text == refused
                || token.Until - Early <= time.GetCurrentInstant())
            {
                kept = await source.GetAsync(refused is not null, stop);
            }

            Fault = null;
            return (kept.Text, null);
        }
        catch (Exception fault) when (FaultOf(fault) is { } known)
        {
            if (known.Kind == TeamsErrorKind.Token)
            {
                Fault = known;
            }
            else if (isHeld && kept is { } still && still.Text != refused
                && still.Until > time.GetCurrentInstant())
            {
                // A new one was asked for early: the old one serves until it ends.
                return (still.Text, null);
            }
            else if (isHeld && !stop.IsCancellationRequested)
            {
                (Fault, silence) = (known, (known, time.GetTimestamp()));
            }

            return (null, known);
        }
        finally
        {
            if (isHeld)
            {
                gate.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    // Only codes are kept: what Microsoft writes beside them is for people who may see the registration.
    private static TeamsError? FaultOf(Exception fault) => fault switch
    {
        HttpRequestException or HttpIOException or OperationCanceledException =>
            new TeamsError(TeamsErrorKind.Unreachable, TokenErrors.Silence),
        MsalException { IsRetryable: true } retry =>
            new TeamsError(TeamsErrorKind.Unreachable, TokenErrors.Silence, retry.ErrorCode),
        MsalException no => new TeamsError(TeamsErrorKind.Token, TokenErrors.CodeIn(no.Message) ?? no.ErrorCode),
        TokenRefusedException no => new TeamsError(TeamsErrorKind.Token, no.Message),
        ArgumentException or UriFormatException => new TeamsError(TeamsErrorKind.Token, TokenErrors.Tenant),
        CryptographicException or IOException or UnauthorizedAccessException =>
            new TeamsError(TeamsErrorKind.Token, TokenErrors.Certificate),
        _ => null,
    };
}

/// <summary>A token, and when it ends.</summary>
internal sealed record TeamsToken(string Text, Instant Until);

/// <summary>A token that was asked for and not given; the message is Microsoft's code.</summary>
internal sealed class TokenRefusedException(string code) : Exception(code);

/// <summary>Where tokens come from.</summary>
internal interface ITeamsTokenSource
{
    /// <summary>A token. <paramref name="isFresh"/>: not one given before. Throws what a network does, and
    /// <see cref="TokenRefusedException"/>.</summary>
    Task<TeamsToken> GetAsync(bool isFresh, CancellationToken stop);
}

/// <summary>Posts the client's credentials straight to <c>TokenUrl</c>: the secret, or an assertion signed with the
/// certificate.</summary>
internal sealed class ClientCredentialsTokenSource(HttpClient http, TeamsOptions settings, TimeProvider time)
    : ITeamsTokenSource
{
    private const string Assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <inheritdoc/>
    public async Task<TeamsToken> GetAsync(bool isFresh, CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent(Form(settings.TokenUrl!));
        using var answer = await http.PostAsync(settings.TokenUrl, form, stop);
        var body = UntrustedJson.Parse(await answer.Content.ReadAsStringAsync(stop));
        if ((int)answer.StatusCode is 429 or >= 500)
        {
            throw new HttpRequestException($"The token service answered {(int)answer.StatusCode}.");
        }

        if (!answer.IsSuccessStatusCode || body?.Text("access_token") is not { Length: > 0 } token)
        {
            throw new TokenRefusedException(
                TokenErrors.CodeIn(body?.Text("error_description")) ?? body?.Text("error")
                    ?? $"http_{(int)answer.StatusCode}");
        }

        var seconds = long.TryParse(body?.Text("expires_in"), out var given) ? Math.Clamp(given, 60, 86_400) : 3_600;
        return new TeamsToken(token, time.GetCurrentInstant() + Duration.FromSeconds(seconds));
    }

    private Dictionary<string, string> Form(Uri url)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials",
            ["client_id"] = settings.AppId ?? "", ["scope"] = ScopeAt(url) };
        if (settings is { ClientSecret: null, CertificatePath: { } path })
        {
            (form["client_assertion_type"], form["client_assertion"]) = (Assertion,
                TeamsCertificate.Assert(TeamsCertificate.Read(path, settings.CertificatePassword), settings.AppId ?? "",
                    url, time.GetUtcNow().UtcDateTime));
        }
        else
        {
            form["client_secret"] = settings.ClientSecret ?? "";
        }

        return form;
    }

    /// <summary>What the token is for: the connector of the cloud that gives it.</summary>
    private static string ScopeAt(Uri url) =>
        url.Host.EndsWith(".us", StringComparison.OrdinalIgnoreCase)
            ? "https://api.botframework.us/.default" : "https://api.botframework.com/.default";
}

/// <summary>Microsoft's library: secret or certificate at the tenant's authority, or the machine's managed
/// identity.</summary>
internal sealed class MsalTokenSource(HttpClient http, TeamsOptions settings) : ITeamsTokenSource
{
    private const string Resource = "https://api.botframework.com";
    private IConfidentialClientApplication? application;
    private IManagedIdentityApplication? managed;

    /// <inheritdoc/>
    public async Task<TeamsToken> GetAsync(bool isFresh, CancellationToken stop)
    {
        var got = settings is { ManagedIdentityClientId: { } identity, ClientSecret: null, CertificatePath: null }
            ? await (managed ??= Managed(identity)).AcquireTokenForManagedIdentity(Resource).WithForceRefresh(isFresh)
                .ExecuteAsync(stop)
            : await (application ??= Confidential()).AcquireTokenForClient([Resource + "/.default"])
                .WithForceRefresh(isFresh).ExecuteAsync(stop);
        return new TeamsToken(got.AccessToken, Instant.FromDateTimeOffset(got.ExpiresOn));
    }

    private IManagedIdentityApplication Managed(string identity) => ManagedIdentityApplicationBuilder
        .Create(ManagedIdentityId.WithUserAssignedClientId(identity)).WithHttpClientFactory(new OneClient(http),
            retryOnceOn5xx: false).Build();

    private IConfidentialClientApplication Confidential()
    {
        // The authority is a constant of ours, so that nobody need be asked whether it is one.
        var builder = ConfidentialClientApplicationBuilder.Create(settings.AppId)
            .WithAuthority($"https://login.microsoftonline.com/{settings.TenantId}")
            .WithInstanceDiscovery(false).WithHttpClientFactory(new OneClient(http), retryOnceOn5xx: false);
        builder = settings.CertificatePath is { } path && settings.ClientSecret is null
            ? builder.WithCertificate(TeamsCertificate.Read(path, settings.CertificatePassword))
            : builder.WithClientSecret(settings.ClientSecret);
        return builder.Build();
    }

    /// <summary>The room's own client, with its patience, for the library.</summary>
    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}

/// <summary>The application's certificate in place of a secret.</summary>
internal static class TeamsCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Reads a PFX or PEM file with its private key. Throws <see cref="IOException"/> and
    /// <see cref="CryptographicException"/>.</summary>
    public static X509Certificate2 Read(string path, string? password)
    {
        var read = !path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
            ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
            : password is null ? X509Certificate2.CreateFromPemFile(path)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        return read.HasPrivateKey ? read : throw new CryptographicException("The certificate has no private key.");
    }

    /// <summary>What the application says of itself to a token address, signed; Entra finds the certificate by its
    /// SHA-256 thumbprint.</summary>
    public static string Assert(X509Certificate2 certificate, string app, Uri audience, DateTime now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience.AbsoluteUri,
            Issuer = app,
            NotBefore = now - TimeSpan.FromMinutes(1),
            Expires = now + Life,
            Claims = new Dictionary<string, object> { ["sub"] = app, ["jti"] = Guid.NewGuid().ToString("N") },
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] =
                Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)) },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(certificate.GetRSAPrivateKey()),
                SecurityAlgorithms.RsaSsaPssSha256),
        });
}
