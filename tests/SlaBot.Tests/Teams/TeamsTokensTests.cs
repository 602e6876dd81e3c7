using System.Security.Cryptography.X509Certificates;
using SlaBot.Teams.Auth;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Teams;

/// <summary>The bot's own token by each way, from a token address that checks what it is given.</summary>
public sealed class TeamsTokensTests : IAsyncLifetime
{
    private FakeEntra entra = null!;
    private HttpClient http = null!;
    private string folder = null!;

    public async Task InitializeAsync()
    {
        entra = await FakeEntra.StartAsync();
        http = new HttpClient(new ToOurs(new Uri(entra.Root))) { Timeout = TimeSpan.FromSeconds(10) };
        folder = Directory.CreateTempSubdirectory("slabot-token").FullName;
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
        await entra.DisposeAsync();
    }

    [Fact]
    public async Task Secret_GivesAToken_KeptUntilItIsRefused()
    {
        using var tokens = new TeamsTokens(http, Options(), World.Time);
        (await tokens.TokenAsync(default)).ShouldBe(("bot-token-1", null));
        (await tokens.TokenAsync(default)).Token.ShouldBe("bot-token-1");
        (await tokens.TokenAsync(default, refused: "bot-token-1")).Token.ShouldBe("bot-token-2");
        (await tokens.TokenAsync(default)).Token.ShouldBe("bot-token-2");
        entra.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(60, "bot-token-1")]
    [InlineData(4, "bot-token-2")]
    public async Task Token_ThatSoonEnds_IsRenewedBeforeItDoes(int minutes, string second)
    {
        entra.Lifetime = TimeSpan.FromMinutes(minutes);
        using var tokens = new TeamsTokens(http, Options() with { TokenUrl = Posted }, World.Time);
        (await tokens.TokenAsync(default)).Token.ShouldBe("bot-token-1");
        (await tokens.TokenAsync(default)).Token.ShouldBe(second);
    }

    [Theory]
    [InlineData("pfx", null, false)]
    [InlineData("pfx", "word", false)]
    [InlineData("pem", null, false)]
    [InlineData("pfx", null, true)]
    [InlineData("pem", null, true)]
    public async Task Certificate_SignsAnAssertionThatHolds(string kind, string? password, bool isPosted)
    {
        using var certificate = FakeEntra.MakeCertificate();
        entra.Certificate = certificate;
        using var tokens = new TeamsTokens(http, Options() with { ClientSecret = null, CertificatePath = Write(certificate, kind, password), CertificatePassword = password, TokenUrl = isPosted ? Posted : null }, World.Time);
        (await tokens.TokenAsync(default)).Token.ShouldBe("bot-token-1");
        entra.Assertion.ShouldNotBeNull();
        entra.Calls.ShouldHaveSingleItem().ShouldNotContain("client_secret");
    }

    [Fact]
    public async Task Certificate_OfAnotherOrUnreadable_IsNamed()
    {
        using var certificate = FakeEntra.MakeCertificate();
        using var other = FakeEntra.MakeCertificate();
        entra.Certificate = other;
        await RefusedAsync(Options() with { ClientSecret = null, CertificatePath = Write(certificate, "pfx", null) }, "AADSTS700027", "certificate is not one of the application's");
        await RefusedAsync(Options() with { ClientSecret = null, CertificatePath = Write(certificate, "pfx", "word"), CertificatePassword = "wrong" }, "certificate_unreadable", "cannot be read");
        await RefusedAsync(Options() with { ClientSecret = null, CertificatePath = Path.Combine(folder, "none.pfx") }, "certificate_unreadable", "CertificatePath");
        var bare = Path.Combine(folder, "bare.pem");
        await File.WriteAllTextAsync(bare, certificate.ExportCertificatePem());
        await RefusedAsync(Options() with { ClientSecret = null, CertificatePath = bare }, "certificate_unreadable", "private key");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusals_SayWhatToDo_AndNeverTheSecret(bool isPosted)
    {
        var sound = Options() with { TokenUrl = isPosted ? Posted : null };
        await RefusedAsync(sound with { ClientSecret = "wrong-secret" }, "AADSTS7000215", "the secret is wrong");
        await RefusedAsync(sound with { AppId = "11111111-0000-4000-8000-000000000000" }, "AADSTS700016", "Teams:AppId");
        foreach (var (code, words) in new[] { ("AADSTS7000222", "has expired"), ("AADSTS90002", "no such tenant"), ("AADSTS7000112", "disabled"), ("AADSTS53003", "conditional access"), ("AADSTS999999", "check Teams:AppId, TenantId") })
        {
            entra.Refuse(code);
            await RefusedAsync(sound, code, words);
        }
    }

    [Fact]
    public async Task Tenant_Unknown_IsNamed() =>
        await RefusedAsync(Options() with { TenantId = "22222222-0000-4000-8000-000000000000" }, "AADSTS90002", "Teams:TenantId");

    [Theory]
    [InlineData("my tenant?")]
    [InlineData("../common")]
    [InlineData("a/b")]
    public async Task Tenant_ThatCanBeNone_IsNamed(string tenant)
    {
        using var tokens = new TeamsTokens(http, Options() with { TenantId = tenant }, World.Time);
        (await tokens.TokenAsync(default)).Fault.ShouldNotBeNull().Sentence("Teams").ShouldContain("Teams:TenantId");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Service_NotReached_IsAnOutage_NotACredentialsFault(bool isPosted)
    {
        var options = Options() with { TokenUrl = isPosted ? Posted : null };
        await entra.DisposeAsync();
        using var tokens = new TeamsTokens(http, options, World.Time);
        var (token, fault) = await tokens.TokenAsync(default);
        token.ShouldBeNull();
        fault!.Kind.ShouldBe(TeamsErrorKind.Unreachable);
        tokens.Fault!.Sentence("Teams").ShouldContain("token service does not answer", customMessage: "nothing can leave, whosever fault it is");
        entra = await FakeEntra.StartAsync();
    }

    [Fact]
    public async Task Fault_IsToldUntilATokenIsGivenAgain()
    {
        using var tokens = new TeamsTokens(http, Options(), World.Time);
        entra.Refuse("AADSTS7000222");
        await tokens.TokenAsync(default);
        tokens.Fault!.Code.ShouldBe("AADSTS7000222");
        await tokens.TokenAsync(default);
        tokens.Fault.ShouldBeNull();
    }

    private async Task RefusedAsync(TeamsOptions options, string code, string words)
    {
        using var tokens = new TeamsTokens(http, options, World.Time);
        var (token, fault) = await tokens.TokenAsync(default);
        token.ShouldBeNull();
        fault.ShouldNotBeNull().Kind.ShouldBe(TeamsErrorKind.Token);
        fault.Code.ShouldBe(code);
        var said = fault.Sentence("Teams");
        said.ShouldContain(words, Case.Insensitive);
        said.ShouldNotContain("secret-");
        said.ShouldNotContain("-secret");
        said.ShouldNotContain("Trace ID");
    }

    private Uri Posted => new($"{entra.Root}/{TeamsIdentity.Tenant}/oauth2/v2.0/token");

    private string Write(X509Certificate2 certificate, string kind, string? password)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.{kind}");
        if (kind == "pem")
        {
            File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
        else
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, password));
        }

        return file;
    }

    private static TeamsOptions Options() => new()
    {
        Enabled = true, AppId = TeamsIdentity.App, TenantId = TeamsIdentity.Tenant, ClientSecret = "right-secret", OpenIdMetadataUrl = new Uri("http://x/"), Channels = new Dictionary<string, string?>(),
    };

    /// <summary>The network as it would be if Entra stood at our own address.</summary>
    private sealed class ToOurs(Uri ours) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { Host: "login.microsoftonline.com" } asked)
            {
                request.RequestUri = new Uri(ours, asked.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
