using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A team's open leads by owner, next due first, and who is away until when.</summary>
public static class TeamCard
{
    private const int MostOwners = 20;

    /// <summary>Draws it.</summary>
    /// <param name="title">The heading, such as the team's name.</param>
    /// <param name="leads">All open leads of the team, and those in the queue: what is counted is never the
    /// page.</param>
    /// <param name="absences">The absences that run now or are to come.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="from">How many leads, next due first, come before the page.</param>
    public static Card Draw(string title, IReadOnlyList<LeadState> leads, IReadOnlyList<Absence> absences,
        CardContext context, Reader reader, int from = 0)
    {
        var pen = new CardFormatter(context, reader);
        var heading = string.IsNullOrWhiteSpace(title) ? "Team" : Truncate.Name(title);
        var sorted = LeadListCard.NextDueFirst(leads);
        var start = ListPage.Clamp(from, sorted.Count);
        var page = Page([.. sorted.Skip(start).Take(ListPage.Size)], pen);
        var blocks = new List<CardBlock>();
        var away = absences.Where(absence => absence.Until > context.Now).ToArray();
        if (away.Length > 0)
        {
            blocks.AddRange(
                [new Heading("Away"),
                    new Bullets([.. away.Take(MostOwners).Select(absence => (Away(absence, pen), Tone.Muted))])]);
        }

        var held = leads.GroupBy(lead => lead.Owner ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
        var shown = page.Sum(group => group.Lines.Count);
        if (shown < leads.Count)
        {
            blocks.Add(new Context(ListPage.Words(start, shown, leads.Count)));
        }

        blocks.AddRange(
            page.SelectMany(
                group =>
                    new CardBlock[] { new Heading(Headed(group.Owner, held[group.Owner], pen)),
                        new LeadLines(group.Lines) }));
        blocks.AddRange(Elsewhere(held, page, pen));
        blocks.AddRange(
            TouchBursts.Of(leads, context.Now - NodaTime.Duration.FromDays(7)).Select(touchBurst => new Context(Line.Of(
            pen.Who(touchBurst.By),
            new Span(
                LeadText.Invariant(
                    $" logged touches on {touchBurst.Leads.Count} leads in one go, each just before its deadline (")),
            pen.Time(touchBurst.From),
            new Span($"): {Truncate.Note(string.Join(", ", touchBurst.Leads))}. Worth a friendly question.")))));

        if (leads.Count == 0)
        {
            blocks.Add(new Paragraph("No open leads. Nothing is due."));
        }

        var late = leads.Count(lead => lead.Obligations.Any(duty => DutyText.IsOverdue(duty, lead)));
        return new Card
        {
            Title = heading,
            Tone = late > 0 ? Tone.Bad : Tone.Neutral,
            Blocks = blocks,
            Buttons = [AwayCard.Button(context, reader), .. ListPage.Buttons(ListPage.Team, start, shown, leads.Count)],
            Summary = LeadText.Invariant(
                $"{heading}: {leads.Count:#,##0} open {(leads.Count == 1 ? "lead" : "leads")}, {late} overdue, {away.Length} away."),
        };
    }

    /// <summary>The page's lines by owner, each group in the order of its most urgent lead; a page ends before its
    /// twenty-first owner.</summary>
    private static IReadOnlyList<(string Owner, IReadOnlyList<LeadLine> Lines)> Page(IReadOnlyList<LeadState> leads,
        CardFormatter pen)
    {
        var owners = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var taken = leads.TakeWhile(
            lead => owners.Contains(lead.Owner ?? "") || (owners.Count < MostOwners && owners.Add(lead.Owner ?? "")));
        var pairs = taken.Zip(ListPage.Fit(leads.Select(lead => LeadListCard.Entry(lead, pen))));
        return
        [
            .. pairs.GroupBy(pair => pair.First.Owner ?? "", pair => pair.Second, StringComparer.OrdinalIgnoreCase)
                .Select(group => (group.Key, (IReadOnlyList<LeadLine>)[.. group])),
        ];
    }

    private static string Headed(string owner, int held, CardFormatter pen) =>
        LeadText.Invariant($"{(owner.Length == 0 ? "Waiting for somebody" : pen.Name(owner))} ({held:#,##0})");

    /// <summary>Whoever has leads, but none on this page.</summary>
    private static IEnumerable<CardBlock> Elsewhere(Dictionary<string, int> held,
        IReadOnlyList<(string Owner, IReadOnlyList<LeadLine> Lines)> page, CardFormatter pen)
    {
        var others = held
            .Where(pair => page.All(group => !string.Equals(group.Owner, pair.Key, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).ToList();
        if (others.Count > 0)
        {
            var names = others.Take(MostOwners).Select(other => Headed(other.Key, other.Value, pen));
            var more = others.Count > MostOwners
                ? LeadText.Invariant($" and {others.Count - MostOwners} more people") : "";
            yield return new Context($"Not on this page: {string.Join(", ", names)}{more}");
        }
    }

    // An absence ends as a day begins where the person is; any other end is an instant.
    private static Span[] Back(Absence absence, CardFormatter pen)
    {
        var zone = pen.Context.People.Find(absence.Email)?.Zone ?? pen.Reader.Zone;
        var end = absence.Until.InZone(zone);
        return end.ToInstant() == zone.AtStartOfDay(end.Date).ToInstant()
            ? [new Span($", back on {TimeText.Date(end.Date, zone, pen.Context.Now)}")]
            : [new Span(", until "), pen.Time(absence.Until)];
    }

    private static Line Away(Absence absence, CardFormatter pen)
    {
        List<Span> spans = [pen.Who(absence.Email)];
        if (absence.From > pen.Context.Now)
        {
            spans.AddRange([new Span(", from "), pen.Time(absence.From)]);
        }

        spans.AddRange(Back(absence, pen));
        return absence.Cover is null
            ? new Line(spans) : new Line([.. spans, new Span(", covered by "), pen.Who(absence.Cover)]);
    }
}
