using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SlaBot.Tests.Fakes;

/// <summary>An Entra of our own: a tenant's metadata and keys, people's tokens, the token address that checks secrets and signed assertions, and a managed identity's address.</summary>
internal sealed class FakeEntra : IAsyncDisposable
{
    public const string Header = "identity-header";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<string> errors = [];
    private readonly TeamsIdentity identity = new();
    private int given;

    private FakeEntra(WebApplication server) => this.server = server;

    public string Root => server.Urls.First();

    public Uri Metadata => new($"{Root}/{TeamsIdentity.Tenant}/v2.0/.well-known/openid-configuration");

    public TeamsIdentity Keys => identity;

    public string Secret { get; set; } = "right-secret";

    /// <summary>The certificate whose assertions are taken.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The header of the last assertion that was checked.</summary>
    public string? Assertion { get; private set; }

    /// <summary>Every token call: its path and form or query.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    public static async Task<FakeEntra> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var entra = new FakeEntra(app);
        app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant) => Json(new JsonObject { ["issuer"] = Issuer(tenant), ["jwks_uri"] = entra.Root + "/keys" }));
        app.MapGet("/keys", () => Json(entra.identity.KeySet()));
        app.MapPost("/{tenant}/oauth2/v2.0/token", (Delegate)entra.TokenAsync);
        app.MapGet("/msi/token", (HttpRequest request) => entra.Managed(request, request.Headers["X-IDENTITY-HEADER"] == Header));
        app.MapGet("/metadata/identity/oauth2/token", (HttpRequest request) => entra.Managed(request, request.Headers["Metadata"] == "true"));
        await app.StartAsync();
        return entra;
    }

    public static string Issuer(string tenant) => $"https://login.microsoftonline.com/{tenant}/v2.0";

    /// <summary>The next call for a token is refused with that code of Entra's.</summary>
    public void Refuse(string code) => errors.Enqueue(code);

    /// <summary>A person's token for the tab; claims set to null are left out.</summary>
    public string Person(string oid, TimeSpan? from = null, TimeSpan? until = null, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256, params (string Name, object? Value)[] claims)
    {
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Issuer(TeamsIdentity.Tenant), ["aud"] = TeamsIdentity.App, ["tid"] = TeamsIdentity.Tenant, ["oid"] = oid,
            ["scp"] = "access_as_user", ["ver"] = "2.0", ["azp"] = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346", ["preferred_username"] = "somebody@elsewhere.example",
        };
        foreach (var (name, value) in claims)
        {
            all[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = all.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
            NotBefore = World.Now.UtcDateTime + (from ?? TimeSpan.FromMinutes(-5)),
            Expires = World.Now.UtcDateTime + (until ?? TimeSpan.FromHours(1)),
            SigningCredentials = new SigningCredentials(key ?? identity.Current, algorithm),
        });
    }

    /// <summary>A certificate with its key, self-signed.</summary>
    public static X509Certificate2 MakeCertificate()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=slabot", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(World.Now.AddDays(-1), World.Now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private async Task<IResult> TokenAsync(string tenant, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Calls.Enqueue($"{tenant} {string.Join(' ', form.Select(pair => $"{pair.Key}={pair.Value}"))}");
        var code = errors.TryDequeue(out var enqueued) ? enqueued
            : tenant != TeamsIdentity.Tenant ? "AADSTS90002"
            : form["client_id"] != TeamsIdentity.App ? "AADSTS700016"
            : form["scope"].ToString().Split(' ').Contains("https://api.botframework.com/.default") == false ? "AADSTS1002012"
            : form["client_assertion"].ToString() is { Length: > 0 } assertion ? (await HoldsAsync(assertion, request) ? null : "AADSTS700027")
            : form["client_secret"] == Secret ? null : "AADSTS7000215";
        return code is null ? Give() : Json(new JsonObject
        {
            ["error"] = "invalid_client", ["error_description"] = $"{code}: words that only people who may see the registration should read. Trace ID: 0", ["error_codes"] = new JsonArray(int.Parse(code[6..], System.Globalization.CultureInfo.InvariantCulture)),
        }, 401);
    }

    private async Task<bool> HoldsAsync(string assertion, HttpRequest request)
    {
        if (Certificate is null)
        {
            return false;
        }

        var read = new JsonWebToken(assertion);
        Assertion = read.EncodedHeader;
        var thumbprint = Base64UrlEncoder.Encode(Certificate.GetCertHash(HashAlgorithmName.SHA256));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            LifetimeValidator = (from, until, _, _) => World.IsBetween(from, until),
            ValidIssuer = TeamsIdentity.App, ValidAudiences = [$"https://login.microsoftonline.com{request.Path}", $"{Root}{request.Path}"],
            IssuerSigningKey = new RsaSecurityKey(Certificate.GetRSAPublicKey()), ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        });
        return result.IsValid && read.Subject == TeamsIdentity.App && read.TryGetHeaderValue("x5t#S256", out string named) && named == thumbprint;
    }

    private IResult Managed(HttpRequest request, bool isMeant)
    {
        Calls.Enqueue($"{request.Path} {request.QueryString}");
        return isMeant && request.Query["client_id"] == "identity-1" && request.Query["resource"] == "https://api.botframework.com" ? Give()
            : Json(new JsonObject { ["statusCode"] = 400, ["message"] = "No User Assigned or Delegated Managed Identity found for specified ClientId" }, 400);
    }

    /// <summary>How long the tokens that it gives are good.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    private IResult Give() => Json(new JsonObject
    {
        ["token_type"] = "Bearer", ["expires_in"] = (int)Lifetime.TotalSeconds, ["expires_on"] = World.Machine.Add(Lifetime).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["resource"] = "https://api.botframework.com", ["access_token"] = $"bot-token-{Interlocked.Increment(ref given)}",
    });

    private static IResult Json(JsonObject body, int status = 200) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);
}
