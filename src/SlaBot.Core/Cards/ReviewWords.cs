using System.Globalization;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>How the agreement is reviewed and what follows missed weeks, as sentences of its page.</summary>
internal static class ReviewWords
{
    /// <summary>When and before whom, what is gone through, the question, the freeze after launch.</summary>
    public static IReadOnlyList<string> Rhythm(SlaPolicy policy)
    {
        var review = policy.Review;
        string?[] lines =
        [
            review.Rhythm is { } rhythm ? $"When: {Truncate.Note(rhythm)}" : null,
            review.Quarterly ? "Each calendar quarter is reviewed too, as a table of target, actual and status" : null,
            review.Agenda.Count > 0 ? Truncate.Note($"Agenda: {string.Join("; ", review.Agenda)}") : null,
            review.Question is { } question ? $"Asked of every miss: {Truncate.Note(question)}" : null,
            review.FreezeDays > 0
                ? LeadText.Invariant($"Within {review.FreezeDays} calendar days of the first signature a change needs a stated reason")
                : null,
        ];
        return [.. lines.OfType<string>()];
    }

    /// <summary>What missed weeks in a row lead to, and whom they tell.</summary>
    public static IReadOnlyList<string> Escalation(SlaPolicy policy, People people)
    {
        var review = policy.Review;
        var tell = review.Tell.Count == 0 ? "" : $", and {string.Join(", ", review.Tell.Select(text => AgreementText.RecipientText(text, people)))} is told";
        var weeks = review.MissedWeeks == 1 ? "One missed week" : $"{Number(review.MissedWeeks)} missed weeks in a row";
        string?[] lines =
        [
            review.Escalation is { } agreed ? $"Agreed: {Truncate.Note(agreed)}" : null,
            $"{weeks} by either side: a named item stands first on the agenda until a green week or a newly signed version{tell}"
                + (policy.IsDefault("Review:MissedWeeks") ? " (default)" : ""),
            review.ResponseUnder is { } least
                ? $"A rule of its own beside it: fewer than {Percent(least)} of first touches in time, {(review.MissedWeeks == 1 ? "in one week" : $"{Number(review.MissedWeeks).ToLowerInvariant()} weeks in a row")}"
                : null,
        ];
        return [.. lines.OfType<string>()];
    }

    private static string Number(int weeks) => weeks == 2 ? "Two" : weeks.ToString(CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
