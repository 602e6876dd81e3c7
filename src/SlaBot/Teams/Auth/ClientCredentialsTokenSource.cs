using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>Posts the client's credentials straight to <c>TokenUrl</c>: the secret, or an assertion signed with the certificate.</summary>
internal sealed class ClientCredentialsTokenSource(HttpClient http, TeamsOptions settings) : ITeamsTokenSource
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
            throw new TokenRefusedException(TokenErrors.CodeIn(body?.Text("error_description")) ?? body?.Text("error") ?? $"http_{(int)answer.StatusCode}");
        }

        var seconds = long.TryParse(body?.Text("expires_in"), out var given) ? Math.Clamp(given, 60, 86_400) : 3_600;
        return new TeamsToken(token, MachineClock.World.GetCurrentInstant() + Duration.FromSeconds(seconds));
    }

    private Dictionary<string, string> Form(Uri url)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = settings.AppId ?? "", ["scope"] = ScopeAt(url) };
        if (settings is { ClientSecret: null, CertificatePath: { } path })
        {
            (form["client_assertion_type"], form["client_assertion"]) = (Assertion, TeamsCertificate.Assert(TeamsCertificate.Read(path, settings.CertificatePassword), settings.AppId ?? "", url));
        }
        else
        {
            form["client_secret"] = settings.ClientSecret ?? "";
        }

        return form;
    }

    /// <summary>What the token is for: the connector of the cloud that gives it.</summary>
    private static string ScopeAt(Uri url) =>
        url.Host.EndsWith(".us", StringComparison.OrdinalIgnoreCase) ? "https://api.botframework.us/.default" : "https://api.botframework.com/.default";
}
