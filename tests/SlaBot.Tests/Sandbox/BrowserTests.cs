using System.Net.Http.Json;
using Microsoft.Playwright;

namespace SlaBot.Tests.Sandbox;

/// <summary>A stranger's first minutes, in Chromium.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private readonly LiveSandbox sandbox = new();

    public Task InitializeAsync() => sandbox.InitializeAsync();

    public Task DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Page_SampleLead_IsWorkedInPlaceWithoutAReload()
    {
        var page = await sandbox.OpenAsync();
        await page.EvaluateAsync("document.body.dataset.mark = 'not reloaded'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a sample lead" }).ClickAsync();
        var card = page.Locator("#messages > li:not(.private)");
        await card.First.WaitForAsync();
        var id = await card.First.GetAttributeAsync("id");

        (await page.Locator("#first li.done").AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldStartWith("Send a sample lead");

        await page.Locator("#messages button[data-action=accept]").ClickAsync();
        await page.GetByText("Accepted. First touch is due").First.WaitForAsync();
        await page.Locator("#first li.done:has-text('Be the rep')").WaitForAsync();
        await page.Locator("#messages button[data-action=accept]").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.Locator("#messages summary[data-action=touch]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog select[name='i.channel']").SelectOptionAsync("call");
        await page.Locator("dialog input[name='i.at']").FillAsync("2030-01-01T09:00");
        await page.Locator("dialog .ends .primary, dialog .ends .button:not([type=button])").First.ClickAsync();
        (await page.Locator("dialog [data-field=at] .fault:not(:empty)").InnerTextAsync()).ShouldContain("future");

        await page.Locator("dialog input[name='i.at']").FillAsync("");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Locator($"#{id} p:has-text('1 touch, 1 of 6 since acceptance')").WaitForAsync();

        (await card.CountAsync()).ShouldBe(1);
        (await page.EvaluateAsync<string>("document.body.dataset.mark")).ShouldBe("not reloaded");
    }

    [Fact]
    public async Task Page_SampleWeek_EndsWithTheScorecardAsAThread()
    {
        var page = await sandbox.OpenAsync("/?in=channel:Scorecard");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play a sample week" }).ClickAsync();
        await page.Locator("#messages .thread > li").First.WaitForAsync();

        (await page.Locator("#messages .thread > li").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
        (await page.Locator("#clock").InnerTextAsync()).ShouldStartWith("Mon 23 Nov 2026, 09:00");
        await page.Locator(".side a:has-text('sla-escalations') .count").WaitForAsync();

        foreach (var (width, dark) in new[] { (360, false), (360, true), (320, false) })
        {
            var phone = await sandbox.OpenAsync("/?in=channel:Scorecard", width: width, dark: dark);
            (await phone.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(width);
        }
    }

    [Fact]
    public async Task Page_HostileLead_IsShownLiterally()
    {
        var page = await sandbox.OpenAsync();
        var attacks = 0;
        page.Dialog += (_, dialog) => attacks += dialog.Message.Length > 0 ? 1 : 0;
        using var client = new HttpClient { BaseAddress = new Uri(sandbox.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads")
        {
            Content = JsonContent.Create(new { id = "hostile", source = "web", score = 90, region = "US", contact = new { name = SampleCards.Hostile, email = "h@example.com" } }),
            Headers = { { "Authorization", "Bearer example-key-change-me-0123456789" } },
        };
        (await client.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();

        await page.Locator("#messages h3", new() { HasTextString = "<script>alert(1)</script> <!channel> & \"=cmd()\"" }).First.WaitForAsync();
        attacks.ShouldBe(0);
    }

    /// <summary>The card of a lead of which everything is known, on a phone: its buttons lie on the first screen.</summary>
    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public async Task Card_OnAPhone_FitsOneScreen(int width, bool dark)
    {
        using var client = new HttpClient { BaseAddress = new Uri(sandbox.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads")
        {
            Content = JsonContent.Create(new
            {
                id = new string('w', 200), source = "web", score = 90, region = "US", url = "https://crm.example.com/1", tier = "standard",
                contact = new { name = "Maximiliane von Hohenstein-Wittelsbach", email = "maximiliane.von.hohenstein@a-very-long-company-name.example.com", phone = "+49 89 1234567 ext. 890", title = "Senior Vice President of Global Revenue Operations" },
                company = new { name = "The Very Long Company Name Incorporated of Northern America", size = 240, industry = "B2B SaaS", country = "US" },
                activity = Enumerable.Range(1, 8).Select(day => new { kind = day % 2 == 0 ? "page_view" : "demo", subject = "Everything about it", at = $"2026-11-0{day}T15:00:00Z" }),
                briefing = new { talkTrack = string.Concat(Enumerable.Repeat("Ask about the new warehouse. ", 20)), news = "Raised a series B." },
            }),
            Headers = { { "Authorization", "Bearer example-key-change-me-0123456789" } },
        };
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var owner = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("owner").GetString();
        var page = await sandbox.OpenAsync($"/?in=dm:{owner}", width: width, dark: dark);
        var card = page.Locator("#messages article[data-lead]").First;
        await card.WaitForAsync();
        (await card.BoundingBoxAsync())!.Height.ShouldBeLessThanOrEqualTo(width == 320 ? 760 : 640);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(width);
        (await card.Locator("button[data-action=accept]").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(0);
        await card.Locator(".more > summary").ClickAsync();
        await card.Locator("summary[data-action=touch]").ClickAsync();
        await page.Locator("dialog select[name='i.channel']").WaitForAsync();
        if (Environment.GetEnvironmentVariable("SLABOT_PICTURES") is { } folder)
        {
            await page.Keyboard.PressAsync("Escape");
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"card-{width}-{(dark ? "dark" : "light")}.png") });
        }
    }

    [Fact]
    public async Task Page_WithoutScripts_StillSendsAndAnswers()
    {
        var page = await sandbox.OpenAsync(scripts: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a sample lead" }).ClickAsync();
        await page.Locator("#messages button[data-action=accept]").ClickAsync();
        (await page.Locator(".private").Last.InnerTextAsync()).ShouldContain("Accepted.");

        await page.Locator(".say input[name=text]").FillAsync("/sla leads");
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator(".private .asked").Last.InnerTextAsync()).ShouldBe("/sla leads");
    }
}
