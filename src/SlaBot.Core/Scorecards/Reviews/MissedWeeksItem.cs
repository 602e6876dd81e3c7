using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>
/// What a party's missed weeks in a row opened: a named item with an owner that stands first on every agenda until a
/// green week of that party or a newly signed version (AGREEMENTS.md, What this asks, 7).
/// </summary>
/// <param name="Party">Who missed.</param>
/// <param name="Week">The week that made it so many in a row.</param>
/// <param name="Version">The agreement's version then.</param>
/// <param name="Owner">E-mail of the one who answers for it; null when nobody is named.</param>
/// <param name="Metrics">The keys of what was missed in that week.</param>
/// <param name="OpenedAt">When the scorecard that opened it was published.</param>
public sealed record MissedWeeksItem(Party Party, string Week, string Version, string? Owner,
    IReadOnlyList<string> Metrics, Instant OpenedAt)
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

    /// <summary>The key of what <see cref="ReviewTerms.ResponseUnder"/> is about: first touches in time.</summary>
    public const string Response = "speedToLead";

    /// <summary>
    /// Whether the week is a missed one for the party by any rule: red on something it is committed to, or, for sales,
    /// under the share that the agreement names (<see cref="ReviewTerms.ResponseUnder"/>), which stands beside the
    /// first rule and not in its place.
    /// </summary>
    public static bool Missed(Scorecard card, Party party, ReviewTerms terms) =>
        IsRed(card, party) || (party == Party.Sales && IsResponseUnder(card, terms));

    /// <summary>Whether fewer first touches were in time than the share that the agreement names; never where it names
    /// none.</summary>
    public static bool IsResponseUnder(Scorecard card, ReviewTerms terms) =>
        terms.ResponseUnder is { } least && card.SpeedToLead.Compliance is { Den: > 0 } answered
            && (decimal)answered.Num / answered.Den < least;

    /// <summary>Whether the week frees the party: something was judged, and nothing missed. A week without data frees
    /// nobody.</summary>
    public static bool IsGreen(Scorecard card, Party party, ReviewTerms terms) =>
        !card.Practice && !Missed(card, party, terms) && IsJudged(card, party);

    private static bool IsJudged(Scorecard card, Party party) =>
        card.Metrics.Any(line => line.Party == party && line.Colour is (Colour.Green or Colour.Yellow or Colour.Red));

    /// <summary>A week of practice, or one without anything to judge: it is passed over in a run of missed
    /// weeks.</summary>
    private static bool IsSkipped(Scorecard card, Party party) =>
        card.Practice || (!IsRed(card, party) && !IsJudged(card, party));

    /// <summary>The parties that missed this week and enough weeks without a gap before it, by one and the same rule
    /// all along.</summary>
    /// <param name="published">Scorecards of other weeks, in any order.</param>
    /// <param name="now">The week just judged.</param>
    /// <param name="terms">How many in a row it takes.</param>
    public static IReadOnlyList<Party> InARow(IReadOnlyList<Scorecard> published, Scorecard now, ReviewTerms terms)
    {
        return [
            .. Both.Where(
                party => IsRun(published, now, terms, card => IsRed(card, party), card => IsSkipped(card, party))
            || (party == Party.Sales && IsResponseRun(published, now, terms)))];
    }

    /// <summary>What a party missed in a week by any rule, by key.</summary>
    public static IReadOnlyList<string> Metrics(Scorecard card, Party party, ReviewTerms terms)
    {
        var red = card.Misses.Where(miss => miss.Party == party).Select(miss => miss.Metric);
        return [
            .. (party == Party.Sales && IsResponseUnder(card, terms) ? red.Append(Response) : red)
                .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whether a party's missed weeks are a matter of their own beside those that stand: none of the party stands, or
    /// none that was opened over the first touches while the agreement's rule about those now holds.
    /// </summary>
    /// <param name="standing">The matters that stand open.</param>
    /// <param name="party">Who missed.</param>
    /// <param name="published">As for <see cref="InARow"/>.</param>
    /// <param name="now">As for <see cref="InARow"/>.</param>
    /// <param name="terms">As for <see cref="InARow"/>.</param>
    public static bool IsNew(IReadOnlyList<MissedWeeksItem> standing, Party party, IReadOnlyList<Scorecard> published,
        Scorecard now, ReviewTerms terms)
    {
        var own = standing.Where(matter => matter.Party == party).ToList();
        return own.Count == 0
            || (party == Party.Sales
                && own.TrueForAll(matter => matter.Week != now.Week && !matter.Metrics.Contains(Response))
                && IsResponseRun(published, now, terms));
    }

    private static bool IsRed(Scorecard card, Party party) => card.Misses.Any(miss => miss.Party == party);

    private static bool IsResponseRun(IReadOnlyList<Scorecard> published, Scorecard now, ReviewTerms terms) => IsRun(
        published, now, terms, card => IsResponseUnder(card, terms),
        card => card.Practice || card.SpeedToLead.Compliance.Den == 0);

    /// <summary>Whether enough missed weeks end with this one; weeks that are skipped do not break them, a gap
    /// does.</summary>
    private static bool IsRun(
        IReadOnlyList<Scorecard> published, Scorecard now, ReviewTerms terms, Func<Scorecard, bool> isMissed,
        Func<Scorecard, bool> isSkipped)
    {
        if (now.Practice || !isMissed(now))
        {
            return false;
        }

        var run = 1;
        for (var card = Before(now); card is not null && run < terms.MissedWeeks; card = Before(card))
        {
            if (isSkipped(card))
            {
                continue;
            }

            if (!isMissed(card))
            {
                return false;
            }

            run++;
        }

        return run >= terms.MissedWeeks;

        Scorecard? Before(Scorecard card) => IsoWeek.TryParse(card.Week, out var week)
            ? published.FirstOrDefault(other => other.Week == week.Previous.ToString()) : null;
    }
}
