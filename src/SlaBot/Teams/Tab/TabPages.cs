using SlaBot.Teams.Auth;
using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams.Tab;

/// <summary>What a person sees in the personal tab, as neutral cards: my leads, my week, for those who lead a team the
/// team, and both teams' week.</summary>
internal sealed class TabPages(IReadStore reader, HomePages homes, ChatCommandHandler endpoint, CurrentAgreement rules,
    IClock clock)
{
    /// <summary>The parts in reading order, each with the name that the page knows it by; lists stand open at the pages
    /// asked for.</summary>
    public async Task<IReadOnlyList<(string Name, Card Card)>> DrawAsync(Person person, IReadOnlyList<ListPage> pages)
    {
        var home = homes.Draw(person, withWeek: false);
        // Who leads a team and works no lead has nothing of their own to read first.
        List<(string, Card)> parts = home is { Leads: 0, Team: not null } ? []
            : [("leads", (PageOf(ListPage.Leads, pages, person) ?? home.Own) with { Title = "My leads" }),
                ("week", Week(person, home.Week))];
        if (home.Team is { } team)
        {
            parts.Add(("team", PageOf(ListPage.Team, pages, person) ?? team));
        }

        if (home.TeamWeek is { } people)
        {
            parts.Add(
                ("people",
                    new Card { Title = "The team's week so far", Summary = "The team's week so far",
                        Blocks = [people] }));
        }

        var both = await endpoint.RunAsync(person.Email, "scorecard");
        parts.Add(
            ("scorecard",
                both.Blocks.Count > 0
                    ? both : new Card { Title = "Both teams' week", Summary = both.Title,
                        Blocks = [new Paragraph(both.Title)] }));
        return parts;
    }

    /// <summary>The lead's record in the CRM.</summary>
    public string? RecordOf(string lead) => reader.Lead(lead)?.Profile.Url;

    private Card? PageOf(string list, IReadOnlyList<ListPage> pages, Person person) =>
        pages.FirstOrDefault(page => page.List == list) is { From: > 0 } page ? homes.Of(page, person) : null;

    private Card Week(Person person, OwnerLine? line)
    {
        var last = reader.PublishedWeeks().LastOrDefault() is { } name && reader.Scorecard(name) is { } published
            ? ScorecardRenderer.Rep(published, ChatAddress.Person(person.Email), rules.Now) : null;
        CardBlock soFar = line is null
            ? new Paragraph("Nothing of yours counts this week yet.") : RepWeekCard.Numbers(line);
        var week = IsoWeek.Of(clock.GetCurrentInstant(), rules.Now.Policy.Calendar.Zone);
        return new Card
        {
            Title = "My week",
            Summary = "My week so far, and the last one published.",
            Blocks = [
                new Heading(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture,
                        $"This week so far (week {week.Number})")), soFar,
                        .. last is null
                            ? Array.Empty<CardBlock>() : [new Heading(last.Title), .. last.Blocks.OfType<Fields>()],
                            new Context("Only you see this.")],
        };
    }
}

/// <summary>Which person of the settings an Entra id is: by TeamsId, by what was met, else by the rosters of the teams
/// the app is in. Never by a name or an address inside a token, which their bearer may choose.</summary>
internal sealed class TabPeople(TeamsClient teams, TeamsDirectory book, CurrentAgreement rules, TimeProvider time)
{
    private const int MostAsked = 10_000;
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private readonly ConcurrentDictionary<string, Instant> asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The person; null for strangers.</summary>
    public async Task<Person?> FindAsync(string id, CancellationToken stop)
    {
        var people = rules.Now.People;
        if (people.All.FirstOrDefault(
            person =>
                string.Equals(person.IdOn(TeamsOptions.Platform), id, StringComparison.OrdinalIgnoreCase)) is { } given)
        {
            return given;
        }

        if (book.ById(id) is { } met)
        {
            // A TeamsId of the settings says that somebody else is meant.
            return met.Email is { } email && people.Find(email) is { } person
                && (person.IdOn(TeamsOptions.Platform) is not { } own || Same(own, met)) ? person : null;
        }

        return MayAsk(id) ? await SearchAsync(id, people, stop) : null;
    }

    private async Task<Person?> SearchAsync(string id, People people, CancellationToken stop)
    {
        foreach (var team in book.Teams.ToList())
        {
            var found = await teams.GetAsync(team.ServiceUrl,
                $"v3/conversations/{Uri.EscapeDataString(team.Id)}/members/{Uri.EscapeDataString(id)}", stop);
            var emails = found.Ok && found.Body.Text("userRole") is not "anonymous"
                ? new[] { found.Body.Text("email"), found.Body.Text("userPrincipalName") } : [];
            if (emails.OfType<string>().Select(people.Find)
                .FirstOrDefault(item => item is not null && item.IdOn(TeamsOptions.Platform) is null) is { } person
                && found.Body.Text("id") is { } own)
            {
                await book.KeepAsync(new TeamsMember(own, id, person.Email, null, team.ServiceUrl));
                return person;
            }
        }

        return null;
    }

    // A stranger who reloads the page does not make the rosters be asked each time.
    private bool MayAsk(string id)
    {
        var now = time.GetCurrentInstant();
        if (asked.Count > MostAsked)
        {
            asked.Clear();
        }

        if (asked.TryGetValue(id, out var last) && now - last < Patience)
        {
            return false;
        }

        asked[id] = now;
        return true;
    }

    private static bool Same(string teamsId, TeamsMember member) =>
        string.Equals(teamsId, member.Id, StringComparison.OrdinalIgnoreCase)
            || string.Equals(teamsId, member.Aad, StringComparison.OrdinalIgnoreCase);
}
