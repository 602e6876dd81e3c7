using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Teams.Tab;

/// <summary>What a person sees in the personal tab, as neutral cards: my leads, my week, for those who lead a team the team, and both teams' week.</summary>
internal sealed class TabPages(IReadStore reader, HomePages homes, ChatCommandHandler endpoint, CurrentAgreement rules, IClock clock)
{
    /// <summary>The parts in reading order, each with the name that the page knows it by; lists stand open at the pages asked for.</summary>
    public async Task<IReadOnlyList<(string Name, Card Card)>> DrawAsync(Person person, IReadOnlyList<ListPage> pages)
    {
        var home = homes.Draw(person, withWeek: false);
        // Who leads a team and works no lead has nothing of their own to read first.
        List<(string, Card)> parts = home is { Leads: 0, Team: not null } ? []
            : [("leads", (PageOf(ListPage.Leads, pages, person) ?? home.Own) with { Title = "My leads" }), ("week", Week(person, home.Week))];
        if (home.Team is { } team)
        {
            parts.Add(("team", PageOf(ListPage.Team, pages, person) ?? team));
        }

        if (home.TeamWeek is { } people)
        {
            parts.Add(("people", new Card { Title = "The team's week so far", Summary = "The team's week so far", Blocks = [people] }));
        }

        var both = await endpoint.RunAsync(person.Email, "scorecard");
        parts.Add(("scorecard", both.Blocks.Count > 0 ? both : new Card { Title = "Both teams' week", Summary = both.Title, Blocks = [new Paragraph(both.Title)] }));
        return parts;
    }

    /// <summary>The lead's record in the CRM.</summary>
    public string? RecordOf(string lead) => reader.Lead(lead)?.Profile.Url;

    private Card? PageOf(string list, IReadOnlyList<ListPage> pages, Person person) =>
        pages.FirstOrDefault(page => page.List == list) is { From: > 0 } page ? homes.Of(page, person) : null;

    private Card Week(Person person, OwnerLine? line)
    {
        var last = reader.PublishedWeeks().LastOrDefault() is { } name && reader.Scorecard(name) is { } published ? ScorecardRenderer.Rep(published, MessageKeys.Direct(person.Email), rules.Now) : null;
        CardBlock soFar = line is null ? new Paragraph("Nothing of yours counts this week yet.") : RepWeekCard.Numbers(line);
        var week = IsoWeek.Of(clock.GetCurrentInstant(), rules.Now.Policy.Calendar.Zone);
        return new Card
        {
            Title = "My week",
            Summary = "My week so far, and the last one published.",
            Blocks = [new Heading(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This week so far (week {week.Number})")), soFar, .. last is null ? Array.Empty<CardBlock>() : [new Heading(last.Title), .. last.Blocks.OfType<Fields>()], new Context("Only you see this.")],
        };
    }
}
