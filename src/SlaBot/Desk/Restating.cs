using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Scorecards;

namespace SlaBot.Desk;

/// <summary>
/// What events told after a week's publication have changed in it; the next scorecard says so, once. A published scorecard itself stays as it is.
/// </summary>
internal sealed class Restating(IDeskReader reader, DateTimeZone zone, Func<IsoWeek, Scorecard> make)
{
    private const string Kind = "restatements";

    /// <summary>The changes of the weeks published before this one.</summary>
    public IReadOnlyList<RestatementLine> Before(IsoWeek week)
    {
        var published = reader.PublishedWeeks().Select(Parse).Where(one => one.CompareTo(week) < 0).Order().ToList();
        if (published.Count == 0 || FirstTouched(published[^1]) is not { } first)
        {
            return [];
        }

        var told = reader.Documents(Kind).SelectMany(one => WeekReview.Read(one.Body).Restatements).Select(ScorecardCards.Words).ToHashSet();
        return [.. published.Where(one => one.CompareTo(first) >= 0).SelectMany(Changes).Where(one => !told.Contains(ScorecardCards.Words(one)))];
    }

    /// <summary>What is kept beside a week's scorecard.</summary>
    public static Document Kept(IsoWeek week, IReadOnlyList<RestatementLine> changed, Instant at) =>
        new(Kind, week.ToString(), new WeekReview { Restatements = changed }.Write(), at);

    /// <summary>What a week's scorecard says of earlier weeks; null for nothing.</summary>
    public static WeekReview? Told(IDeskReader reader, string week) =>
        reader.Documents(Kind).FirstOrDefault(one => one.Version == week) is { } kept ? WeekReview.Read(kept.Body) : null;

    private IEnumerable<RestatementLine> Changes(IsoWeek week) =>
        ScorecardChanges.Restatements(ScorecardJson.Read(reader.Scorecard(week.ToString())!.Json), make(week))
            .Select(one => new RestatementLine(one.Week, one.Old, one.New, "of events told after it was published"));

    // Only weeks with something new in them are counted again: every week, each time, would cost ever more.
    private IsoWeek? FirstTouched(IsoWeek last)
    {
        var since = reader.Scorecard(last.ToString())!.PublishedAt;
        var end = last.LastSecond(zone);
        var earliest = reader.EventsOfLeadsActiveSince(since).Select(one => one.Event)
            .Where(one => one.RecordedAt >= since && one.At <= end)
            .Select(one => (Instant?)one.At).Min();
        return earliest is { } at ? IsoWeek.Of(at, zone) : null;
    }

    private static IsoWeek Parse(string name) => IsoWeek.TryParse(name, out var week) ? week : throw new FormatException($"\"{name}\" is no week.");
}
