using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using NodaTime;

namespace SlaBot.Teams.Auth;

/// <summary>Microsoft's library: secret or certificate at the tenant's authority, or the machine's managed identity.</summary>
internal sealed class MsalTokenSource(HttpClient http, TeamsOptions settings) : ITeamsTokenSource
{
    private const string Resource = "https://api.botframework.com";
    private IConfidentialClientApplication? application;
    private IManagedIdentityApplication? managed;

    /// <inheritdoc/>
    public async Task<TeamsToken> GetAsync(bool isFresh, CancellationToken stop)
    {
        var got = settings is { ManagedIdentityClientId: { } identity, ClientSecret: null, CertificatePath: null }
            ? await (managed ??= Managed(identity)).AcquireTokenForManagedIdentity(Resource).WithForceRefresh(isFresh).ExecuteAsync(stop)
            : await (application ??= Confidential()).AcquireTokenForClient([Resource + "/.default"]).WithForceRefresh(isFresh).ExecuteAsync(stop);
        return new TeamsToken(got.AccessToken, Instant.FromDateTimeOffset(got.ExpiresOn));
    }

    private IManagedIdentityApplication Managed(string identity) => ManagedIdentityApplicationBuilder
        .Create(ManagedIdentityId.WithUserAssignedClientId(identity)).WithHttpClientFactory(new OneClient(http), retryOnceOn5xx: false).Build();

    private IConfidentialClientApplication Confidential()
    {
        // The authority is a constant of ours, so that nobody need be asked whether it is one.
        var builder = ConfidentialClientApplicationBuilder.Create(settings.AppId).WithAuthority($"https://login.microsoftonline.com/{settings.TenantId}")
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
