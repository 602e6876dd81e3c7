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

        await page.Locator("#messages button[data-action=accept]").ClickAsync();
        await page.GetByText("Accepted. First touch is due").First.WaitForAsync();
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
        await page.Locator($"#{id} dd:has-text('1 of 6')").WaitForAsync();

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
