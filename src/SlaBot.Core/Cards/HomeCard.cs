using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>Somebody's own page in the chat: what is due today, the open leads by next duty, and the week's numbers so
/// far.</summary>
public static class HomeCard
{
    private const int MostDuties = 10;
    private const int MostLeads = 30;

    /// <summary>Draws it; the numbers are those of the running week, by the scorecard's own definitions, as far as it
    /// has come.</summary>
    /// <param name="leads">All of the reader's open leads: what is counted is never the page.</param>
    /// <param name="week">The reader's line of the running week; null when there is nothing to count yet.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Whose page it is; "today" is the day in their zone.</param>
    public static Card Draw(IReadOnlyList<LeadState> leads, OwnerLine? week, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var duties = DueObligations(leads, context.Now, reader.Zone);
        var late = duties.Count(duty => duty.Duty.Status == ObligationStatus.Breached);
        var blocks = new List<CardBlock> { new Context(
            Opening(leads.Count, late, duties.Count - late, reader.Person?.Role)) };
        if (duties.Count > 0)
        {
            blocks.AddRange(
                [new Heading(late > 0 ? "Overdue and due today" : "Due today"),
                    new Bullets([.. duties.Take(MostDuties).Select(duty => Entry(duty.Lead, duty.Duty, pen))])]);
        }

        if (duties.Count > MostDuties)
        {
            blocks.Add(new Context(LeadText.Invariant($"and {duties.Count - MostDuties} more")));
        }

        var lines = ListPage.Fit(
            LeadListCard.NextDueFirst(leads).Take(MostLeads).Select(lead => LeadListCard.Entry(lead, pen)));
        if (leads.Count > 0)
        {
            var heading = lines.Count == leads.Count
                ? "All of them, next due first" : ListPage.Words(0, lines.Count, leads.Count);
            blocks.AddRange([new Heading(heading), new LeadLines(lines)]);
        }

        if (week is not null)
        {
            blocks.AddRange([new Divider(), new Heading("Your week so far"), RepWeekCard.Numbers(week)]);
        }

        return new Card
        {
            Title = "Your open leads",
            Tone = late > 0 ? Tone.Bad : Tone.Neutral,
            Blocks = blocks,
            Buttons =
            [
                .. reader.Person?.Role is Role.Rep or Role.Manager
                    ? [AwayCard.Button(context, reader)] : Array.Empty<Button>(),
                .. ListPage.Buttons(ListPage.Leads, 0, lines.Count, leads.Count),
            ],
            Summary = LeadText.Invariant(
                $"Your open leads: {leads.Count}, {late} overdue, {duties.Count - late} more due today."),
        };
    }

    /// <summary>The week so far of each of a team, for who leads it: a row a person.</summary>
    public static CardBlock TeamWeek(IReadOnlyList<OwnerLine> lines, CardContext context) => new Table(
        ["Person", "First touches in time", "Decisions in time", "Touches", "In work"],
        [.. lines.Select(
            line =>
                new TableRow(
                    [context.People.NameOf(line.Owner), ScorecardText.Value(line.SpeedToLead),
                        ScorecardText.Value(line.Decision), ScorecardText.Count(line.Touches),
                        ScorecardText.Count(line.Open)]))]);

    private static List<(LeadState Lead, Obligation Duty)> DueObligations(IReadOnlyList<LeadState> leads, Instant now,
        DateTimeZone zone)
    {
        var tomorrow = zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(1)).ToInstant();
        return [
            .. leads
                .SelectMany(
                    lead =>
                        DutyText.Open(lead, duty => duty.Party == Party.Sales && duty.DueAt < tomorrow)
                            .Select(duty => (lead, duty)))
            .OrderBy(pair => pair.duty.DueAt).ThenBy(pair => pair.lead.Id, StringComparer.Ordinal)];
    }

    private static (Line, Tone) Entry(LeadState lead, Obligation duty, CardFormatter pen) => (
        new Line(
            [new Span(LeadText.Name(lead), SpanKind.Strong), new Span(": "), .. DutyText.Due(duty, lead, pen).Spans]),
        duty.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral);

    private static string Opening(int leads, int late, int today, Role? role)
    {
        var count = LeadText.Invariant($"{leads} open {(leads == 1 ? "lead" : "leads")}");
        return (leads, late, today) switch
        {
            (0, _, _) when role == Role.Marketing =>
                "You work no leads. What sales rejects comes back in marketing's channel, both teams' numbers in the "
                + "scorecard's.",
            (0, _, _) => "No open leads. New ones arrive as cards in the chat.",
            (_, 0, 0) => $"{count}: nothing is due today.",
            (_, 0, _) => LeadText.Invariant($"{count}: nothing is overdue, {today} {DueObligations(today)} due today."),
            (_, _, 0) =>
                LeadText.Invariant($"{count}: {late} {DueObligations(late)} overdue, nothing more is due today."),
            _ => LeadText.Invariant($"{count}: {late} {DueObligations(late)} overdue, {today} more due today."),
        };
    }

    private static string DueObligations(int count) => count == 1 ? "duty" : "duties";
}
