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
        LeadReceived leadReceived => new()
        {
            ["type"] = "lead_received",
            ["source"] = leadReceived.Profile.Source,
            ["fields"] = new JsonObject { ["tier"] = leadReceived.Profile.Tier, ["region"] = leadReceived.Profile.Region, ["amount"] = leadReceived.Profile.Amount, ["email"] = leadReceived.Profile.Contact?.Email },
        },
        ProfileMerged profileMerged => new()
        {
            ["type"] = "lead_received",
            ["source"] = profileMerged.Profile.Source,
            ["fields"] = new JsonObject { ["tier"] = profileMerged.Profile.Tier, ["region"] = profileMerged.Profile.Region },
        },
        MqlReached mqlReached => new() { ["type"] = "mql_reached", ["fields"] = new JsonObject { ["tier"] = mqlReached.Tier } },
        Assigned assigned => new() { ["type"] = "assigned", ["to"] = assigned.Owner },
        CardDelivered cardDelivered => new() { ["type"] = "delivered", ["to"] = cardDelivered.Owner },
        Accepted => new() { ["type"] = "accepted" },
        Rejected rejected => new() { ["type"] = rejected.Then == RejectConsequence.Reroute ? "rerouted" : "rejected", ["reason"] = rejected.Reason },
        Touched touched => new() { ["type"] = "touch", ["channel"] = touched.Channel, ["by"] = touched.Owner ?? touched.By, ["connected"] = touched.Connected },
        Disposed disposed => new() { ["type"] = "disposition", ["code"] = disposed.Code, ["interim"] = disposed.Ends ? null : true },
        StageReached stageReached => new() { ["type"] = "stage", ["stage"] = stageReached.Stage.Short().ToLowerInvariant(), ["amount"] = stageReached.Amount, ["reason"] = stageReached.Reason },
        AmountSet amountSet => new() { ["type"] = "amount", ["amount"] = amountSet.Amount },
        FeedbackGiven feedbackGiven => new() { ["type"] = "feedback", ["reason"] = feedbackGiven.Reason },
        Recycled recycled => new() { ["type"] = "recycled", ["revisitOn"] = recycled.RevisitOn.ToString("uuuu-MM-dd", null) },
        Disputed => new() { ["type"] = "disputed" },
        Ruled ruled => new() { ["type"] = "ruled", ["upheld"] = ruled.Upheld },
        Paused paused => new() { ["type"] = "paused", ["reason"] = paused.Reason },
        Resumed => new() { ["type"] = "resumed" },
        ObligationWaived obligationWaived => new() { ["type"] = "waived", ["clause"] = obligationWaived.Id.Split('#')[0], ["reason"] = obligationWaived.Reason },
        StatusUpdated statusUpdated => new() { ["type"] = "updated", ["status"] = statusUpdated.Status },
        Rated rated => new() { ["type"] = "rated", ["fit"] = rated.Fit, ["timing"] = rated.Timing },
        _ => null,
    };
}
