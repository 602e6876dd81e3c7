using System.Text.Json.Nodes;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Live events as the lines of a history file (METRICS.md), in order of arrival.</summary>
internal static class HistoryLines
{
    internal static IEnumerable<string> Of(string lead, IEnumerable<LeadEvent> events)
    {
        var n = 0;
        foreach (var told in events)
        {
            if (Line(told) is { } line)
            {
                line["id"] = $"e{n++}";
                line["ts"] = told.At.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);
                line["lead"] = lead;
                line["by"] ??= told.By;
                yield return line.ToJsonString();
            }
        }
    }

    private static JsonObject? Line(LeadEvent told) => told switch
    {
        LeadReceived one => new()
        {
            ["type"] = "lead_received",
            ["source"] = one.Profile.Source,
            ["fields"] = new JsonObject { ["tier"] = one.Profile.Tier, ["region"] = one.Profile.Region, ["amount"] = one.Profile.Amount, ["email"] = one.Profile.Contact?.Email },
        },
        MqlReached one => new() { ["type"] = "mql_reached", ["fields"] = new JsonObject { ["tier"] = one.Tier } },
        Assigned one => new() { ["type"] = "assigned", ["to"] = one.Owner },
        CardDelivered one => new() { ["type"] = "delivered", ["to"] = one.Owner },
        Accepted => new() { ["type"] = "accepted" },
        Rejected one => new() { ["type"] = one.Then == RejectConsequence.Reroute ? "rerouted" : "rejected", ["reason"] = one.Reason },
        Touched one => new() { ["type"] = "touch", ["channel"] = one.Channel, ["by"] = one.Owner ?? one.By, ["connected"] = one.Connected },
        Disposed one => new() { ["type"] = "disposition", ["code"] = one.Code, ["interim"] = one.Ends ? null : true },
        StageReached one => new() { ["type"] = "stage", ["stage"] = one.Stage.Short().ToLowerInvariant(), ["amount"] = one.Amount, ["reason"] = one.Reason },
        AmountSet one => new() { ["type"] = "amount", ["amount"] = one.Amount },
        FeedbackGiven one => new() { ["type"] = "feedback", ["reason"] = one.Reason },
        Recycled one => new() { ["type"] = "recycled", ["revisitOn"] = one.RevisitOn.ToString("uuuu-MM-dd", null) },
        Disputed => new() { ["type"] = "disputed" },
        Ruled one => new() { ["type"] = "ruled", ["upheld"] = one.Upheld },
        Paused one => new() { ["type"] = "paused", ["reason"] = one.Reason },
        Resumed => new() { ["type"] = "resumed" },
        ObligationWaived one => new() { ["type"] = "waived", ["clause"] = one.Id.Split('#')[0], ["reason"] = one.Reason },
        StatusUpdated one => new() { ["type"] = "updated", ["status"] = one.Status },
        Rated one => new() { ["type"] = "rated", ["fit"] = one.Fit, ["timing"] = one.Timing },
        _ => null,
    };
}
