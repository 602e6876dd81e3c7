using NodaTime;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Touches of one person, logged at one go and each just in time: worth a question, no proof of
/// anything.</summary>
/// <param name="By">E-mail of who logged them.</param>
/// <param name="From">The first of them.</param>
/// <param name="Leads">The leads, in order of their touches.</param>
public sealed record TouchBurst(string By, Instant From, IReadOnlyList<string> Leads);

/// <summary>Finds bursts of one-click touches just before deadlines, for the manager's view.</summary>
public static class TouchBursts
{
    /// <summary>How many different leads make a burst.</summary>
    public const int Fewest = 3;

    /// <summary>Within how long.</summary>
    public static Duration Together { get; } = Duration.FromMinutes(2);

    /// <summary>
    /// The bursts in these leads, in order of time: at least <see cref="Fewest"/> leads, touched by one person within
    /// <see cref="Together"/>, each touch a bare click (logged as it happened, without a note or an answer) in the last
    /// tenth of the time of a duty that it met.
    /// </summary>
    public static IReadOnlyList<TouchBurst> Of(IEnumerable<LeadState> leads, Instant since)
    {
        var clicks = leads.SelectMany(
            lead => lead.Touches.Where(touch => touch.At >= since && IsBareClick(touch) && IsLastMinute(touch, lead))
            .Select(touch => (By: touch.By!.ToLowerInvariant(), touch.At, Lead: lead.Id)));
        return [.. clicks.GroupBy(click => click.By, StringComparer.Ordinal)
            .SelectMany(
                group => Runs([.. group.OrderBy(pair => pair.At).ThenBy(pair => pair.Lead, StringComparer.Ordinal)]))
            .OrderBy(touchBurst => touchBurst.From)];
    }

    private static bool IsBareClick(Touch touch) =>
        touch is { SelfReported: false, By: not null, Connected: not true } && touch.RecordedAt == touch.At
            && string.IsNullOrWhiteSpace(touch.Note);

    private static bool IsLastMinute(Touch touch, LeadState lead) => lead.Obligations.Any(duty =>
        duty.Status == ObligationStatus.Met && duty.EndedAt == touch.At && touch.At <= duty.DueAt
            && (duty.DueAt - touch.At) * 10 <= duty.DueAt - duty.StartedAt);

    private static IEnumerable<TouchBurst> Runs(List<(string By, Instant At, string Lead)> clicks)
    {
        for (var first = 0; first < clicks.Count;)
        {
            var run = clicks.Skip(first).TakeWhile(click => click.At - clicks[first].At <= Together).ToList();
            var leads = run.Select(pair => pair.Lead).Distinct(StringComparer.Ordinal).ToList();
            if (leads.Count >= Fewest)
            {
                yield return new TouchBurst(clicks[first].By, clicks[first].At, leads);
            }

            first += leads.Count >= Fewest ? run.Count : 1;
        }
    }
}
