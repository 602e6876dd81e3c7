using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using NodaTime;

namespace SlaBot.Teams;

/// <summary>The bot's own token: posted for at <c>TokenUrl</c> where one is set, else by Microsoft's library; kept until shortly before its end.</summary>
internal sealed class TeamsTokens(HttpClient http, TeamsOptions settings) : IDisposable
{
    private const string Resource = "https://api.botframework.com";
    private const string Scope = Resource + "/.default";
    private static readonly Duration Early = Duration.FromMinutes(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lazy<Func<CancellationToken, Task<(string, Instant)>>> library = new(() => Library(settings));
    private (string Token, Instant Until)? kept;

    /// <summary>A token, or the fault. <paramref name="refused"/>: one that was not taken, so that it is not given again.</summary>
    public async Task<(string? Token, TeamsFault? Fault)> TokenAsync(CancellationToken stop, string? refused = null)
    {
        var isHeld = false;
        try
        {
            await gate.WaitAsync(stop);
            isHeld = true;
            // Tokens live by the world's time, whatever the bot's clock says.
            if (kept is { } token && token.Token != refused && token.Until - Early > SystemClock.Instance.GetCurrentInstant())
            {
                return (token.Token, null);
            }

            kept = settings.TokenUrl is { } url ? await PostAsync(url, stop) : await library.Value(stop);
            return (kept.Value.Token, null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return (null, new TeamsFault(TeamsTrouble.Unreachable, "token_not_reached"));
        }
        catch (MsalServiceException fault) when (fault.IsRetryable)
        {
            return (null, new TeamsFault(TeamsTrouble.Unreachable, fault.ErrorCode));
        }
        catch (Exception fault) when (fault is MsalException or TokenRefusedException or System.Security.Cryptography.CryptographicException)
        {
            return (null, new TeamsFault(TeamsTrouble.Token, (fault as MsalException)?.ErrorCode ?? fault.Message));
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

    private async Task<(string, Instant)> PostAsync(Uri url, CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = settings.AppId ?? "",
            ["client_secret"] = settings.ClientSecret ?? "",
            ["scope"] = Scope,
        });
        using var answer = await http.PostAsync(url, form, stop);
        var body = TeamsJson.Parse(await answer.Content.ReadAsStringAsync(stop));
        if ((int)answer.StatusCode is 429 or >= 500)
        {
            throw new HttpRequestException($"The token service answered {(int)answer.StatusCode}.");
        }

        if (!answer.IsSuccessStatusCode || body?.Text("access_token") is not { Length: > 0 } token)
        {
            throw new TokenRefusedException(body?.Text("error") ?? $"http_{(int)answer.StatusCode}");
        }

        var seconds = long.TryParse(body?.Text("expires_in"), out var given) ? Math.Clamp(given, 60, 86_400) : 3_600;
        return (token, SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(seconds));
    }

    private static Func<CancellationToken, Task<(string, Instant)>> Library(TeamsOptions settings)
    {
        if (settings is { ManagedIdentityClientId: { } identity, ClientSecret: null, CertificatePath: null })
        {
            var managed = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(identity)).Build();
            return async stop => Read(await managed.AcquireTokenForManagedIdentity(Resource).ExecuteAsync(stop));
        }

        var builder = ConfidentialClientApplicationBuilder.Create(settings.AppId).WithAuthority($"https://login.microsoftonline.com/{settings.TenantId}", validateAuthority: true);
        builder = settings.CertificatePath is { } path ? builder.WithCertificate(Certificate(path, settings.CertificatePassword)) : builder.WithClientSecret(settings.ClientSecret);
        var application = builder.Build();
        return async stop => Read(await application.AcquireTokenForClient([Scope]).ExecuteAsync(stop));
    }

    private static X509Certificate2 Certificate(string path, string? password) => path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
        ? (password is null ? X509Certificate2.CreateFromPemFile(path) : X509Certificate2.CreateFromEncryptedPemFile(path, password))
        : X509CertificateLoader.LoadPkcs12FromFile(path, password);

    private static (string, Instant) Read(AuthenticationResult result) => (result.AccessToken, Instant.FromDateTimeOffset(result.ExpiresOn));

    private sealed class TokenRefusedException(string code) : Exception(code);
}
