using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>What a person sees in the personal tab, as neutral cards: my leads, my week, for those who lead a team the team, and both teams' week.</summary>
internal sealed class TeamsTabPages(IDeskReader reader, CommandCards cards, CommandDoor door, TeamsTabWeek week, CurrentRules rules, ReaderZones zones, IClock clock)
{
    private const int Most = 50;
    private const int Looked = 200;

    /// <summary>The parts in reading order, each with the name that the page knows it by.</summary>
    public async Task<IReadOnlyList<(string Name, Card Card)>> DrawAsync(Person person)
    {
        var now = week.Now();
        var leads = Leads(person);
        var leadsOthers = person.Role is Role.Manager or Role.RevOps or Role.Executive;
        // Who leads a team and works no lead has nothing of their own to read first.
        List<(string, Card)> parts = leadsOthers && leads.Tone == Tone.Good ? [] : [("leads", leads), ("week", Week(person, now))];
        if (leadsOthers)
        {
            parts.Add(("team", await door.RunAsync(person.Email, "team")));
            parts.Add(("people", People(person, now)));
        }

        parts.Add(("scorecard", await door.RunAsync(person.Email, "scorecard")));
        return parts;
    }

    private Card Leads(Person person)
    {
        var now = clock.GetCurrentInstant();
        var rows = reader.Leads(new LeadFilter(Owner: person.Email, OpenOnly: true, Limit: Looked)).Leads
            .Select(lead => Row(lead, person, now)).OrderBy(one => Due(one.Line) ?? Instant.MaxValue).ToList();
        if (rows.Count == 0)
        {
            var words = person.Role == Role.Rep ? "No open leads. New ones arrive as cards in the chat, and stand here as well." : "No open leads are yours.";
            return new Card { Title = "My leads", Tone = Tone.Good, Blocks = [new Paragraph(words)], Summary = words };
        }

        var today = Today(rows, person, now);
        return new Card
        {
            Title = "My leads",
            Summary = today,
            Blocks = [new Paragraph(today), new Bullets([.. rows.Take(Most)]), .. More(rows.Count), new Context("Work them on their cards in the chat with SlaBot.")],
        };
    }

    private static IEnumerable<CardBlock> More(int count) => count > Most ? [new Context($"The next {Most} of {(count == Looked ? $"{Looked} or more" : count)}.")] : [];

    private (Line Line, Tone Tone) Row(LeadState lead, Person person, Instant now)
    {
        var (line, tone) = cards.LeadList("", [lead], person, now).Blocks.OfType<Bullets>().Select(one => one.Items[0]).First();
        return lead.Profile.Url is { } url ? (new Line([.. line.Spans, new Span(" · "), new Span("open the record", SpanKind.Link, Target: url)]), tone) : (line, tone);
    }

    private string Today(List<(Line Line, Tone Tone)> rows, Person person, Instant now)
    {
        var zone = zones.Of(person);
        var end = now.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        var (late, today) = (rows.Count(one => one.Tone == Tone.Bad), rows.Count(one => one.Tone != Tone.Bad && Due(one.Line) < end));
        return $"{Words.Count(rows.Count, "open lead")}: {late} overdue, {today} more due today.";
    }

    private static Instant? Due(Line line) => line.Spans.FirstOrDefault(one => one.Kind == SpanKind.Time)?.At;

    private Card Week(Person person, Scorecard now)
    {
        var running = RepWeekCard.Draw(now, person)?.Blocks.OfType<Fields>().FirstOrDefault();
        var last = reader.PublishedWeeks().LastOrDefault() is { } name && reader.Scorecard(name) is { } published ? ScorecardDrawing.Rep(published, Keys.Direct(person.Email), rules.Now) : null;
        CardBlock soFar = running is null ? new Paragraph("Nothing of yours counts this week yet.") : running;
        return new Card
        {
            Title = "My week",
            Summary = "My week so far, and the last one published.",
            Blocks = [new Heading($"This week so far ({now.Week})"), soFar, .. last is null ? Array.Empty<CardBlock>() : [new Heading(last.Title), .. last.Blocks.OfType<Fields>()], new Context("Only you see this.")],
        };
    }

    /// <summary>The running week of those whom this person leads; of everybody, for RevOps and executives.</summary>
    private Card People(Person person, Scorecard now)
    {
        var people = rules.Now.People;
        var own = now with { Owners = [.. now.Owners.Where(one => person.Role != Role.Manager || people.Manages(person.Email, one.Owner))] };
        var card = ScorecardCards.Draw(own, rules.Now.Policy, people, clock.GetCurrentInstant()).First(one => one.Part == "people").Card;
        return card with { Title = $"The team's week so far ({now.Week})" };
    }
}
