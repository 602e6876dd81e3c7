using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using static SlaBot.Tests.Scenarios.ProductionBot;

namespace SlaBot.Tests.Scenarios;

/// <summary>Who is let in, and by what, in Production: behind a stock proxy on the same machine every stranger looks local.</summary>
public sealed class ProxyTests
{
    private const string Lead = """{"id":"L1","source":"web","score":80,"contact":{"name":"Cleo L1","email":"cleo.l1@corp.example"}}""";

    // What is open to everybody: its status alone, a form that shows nothing, and a style sheet; the chat doors and the tab ask for their own proof.
    private static readonly (string Method, string Route)[] Open =
    [
        ("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/dashboard/style.css"), ("GET", "/dashboard/sign-in"), ("POST", "/dashboard/sign-in"), ("POST", "/dashboard/sign-out"),
        ("GET", "/teams/tab"), ("GET", "/teams/tab/{file}"), ("GET", "/privacy"), ("GET", "/terms"), ("GET", "/"),
    ];

    [FactNeeding("nginx")]
    public async Task Production_BehindAStockProxy_ShowsStrangersNothing()
    {
        await using var bot = await ProductionBot.StartAsync();
        using var nginx = await Nginx.StartAsync($"proxy_pass http://127.0.0.1:{bot.Port};");
        (await AskAsync(nginx.Address, "POST", "/api/v1/leads", BotFiles.AdminKey, Lead)).Status.ShouldBe(201);

        bot.Routes.Count.ShouldBeGreaterThan(20);
        foreach (var (method, route) in bot.Routes.Where(way => !Open.Contains(way)))
        {
            var path = route.Replace("{id}", "L1").Replace("{clause}", "firstTouch").Replace("{week}", "2026-W47").Replace("{file}", "x");
            var (status, body, _) = await AskAsync(nginx.Address, method, path, body: method == "POST" ? "{}" : null);
            status.ShouldBeOneOf([401, 403], $"{method} {path} says {body}");
            body.ShouldNotContain("Cleo");
        }

        (await AskAsync(nginx.Address, "GET", "/api/v1/leads", headers: ("X-Forwarded-For", "127.0.0.1"))).Status.ShouldBe(401);
        (await AskAsync(nginx.Address, "GET", "/sandbox/api/messages")).Status.ShouldBe(404);
        (await AskAsync(nginx.Address, "GET", "/dev/clock")).Status.ShouldBe(404);
        (await AskAsync(nginx.Address, "GET", "/api/v1/leads/L1", BotFiles.ReadKey)).Body.ShouldContain("Cleo L1");
    }

    [FactNeeding("nginx")]
    public async Task Production_BehindAStockProxy_TellsStrangersOnlyTheStatus()
    {
        await using var bot = await ProductionBot.StartAsync();
        using var nginx = await Nginx.StartAsync($"proxy_pass http://127.0.0.1:{bot.Port};");

        var stranger = JsonNode.Parse((await AskAsync(nginx.Address, "GET", "/readyz")).Body)!.AsObject();
        stranger.Select(member => member.Key).ShouldBe(["status"]);
        JsonNode.Parse((await AskAsync(nginx.Address, "GET", "/readyz", BotFiles.ReadKey)).Body)!.AsObject().ContainsKey("faults").ShouldBeTrue();
        (await AskAsync(nginx.Address, "GET", "/healthz")).Status.ShouldBe(200);
    }

    [FactNeeding("nginx")]
    public async Task SignIn_BehindAStockProxy_OpensThePagesToABrowserWithAKey()
    {
        await using var bot = await ProductionBot.StartAsync();
        using var nginx = await Nginx.StartAsync($"proxy_pass http://127.0.0.1:{bot.Port};");
        await AskAsync(bot.Address, "POST", "/api/v1/leads", BotFiles.AdminKey, Lead);
        (string, string) browser = ("Accept", "text/html,application/xhtml+xml");

        var (status, form, _) = await AskAsync(nginx.Address, "GET", "/dashboard/leads/L1", headers: browser);
        status.ShouldBe(401);
        form.ShouldContain("""name="to" value="/dashboard/leads/L1""");
        form.ShouldNotContain("Cleo");

        foreach (var wrong in new[] { "", "wrong-key-0123456789", BotFiles.IntakeKey })
        {
            (await AskAsync(nginx.Address, "POST", "/dashboard/sign-in", body: $"key={wrong}&to=/dashboard")).Status.ShouldBe(401, wrong);
        }

        var signed = await AskAsync(nginx.Address, "POST", "/dashboard/sign-in", body: $"key={BotFiles.ReadKey}&to=/dashboard/leads/L1");
        signed.Status.ShouldBe(303);
        signed.Answer.Headers.Location!.ToString().ShouldBe("/dashboard/leads/L1");
        var cookie = signed.Answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain(BotFiles.ReadKey);
        var session = ("Cookie", cookie.Split(';')[0]);
        (await AskAsync(nginx.Address, "GET", "/dashboard/leads/L1", headers: [browser, session])).Body.ShouldContain("Cleo L1");

        // It is for the pages alone, and over when it is ended.
        (await AskAsync(nginx.Address, "GET", "/api/v1/leads", headers: session)).Status.ShouldBe(401);
        (await AskAsync(nginx.Address, "POST", "/dashboard/sign-out", body: "", headers: session)).Status.ShouldBe(303);
        (await AskAsync(nginx.Address, "GET", "/dashboard", headers: [browser, session])).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/dashboardx")]
    [InlineData("/dashboard\\..\\evil")]
    [InlineData("https://evil.example/dashboard")]
    [InlineData("/dashboard/%0d%0aSet-Cookie:x=y")]
    [InlineData("/api/v1/leads")]
    public async Task SignIn_LeadsNowhereElse(string to)
    {
        await using var bot = await ProductionBot.StartAsync();
        var signed = await AskAsync(bot.Address, "POST", "/dashboard/sign-in", body: $"key={BotFiles.ReadKey}&to={Uri.EscapeDataString(to)}");
        signed.Status.ShouldBe(303);
        var place = signed.Answer.Headers.Location!.ToString();
        (place == "/dashboard" || place.StartsWith("/dashboard/", StringComparison.Ordinal)).ShouldBeTrue(place);
        signed.Answer.Headers.GetValues("Set-Cookie").Count().ShouldBe(1);
    }

    [Fact]
    public async Task SignIn_OverHttps_IsKeptToHttps_AndOtherSitesFormsDoNotSignAnybodyIn()
    {
        await using var bot = await ProductionBot.StartAsync();
        var body = $"key={BotFiles.ReadKey}";
        var safe = await AskAsync(bot.Address, "POST", "/dashboard/sign-in", body: body, headers: [("Origin", "https://slabot.example.com"), ("Sec-Fetch-Site", "same-origin")]);
        safe.Answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure");
        (await AskAsync(bot.Address, "POST", "/dashboard/sign-in", body: body, headers: ("Sec-Fetch-Site", "cross-site"))).Answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await AskAsync(bot.Address, "POST", "/dashboard/sign-in", body: "key=" + new string('x', 20_000))).Answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Production_WithoutAnyKey_AnswersNobody()
    {
        await using var bot = await ProductionBot.StartAsync(settings => settings["Api"] = new JsonObject { ["Keys"] = new JsonArray() });
        foreach (var path in new[] { "/api/v1/leads", "/api/v1/agreement", "/dashboard" })
        {
            var (status, body, _) = await AskAsync(bot.Address, "GET", path);
            status.ShouldBe(401, path);
            body.ShouldContain("SlaBot:Api:Keys");
        }
    }

    [Fact]
    public void Sandbox_InProduction_IsRefused()
    {
        using var files = new BotFiles(Bot.Monday, settings =>
        {
            settings.AsObject().Remove("Clock");
            settings["Sandbox"] = new JsonObject { ["Enabled"] = true };
        });
        Should.Throw<SlaBot.Hosting.SettingsRefusedException>(() => Program.Build(new SlaBot.Hosting.RunOptions(files.Settings, "Production", "http://127.0.0.1:0"))).Message.ShouldContain("Sandbox:Enabled");
    }

    [FactNeeding("nginx")]
    public async Task ForwardedFor_IsBelievedFromConfiguredProxiesOnly()
    {
        // In Development loopback is let in, so that what is believed shows.
        await using var plain = await Bot.StartAsync(edit: settings => settings["Api"] = new JsonObject());
        (await plain.Send(HttpMethod.Get, "/dashboard", key: null)).Status.ShouldBe(200);
        using (var nginx = await Nginx.StartAsync($"proxy_pass {plain.Address}; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"))
        {
            (await AskAsync(nginx.Address, "GET", "/dashboard")).Status.ShouldNotBe(200);
        }

        await using var told = await ProductionBot.StartAsync(settings => settings["Web"] = new JsonObject { ["Proxies"] = new JsonArray("127.0.0.1") });
        var signed = await AskAsync(told.Address, "POST", "/dashboard/sign-in", body: $"key={BotFiles.ReadKey}", headers: ("X-Forwarded-Proto", "https"));
        signed.Answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure");
        await using var untold = await ProductionBot.StartAsync();
        signed = await AskAsync(untold.Address, "POST", "/dashboard/sign-in", body: $"key={BotFiles.ReadKey}", headers: ("X-Forwarded-Proto", "https"));
        signed.Answer.Headers.GetValues("Set-Cookie").Single().ShouldNotContain("secure");
    }

    [Fact]
    public async Task Import_OnTheBotsMachine_NeedsNoKey_ByATokenThatOnlyItsUserCanRead()
    {
        await using var bot = await ProductionBot.StartAsync();
        var token = bot.Files.Data + ".token";
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(token).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var file = Path.Combine(bot.Files.Directory, "leads.csv");
        await File.WriteAllTextAsync(file, "id,source,score,contact.name,contact.email\nC1,web,80,Cleo C1,c1@corp.example\n");

        var (code, said) = await CommandLineTests.RunAsync("Production", "import", file, "--settings", bot.Files.Settings);
        code.ShouldBe(0, said);
        said.ShouldContain("1 new, 0 known, 0 refused");
        (await AskAsync(bot.Address, "GET", "/api/v1/leads/C1", BotFiles.ReadKey)).Status.ShouldBe(200);

        var words = (await File.ReadAllLinesAsync(token))[0];
        (await AskAsync(bot.Address, "GET", "/api/v1/leads", words)).Status.ShouldBe(200);
        (await AskAsync(bot.Address, "GET", "/api/v1/leads", words[..^1] + "g")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_AfterACleanStop_IsGone_AndAnOldOneOpensNothing()
    {
        using var files = new BotFiles(Bot.Monday, settings => settings.AsObject().Remove("Clock"));
        var token = files.Data + ".token";
        await File.WriteAllTextAsync(token, "left behind by a crash");
        string words;
        await using (var app = Program.Build(new SlaBot.Hosting.RunOptions(files.Settings, "Production", "http://127.0.0.1:0")))
        {
            await app.StartAsync();
            words = (await File.ReadAllLinesAsync(token))[0];
            await app.StopAsync();
        }

        File.Exists(token).ShouldBeFalse();
        await using var again = Program.Build(new SlaBot.Hosting.RunOptions(files.Settings, "Production", "http://127.0.0.1:0"));
        await again.StartAsync();
        (await AskAsync(new Uri(again.Urls.First()), "GET", "/api/v1/leads", words)).Status.ShouldBe(401);
    }
}
