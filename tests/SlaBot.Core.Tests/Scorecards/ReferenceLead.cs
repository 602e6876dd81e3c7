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

    internal string? TierAt(long start) => events.Where(one => one == First("lead_received") || one == First("mql_reached"))
        .FirstOrDefault(one => one.Fields.ContainsKey("tier")) is { } said && said.At <= start ? said.Fields["tier"] : null;

    internal decimal? LastAmount => events.FindLast(one => one.Amount is not null && (one.Type is "stage" or "amount"))?.Amount;

    internal Dictionary<string, string> FieldsAtMql
    {
        get
        {
            var mql = First("mql_reached")!;
            var known = First("lead_received") is { } received && received.At <= mql.At ? received.Fields : [];
            return known.Concat(mql.Fields).DistinctBy(one => one.Key).ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
    }

    internal ReferenceEvent? First(string type) => events.Find(one => one.Type == type);

    internal ReferenceEvent? FirstStage(string stage) => events.Find(one => one.Type == "stage" && one.Stage == stage);

    internal long? FirstAt(string type) => First(type)?.At;
}
