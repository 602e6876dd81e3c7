namespace SlaBot.Core.Tests.Scorecards;

/// <summary>One lead's lines, in order of their own time.</summary>
internal sealed class ReferenceLead(List<ReferenceEvent> events)
{
    internal long? Mql => FirstAt("mql_reached");

    internal long? Assigned => FirstAt("assigned");

    internal long? Accepted => FirstAt("accepted");

    internal long? Sql => FirstStage("sql")?.At;

    internal long? Sqo => FirstStage("sqo")?.At;

    internal long? Won => FirstStage("won")?.At;

    internal long? Lost => FirstStage("lost")?.At;

    internal ReferenceEvent? Decision => events.Find(one => one.Type is "accepted" or "rejected");

    internal List<ReferenceEvent> Touches => events.FindAll(one => one.Type == "touch");

    internal ReferenceEvent? Ended => events.Find(one => one.Type == "disposition" && !one.Interim);

    internal ReferenceEvent? FirstOver(long start) => events.Find(one => one.At >= start && (one.Type == "rejected" || one == Ended));

    internal long? Delivered => FirstAt("delivered");

    /// <summary>Of two events of the lead, the one that came first; within one second the one that arrived first.</summary>
    internal bool Before(ReferenceEvent? one, ReferenceEvent? other) => one is not null && (other is null || events.IndexOf(one) < events.IndexOf(other));

    internal ReferenceEvent? FirstOf(params ReferenceEvent?[] some) => events.Find(one => some.Contains(one));

    /// <summary>The first reason that was given with an event or after it.</summary>
    internal ReferenceEvent? ReasonFrom(ReferenceEvent start) => events.Skip(events.IndexOf(start))
        .FirstOrDefault(one => one.Reason is not null && (one.Type is "feedback" or "rejected" || one is { Type: "stage", Stage: "lost" }));

    internal ReferenceEvent? ReasonSince(long at) => events.Find(one => one.At >= at
        && one.Reason is not null && (one.Type is "feedback" or "rejected" || one is { Type: "stage", Stage: "lost" }));

    private IEnumerable<ReferenceEvent> Told => events.Where(one => one == First("lead_received") || one == First("mql_reached")
        || (one.Type is "lead_received" or "mql_reached" && one.At <= Mql));

    internal string? TierAt(long start) => Told
        .FirstOrDefault(one => one.Fields.ContainsKey("tier")) is { } said && said.At <= start ? said.Fields["tier"] : null;

    internal decimal? LastAmount => events.FindLast(one => one.Amount is not null && (one.Type is "stage" or "amount"))?.Amount;

    internal Dictionary<string, string> FieldsAtMql
    {
        get
        {
            var mql = First("mql_reached")!;
            return Told.Where(one => one.At <= mql.At).SelectMany(one => one.Fields).DistinctBy(one => one.Key).ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
    }

    internal ReferenceEvent? First(string type) => events.Find(one => one.Type == type);

    internal ReferenceEvent? FirstStage(string stage) => events.Find(one => one.Type == "stage" && one.Stage == stage);

    internal long? FirstAt(string type) => First(type)?.At;
}
