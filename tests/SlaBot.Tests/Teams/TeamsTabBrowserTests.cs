using Microsoft.Playwright;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>The tab in Chromium, framed by a page under Teams' own name; in place of Microsoft's library stands what its three calls answer.</summary>
public sealed class TeamsTabBrowserTests : IAsyncLifetime
{
    private const string Host = "https://teams.microsoft.com/host";

    // A page of the internet may not frame this machine's own, unless that check is off.
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-features=LocalNetworkAccessChecks"];
    private FakeEntra entra = null!;
    private TeamsWorld world = null!;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        entra = await FakeEntra.StartAsync();
        world = await StartAsync(edit: settings => settings["Teams"]!["EntraMetadataUrl"] = entra.Metadata.AbsoluteUri);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
        await world.DisposeAsync();
        await entra.DisposeAsync();
    }

    [FactNeeding("chromium")]
    public async Task Tab_InTeams_ShowsTheLead_AsText_InEachTheme_AtPhoneWidth()
    {
        await world.Bot.SendLead("L0");
        await world.Bot.ClockTo("2026-11-23T15:00:00Z");
        await world.Bot.SendLead("L1", lead => lead["contact"]!["name"] = "<img src=x onerror=document.title='pwned'>");
        foreach (var theme in new[] { "default", "dark", "contrast" })
        {
            var page = await OpenAsync(Host, entra.Person(Aad(Bot.Milo)), theme);
            var frame = page.FrameLocator("iframe");
            await frame.Locator("#team").WaitForAsync();
            (await frame.Locator("#team").InnerTextAsync()).ShouldContain("<img src=x");
            (await frame.Locator("img").CountAsync()).ShouldBe(0);
            (await frame.Locator("html").EvaluateAsync<int>("page => page.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
            (await frame.Locator("html").GetAttributeAsync("data-theme")).ShouldBe(theme);
            await PictureAsync(page, $"tab-{theme}");
        }
    }

    [FactNeeding("chromium")]
    public async Task Tab_OfWhoHasNothingYet_SaysSo()
    {
        foreach (var (person, name) in new[] { (Bot.Lena, "rep"), (Bot.Milo, "manager") })
        {
            var page = await OpenAsync(Host, entra.Person(Aad(person)), "default");
            var frame = page.FrameLocator("iframe");
            await frame.Locator(person == Bot.Lena ? "#leads" : "#team").WaitForAsync();
            var text = await frame.Locator("main").InnerTextAsync();
            text.ShouldContain("No open leads.");
            text.ShouldContain("No scorecard has been published yet.");
            await PictureAsync(page, $"tab-empty-{name}");
        }
    }

    [FactNeeding("chromium")]
    public async Task Tab_OutsideTeamsOrUnderAStranger_ShowsNothing()
    {
        var alone = await OpenAsync(new Uri(world.Bot.Address, "/teams/tab").AbsoluteUri, null, "default");
        await alone.GetByText("Open the app SlaBot there").WaitForAsync();

        var framed = await OpenAsync("https://evil.example/host", entra.Person(Aad(Bot.Ana)), "default");
        var inner = framed.Frames.FirstOrDefault(frame => frame != framed.MainFrame);
        (inner is null ? 0 : await inner.Locator("#parts").CountAsync()).ShouldBe(0);

        var stranger = await OpenAsync(Host, entra.Person("99999999-0000-4000-8000-000000000009"), "default");
        await stranger.FrameLocator("iframe").GetByText("belongs to nobody").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(string address, string? token, string theme)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 320, Height = 1400 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        await page.RouteAsync(new System.Text.RegularExpressions.Regex("^https:"), route => route.Request.Url.EndsWith("/host", StringComparison.Ordinal)
            ? route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = $"<body style='margin:0'><iframe style='border:0;width:320px;height:1400px' src='{new Uri(world.Bot.Address, "/teams/tab")}'></iframe>" })
            : route.AbortAsync());
        if (token is not null)
        {
            await page.AddInitScriptAsync($$"""
                window.microsoftTeams = {
                  app: { initialize: async () => {}, getContext: async () => ({ app: { theme: "{{theme}}" } }), registerOnThemeChangeHandler: () => {} },
                  authentication: { getAuthToken: async () => "{{token}}" },
                };
                """);
        }

        await page.GotoAsync(address);
        return page;
    }

    // Where SLABOT_PICTURES says, for eyes.
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SLABOT_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
