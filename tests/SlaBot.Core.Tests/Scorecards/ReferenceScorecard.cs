using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>
/// METRICS.md once more, as plainly as it reads: the lines of one history, each week from scratch, metric by metric. It shares the
/// agreement's data with the product and nothing else.
/// </summary>
internal sealed class ReferenceScorecard
{
    private readonly SlaPolicy policy;
    private readonly ReferenceHours hours;
    private readonly List<ReferenceEvent> all = [];
    private readonly int badLines;

    internal ReferenceScorecard(IEnumerable<string> lines, SlaPolicy policy, ReferenceHours hours)
    {
        (this.policy, this.hours) = (policy, hours);
        var ids = new HashSet<string>();
        foreach (var line in lines.Where(line => line.Trim().Length > 0))
        {
            if (ReferenceEvent.Of(line, all.Count) is not { } referenceEvent)
            {
                badLines++;
            }
            else if (referenceEvent.Id is null || ids.Add(referenceEvent.Id))
            {
                all.Add(referenceEvent);
            }
        }
    }

    internal JsonObject Week(IsoWeek week, Instant? asked)
    {
        var from = hours.Zone.AtStartOfDay(week.Monday).ToInstant().ToUnixTimeSeconds();
        var to = hours.Zone.AtStartOfDay(week.Monday.PlusDays(7)).ToInstant().ToUnixTimeSeconds();
        var asOf = asked?.ToUnixTimeSeconds() ?? to - 1;
        List<ReferenceLead> leads = [.. all.Where(referenceEvent => referenceEvent.At <= asOf).GroupBy(referenceEvent => referenceEvent.Lead).Select(group => new ReferenceLead([.. group.OrderBy(referenceEvent => referenceEvent.At).ThenBy(referenceEvent => referenceEvent.N)]))];
        return new ReferenceWeek(week, policy, hours, leads, new ReferenceSpan(from, to, asOf), all.Exists(referenceEvent => referenceEvent.Type == "delivered")).ToJson(badLines);
    }
}
