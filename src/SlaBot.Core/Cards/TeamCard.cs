using SlaBot.Core.Cards.Words;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A team's open leads by owner, next due first, and who is away until when.</summary>
public static class TeamCard
{
    private const int MostOwners = 20;
    private const int MostLeads = 10;

    /// <summary>Draws it.</summary>
    /// <param name="title">The heading, such as the team's name.</param>
    /// <param name="leads">The open leads of the team, and those in the queue.</param>
    /// <param name="absences">The absences that run now or are to come.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    public static Card Draw(string title, IReadOnlyList<LeadState> leads, IReadOnlyList<Absence> absences, CardContext context, Reader reader)
    {
        var pen = new Pen(context, reader);
        var heading = string.IsNullOrWhiteSpace(title) ? "Team" : Cut.Name(title);
        var groups = LeadListCard.NextDueFirst(leads).GroupBy(lead => lead.Owner ?? "", StringComparer.OrdinalIgnoreCase).ToArray();
        var blocks = new List<CardBlock>();
        var away = absences.Where(one => one.Until > context.Now).ToArray();
        if (away.Length > 0)
        {
            blocks.AddRange([new Heading("Away"), new Bullets([.. away.Take(MostOwners).Select(one => (Away(one, pen), Tone.Muted))])]);
        }

        blocks.AddRange(groups.Take(MostOwners).SelectMany(group => Group(group.Key, [.. group], pen)));
        if (groups.Length > MostOwners)
        {
            blocks.Add(new Context(LeadWords.Invariant($"and {groups.Length - MostOwners} more people with leads")));
        }

        blocks.AddRange(Bursts.Of(leads, context.Now - NodaTime.Duration.FromDays(7)).Select(one => new Context(Line.Of(
            pen.Who(one.By),
            new Span(LeadWords.Invariant($" logged touches on {one.Leads.Count} leads in one go, each just before its deadline (")),
            pen.Time(one.From),
            new Span($"): {Cut.Note(string.Join(", ", one.Leads))}. Worth a friendly question.")))));

        if (leads.Count == 0)
        {
            blocks.Add(new Paragraph("No open leads. Nothing is due."));
        }

        var late = leads.Count(lead => lead.Obligations.Any(duty => DutyWords.IsOverdue(duty, lead)));
        return new Card
        {
            Title = heading,
            Tone = late > 0 ? Tone.Bad : Tone.Neutral,
            Blocks = blocks,
            Buttons = [AwayCard.Button(context, reader)],
            Summary = LeadWords.Invariant($"{heading}: {leads.Count} open {(leads.Count == 1 ? "lead" : "leads")}, {late} overdue, {away.Length} away."),
        };
    }

    private static IEnumerable<CardBlock> Group(string owner, IReadOnlyList<LeadState> leads, Pen pen)
    {
        yield return new Heading(owner.Length == 0
            ? LeadWords.Invariant($"Waiting for somebody ({leads.Count})")
            : LeadWords.Invariant($"{pen.Name(owner)} ({leads.Count})"));
        yield return new LeadLines([.. leads.Take(MostLeads).Select(lead => LeadListCard.Entry(lead, pen))]);
        if (leads.Count > MostLeads)
        {
            yield return new Context(LeadWords.Invariant($"and {leads.Count - MostLeads} more"));
        }
    }

    // An absence ends as a day begins where the person is; any other end is an instant.
    private static Span[] Back(Absence absence, Pen pen)
    {
        var zone = pen.Context.People.Find(absence.Email)?.Zone ?? pen.Reader.Zone;
        var end = absence.Until.InZone(zone);
        return end.ToInstant() == zone.AtStartOfDay(end.Date).ToInstant()
            ? [new Span($", back on {TimeWords.Date(end.Date, zone, pen.Context.Now)}")]
            : [new Span(", until "), pen.Time(absence.Until)];
    }

    private static Line Away(Absence absence, Pen pen)
    {
        List<Span> spans = [pen.Who(absence.Email)];
        if (absence.From > pen.Context.Now)
        {
            spans.AddRange([new Span(", from "), pen.Time(absence.From)]);
        }

        spans.AddRange(Back(absence, pen));
        return absence.Cover is null ? new Line(spans) : new Line([.. spans, new Span(", covered by "), pen.Who(absence.Cover)]);
    }
}
