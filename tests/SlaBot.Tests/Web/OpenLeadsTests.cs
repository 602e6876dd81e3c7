using System.Net;
using System.Text.RegularExpressions;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Web;

/// <summary>The list of open leads: what is overdue first, and with everything that is overdue.</summary>
public sealed partial class OpenLeadsTests
{
    [Fact]
    public async Task Overdue_StandsFirst_WithWhatIsOverdueAndWhatIsNext()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("late");
        await bot.ClockTo("2026-11-16T15:30:00Z");
        await bot.SendLead("soon");

        var rows = Rows((await bot.Send(HttpMethod.Get, "/dashboard")).Body.ToString());
        rows[0].ShouldContain("/dashboard/leads/late");
        rows[0].ShouldContain("overdue since Mon 16 Nov 2026, 10:00");
        rows[0].ShouldContain("/dashboard/why/late/firstTouch");
        rows[0].ShouldContain("/dashboard/why/late/decision");
        rows[1].ShouldContain("/dashboard/leads/soon");
        rows[1].ShouldNotContain("overdue");
    }

    [Fact]
    public async Task Pages_GoThroughAllOfThem_EachOnce_OverdueFirst()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["People"]!.AsArray().ToList().ForEach(person => person!.AsObject().Remove("Capacity")));
        for (var number = 0; number < 105; number++)
        {
            await bot.SendLead($"late-{number:000}");
        }

        await bot.ClockTo("2026-11-16T15:30:00Z");
        for (var number = 0; number < 101; number++)
        {
            await bot.SendLead($"soon-{number:000}");
        }

        List<string> seen = [];
        for (var address = "/dashboard"; address is not null;)
        {
            var page = (await bot.Send(HttpMethod.Get, address)).Body.ToString();
            seen.AddRange(Rows(page).Select(row => LeadLink().Match(row).Groups[1].Value));
            address = More().Match(page) is { Success: true } more ? WebUtility.HtmlDecode(more.Groups[1].Value) : null;
        }

        seen.Count.ShouldBe(206);
        seen.Distinct().Count().ShouldBe(206);
        seen.Take(105).ShouldAllBe(id => id.StartsWith("late-", StringComparison.Ordinal));
    }

    private static List<string> Rows(string page) => [.. page.Split("Open leads: overdue first")[1].Split("<tr>").Skip(2)];

    [GeneratedRegex("/dashboard/leads/([^\"]+)\"")]
    private static partial Regex LeadLink();

    [GeneratedRegex("href=\"(/dashboard\\?after=[^\"]+)\"")]
    private static partial Regex More();
}
