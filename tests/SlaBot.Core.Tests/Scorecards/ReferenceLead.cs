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

    internal ReferenceEvent? Decision => events.Find(referenceEvent => referenceEvent.Type is "accepted" or "rejected");

    internal List<ReferenceEvent> Touches => events.FindAll(referenceEvent => referenceEvent.Type == "touch");

    internal ReferenceEvent? Ended => events.Find(referenceEvent => referenceEvent.Type == "disposition" && !referenceEvent.Interim);

    internal ReferenceEvent? FirstOver(long start) => events.Find(referenceEvent => referenceEvent.At >= start && (referenceEvent.Type == "rejected" || referenceEvent == Ended));

    internal long? Delivered => FirstAt("delivered");

    /// <summary>Of two events of the lead, the one that came first; within one second the one that arrived first.</summary>
    internal bool Before(ReferenceEvent? referenceEvent, ReferenceEvent? other) => referenceEvent is not null && (other is null || events.IndexOf(referenceEvent) < events.IndexOf(other));

    internal ReferenceEvent? FirstOf(params ReferenceEvent?[] some) => events.Find(referenceEvent => some.Contains(referenceEvent));

    /// <summary>The first reason that was given with an event or after it.</summary>
    internal ReferenceEvent? ReasonFrom(ReferenceEvent start) => events.Skip(events.IndexOf(start))
        .FirstOrDefault(referenceEvent => referenceEvent.Reason is not null && (referenceEvent.Type is "feedback" or "rejected" || referenceEvent is { Type: "stage", Stage: "lost" }));

    internal ReferenceEvent? ReasonSince(long at) => events.Find(referenceEvent => referenceEvent.At >= at
        && referenceEvent.Reason is not null && (referenceEvent.Type is "feedback" or "rejected" || referenceEvent is { Type: "stage", Stage: "lost" }));

    private IEnumerable<ReferenceEvent> Told => events.Where(referenceEvent => referenceEvent == First("lead_received") || referenceEvent == First("mql_reached")
        || (referenceEvent.Type is "lead_received" or "mql_reached" && referenceEvent.At <= Mql));

    internal string? TierAt(long start) => Told
        .FirstOrDefault(referenceEvent => referenceEvent.Fields.ContainsKey("tier")) is { } said && said.At <= start ? said.Fields["tier"] : null;

    internal decimal? LastAmount => events.FindLast(referenceEvent => referenceEvent.Amount is not null && (referenceEvent.Type is "stage" or "amount"))?.Amount;

    internal Dictionary<string, string> FieldsAtMql
    {
        get
        {
            var mql = First("mql_reached")!;
            return Told.Where(referenceEvent => referenceEvent.At <= mql.At).SelectMany(referenceEvent => referenceEvent.Fields).DistinctBy(pair => pair.Key).ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
    }

    internal ReferenceEvent? First(string type) => events.Find(referenceEvent => referenceEvent.Type == type);

    internal ReferenceEvent? FirstStage(string stage) => events.Find(referenceEvent => referenceEvent.Type == "stage" && referenceEvent.Stage == stage);

    internal long? FirstAt(string type) => First(type)?.At;
}
