using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>
/// The agenda of a review: what stands open first, then the items that the agreement fixes (marketing's look at the feedback among them), then one
/// question for each metric missed (AGREEMENTS.md, Review).
/// </summary>
public static class AgendaMaker
{
    /// <summary>The item that is always there, in these words unless the agreement has its own with the word feedback in it.</summary>
    public const string Feedback = "Marketing looks at sales' feedback: reject reasons, ratings, outcome codes";

    /// <summary>Makes it.</summary>
    /// <param name="card">The week's or the month's numbers.</param>
    /// <param name="terms">The agreement's review terms.</param>
    /// <param name="open">The matters that stand open, oldest first.</param>
    public static IReadOnlyList<AgendaItem> Make(Scorecard card, ReviewTerms terms, IEnumerable<MissedWeeksItem> open)
    {
        var matters = open.ToList();
        var words = terms.Agenda.Any(text => text.Contains("feedback", StringComparison.OrdinalIgnoreCase)) ? terms.Agenda : [.. terms.Agenda, Feedback];
        return
        [
            .. matters.Select(matter => new AgendaItem(matter.Key, null, matter.Party, matter.Metrics, matter.Owner, matter.Week)),
            .. words.Select((text, index) => new AgendaItem(FormattableString.Invariant($"{index + 1}"), text, null, [], null, null)),
            .. card.Misses.GroupBy(miss => miss.Metric).Select(misses => new AgendaItem($"miss:{misses.Key}", null, misses.Count() == 1 ? misses.First().Party : null, [misses.Key], null, null)),
        ];
    }
}
