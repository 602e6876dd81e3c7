using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>
/// What events told after a week's publication have changed in it; the next scorecard says so, once. A published
/// scorecard itself stays as it is.
/// </summary>
internal sealed class RestatementFinder(IReadStore reader, DateTimeZone zone, Func<IsoWeek, Scorecard> make,
    CpuThrottle breather)
{
    private const int Named = 3;

    /// <summary>The changes of the weeks published before this one that no scorecard has told yet.</summary>
    public IReadOnlyList<RestatementLine> Before(IsoWeek week)
    {
        var published =
            reader.PublishedWeeks().Select(Parse).Where(isoWeek => isoWeek.CompareTo(week) < 0).Order().ToList();
        if (published.Count == 0)
        {
            return [];
        }

        var late = Late(reader.Scorecard(published[^1].ToString())!.PublishedAt, published[^1].LastSecond(zone));
        if (late.Count == 0)
        {
            return [];
        }

        // Only weeks with something new in them are counted again: every week, each time, would cost ever more.
        var first = IsoWeek.Of(late.Min(storedEvent => storedEvent.Event.At), zone);
        var told = ReviewArchive.Weeks(reader).SelectMany(pair => pair.Review.Restatements).ToList();
        return [
            .. published.Where(isoWeek => isoWeek.CompareTo(first) >= 0).SelectMany(isoWeek => Changes(isoWeek, late))
                .Where(restatementLine => !IsTold(restatementLine, told))];
    }

    private IEnumerable<RestatementLine> Changes(IsoWeek week, List<StoredEvent> late)
    {
        var end = week.LastSecond(zone);
        var why = Describe([.. late.Where(storedEvent => storedEvent.Event.At <= end && storedEvent.Event.IsFact)]);
        return ScorecardChanges.Restatements(ScorecardJson.Read(reader.Scorecard(week.ToString())!.Json), make(week))
            .Select(restatement => new RestatementLine(restatement.Week, restatement.Old, restatement.New, why));
    }

    private List<StoredEvent> Late(Instant since, Instant end) =>
        [.. breather.Of(reader.EventsOfLeadsActiveSince(since))
            .Where(storedEvent => storedEvent.Event.RecordedAt >= since && storedEvent.Event.At <= end)];

    private static bool IsTold(RestatementLine change, List<RestatementLine> told) =>
        told.FindLast(
            restatementLine =>
                restatementLine.Week == change.Week && restatementLine.New.Key == change.New.Key) is { } last
        && (last.New.Value, last.New.Num, last.New.Den) == (change.New.Value, change.New.Num, change.New.Den);

    private static string Describe(List<StoredEvent> late)
    {
        if (late.Count == 0)
        {
            return "events were told after it was published";
        }

        var named = string.Join(", ",
            late.Take(Named).Select(storedEvent => $"{Action(storedEvent.Event)} on {storedEvent.Lead}"));
        var more = late.Count > Named ? $" and {late.Count - Named} more" : "";
        return $"{named}{more} {(late.Count == 1 ? "was" : "were")} told after it was published";
    }

    private static string Action(LeadEvent happened) => happened switch
    {
        Touched => "a touch",
        Accepted => "an acceptance",
        Rejected => "a rejection",
        Disposed => "an outcome",
        StageReached => "a stage",
        FeedbackGiven => "a reason",
        AmountSet => "an amount",
        ObligationWaived => "an excuse",
        LeadReceived or MqlReached => "news",
        _ => "an event",
    };

    private static IsoWeek Parse(string name) =>
        IsoWeek.TryParse(name, out var week) ? week : throw new FormatException($"\"{name}\" is no week.");
}
