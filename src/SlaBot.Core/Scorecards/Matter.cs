using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// What a party's missed weeks in a row opened: a named item with an owner that stands first on every agenda until a green week of that party or a
/// newly signed version (AGREEMENTS.md, What this asks, 7).
/// </summary>
/// <param name="Party">Who missed.</param>
/// <param name="Week">The week that made it so many in a row.</param>
/// <param name="Version">The agreement's version then.</param>
/// <param name="Owner">E-mail of the one who answers for it; null when nobody is named.</param>
/// <param name="Metrics">The keys of what was missed in that week.</param>
/// <param name="OpenedAt">When the scorecard that opened it was published.</param>
public sealed record Matter(Party Party, string Week, string Version, string? Owner, IReadOnlyList<string> Metrics, Instant OpenedAt)
{
    /// <summary>When it was closed; null while it stands.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public string? ClosedWhy { get; init; }

    /// <summary>The name by which it is ticked and stored: <c>matter:sales:2026-W47</c>.</summary>
    public string Key => $"matter:{PolicyNames.All.Write(Party).ToLowerInvariant()}:{Week}";
}

/// <summary>When missed weeks open a matter, and when a week closes one.</summary>
public static class MissedWeeks
{
    private static readonly Party[] Both = [Party.Marketing, Party.Sales];

    /// <summary>Whether the week is a missed one for the party: red on something it is committed to; for sales, where the agreement names a share (<see cref="ReviewTerms.ResponseUnder"/>), fewer first touches in time than that.</summary>
    public static bool Missed(Scorecard card, Party party, ReviewTerms terms) =>
        party == Party.Sales && terms.ResponseUnder is { } least
            ? card.SpeedToLead.Compliance is { Den: > 0 } answered && (decimal)answered.Num / answered.Den < least
            : card.Misses.Any(miss => miss.Party == party);

    /// <summary>Whether the week frees the party: something was judged, and nothing missed. A week without data frees nobody.</summary>
    public static bool IsGreen(Scorecard card, Party party, ReviewTerms terms) =>
        !card.Practice && !Missed(card, party, terms) && IsJudged(card, party);

    private static bool IsJudged(Scorecard card, Party party) =>
        card.Metrics.Any(line => line.Party == party && line.Colour is (Colour.Green or Colour.Yellow or Colour.Red));

    /// <summary>A week of practice, or one without anything to judge: it is passed over in a run of missed weeks.</summary>
    private static bool IsSkipped(Scorecard card, Party party, ReviewTerms terms) =>
        card.Practice || (!Missed(card, party, terms) && !IsJudged(card, party));

    /// <summary>The parties that missed this week and enough weeks without a gap before it.</summary>
    /// <param name="published">Scorecards of other weeks, in any order.</param>
    /// <param name="now">The week just judged.</param>
    /// <param name="terms">How many in a row it takes.</param>
    public static IReadOnlyList<Party> InARow(IReadOnlyList<Scorecard> published, Scorecard now, ReviewTerms terms)
    {
        return [.. Both.Where(party => !now.Practice && Missed(now, party, terms) && Run(published, now, party, terms) >= terms.MissedWeeks)];
    }

    /// <summary>How many missed weeks of the party end with this one; grey weeks and weeks of practice do not break them, a gap does.</summary>
    private static int Run(IReadOnlyList<Scorecard> published, Scorecard now, Party party, ReviewTerms terms)
    {
        var run = 1;
        for (var card = Before(now); card is not null && run < terms.MissedWeeks; card = Before(card))
        {
            if (IsSkipped(card, party, terms))
            {
                continue;
            }

            if (!Missed(card, party, terms))
            {
                break;
            }

            run++;
        }

        return run;

        Scorecard? Before(Scorecard card) =>
            IsoWeek.TryParse(card.Week, out var week) ? published.FirstOrDefault(one => one.Week == week.Previous.ToString()) : null;
    }

    /// <summary>What a party missed in a week, by key; for sales under a named share, its first touches.</summary>
    public static IReadOnlyList<string> Metrics(Scorecard card, Party party, ReviewTerms terms) =>
        party == Party.Sales && terms.ResponseUnder is not null ? ["speedToLead"] : [.. card.Misses.Where(miss => miss.Party == party).Select(miss => miss.Metric)];
}
