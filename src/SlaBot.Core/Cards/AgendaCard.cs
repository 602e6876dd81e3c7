using System.Globalization;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Cards;

/// <summary>The agenda of a weekly or monthly review, ticked off item by item.</summary>
public static class AgendaCard
{
    /// <summary>What is asked of a miss where the agreement has no question of its own; blameless by design.</summary>
    public const string Question = "What in our process caused this?";

    /// <summary>Draws it.</summary>
    /// <param name="name">Which agenda, such as <c>2026-W47</c> or <c>2026-11</c>; the answers of the form carry
    /// it.</param>
    /// <param name="items">What to go through, in order.</param>
    /// <param name="ticks">What was gone through.</param>
    /// <param name="settled">What this review found settled, as sentences.</param>
    /// <param name="context">The agreement and the people.</param>
    /// <param name="reader">In whose zone.</param>
    public static Card Draw(
        string name, IReadOnlyList<AgendaItem> items, IReadOnlyList<AgendaTick> ticks, IReadOnlyList<string> settled,
        CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var lines =
            items.Select(item => Entry(item, ticks.FirstOrDefault(tick => tick.Item == item.Key), pen)).ToList();
        var open = items.Where(item => ticks.All(tick => tick.Item != item.Key)).ToList();
        return new Card
        {
            Title = "Agenda of the review",
            Tone = items.Any(item => item.Since is not null) ? Tone.Bad : Tone.Neutral,
            Blocks =
            [
                .. settled.Select(text => new Paragraph(text, Tone.Good)),
                lines.Count == 0 ? new Paragraph("Nothing is on the agenda.", Tone.Muted) : new Bullets(lines),
                .. items.Any(item => item.Metrics.Count > 0)
                    ? [new Context("Each miss is a question about the process, not about a person.")]
                    : Array.Empty<CardBlock>(),
            ],
            Buttons =
            [
                .. open.Count == 0
                    ? [] : new[] { new Button("agenda", "Tick off", ButtonStyle.Normal,
                        Form("What was gone through", "Tick off", name, open, context)) },
                .. open.Count == items.Count
                    ? [] : new[] { new Button("agenda-undo", "Untick", ButtonStyle.Normal,
                        Form("What is open again", "Untick", name, [.. items.Except(open)], context)) },
            ],
            Summary = string.Create(CultureInfo.InvariantCulture,
                $"Agenda of the review: {items.Count - open.Count} of {items.Count} done."),
        };
    }

    /// <summary>An item in words.</summary>
    public static string Describe(AgendaItem item, CardContext context)
    {
        var metrics = string.Join(", ", item.Metrics.Select(ScorecardText.InSentence));
        return item switch
        {
            { Text: { } text } => Truncate.Note(text),
            { Since: { } week, Party: { } party } =>
                $"{ScorecardText.PartyName(party)} missed {Weeks(context.Policy)} weeks in a row, last in "
                + $"{ScorecardText.NameOfWeek(week)}: {metrics}. {Ask(context.Policy)} Owner: "
                    + $"{context.People.NameOf(item.Owner)}.",
            _ => $"{Missed(item)}. {Ask(context.Policy)}",
        };
    }

    private static string Missed(AgendaItem item) =>
        $"{(item.Party is { } who ? ScorecardText.PartyName(who) : "Both")}: "
        + $"{string.Join(", ", item.Metrics.Select(ScorecardText.InSentence))}";

    // In a form the question would stand at every line, and crowd out what it is about.
    private static string Brief(AgendaItem item, CardContext context) =>
        Truncate.To(item is { Text: null, Since: null } ? Missed(item) : Describe(item, context), 70);

    private static string Weeks(SlaPolicy policy) =>
        policy.Review.MissedWeeks == 2 ? "two" : policy.Review.MissedWeeks.ToString(CultureInfo.InvariantCulture);

    private static string Ask(SlaPolicy policy) =>
        string.IsNullOrWhiteSpace(policy.Review.Question) ? Question : Truncate.Note(policy.Review.Question);

    private static (Line, Tone) Entry(AgendaItem item, AgendaTick? tick, CardFormatter pen)
    {
        var words = Describe(item, pen.Context);
        if (tick is null)
        {
            return ($"☐ {words}", item.Since is null ? Tone.Neutral : Tone.Bad);
        }

        return (Line.Of(new Span($"☑ {words} ("), pen.Who(tick.By), new Span(", "), pen.Time(tick.At), new Span(")")),
            Tone.Good);
    }

    private static Form Form(string title, string submit, string name, IReadOnlyList<AgendaItem> open,
        CardContext context) => new(
        title,
        submit,
        [new FormField("item", "Items", FieldKind.Choices,
            Required: true) { Options = [
                .. open.Select(item => new FormOption($"{name}/{item.Key}", Brief(item, context)))] }]);
}
