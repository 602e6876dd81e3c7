namespace SlaBot.Core.Scorecards.History;

/// <summary>The names of the types, as they stand in a file.</summary>
internal static class HistoryTypes
{
    internal static bool TryParse(string name, out HistoryType type)
    {
        HistoryType? known = name switch
        {
            "lead_received" => HistoryType.LeadReceived,
            "mql_reached" => HistoryType.MqlReached,
            "assigned" => HistoryType.Assigned,
            "accepted" => HistoryType.Accepted,
            "rejected" => HistoryType.Rejected,
            "touch" => HistoryType.Touch,
            "disposition" => HistoryType.Disposition,
            "stage" => HistoryType.Stage,
            "amount" => HistoryType.Amount,
            "feedback" => HistoryType.Feedback,
            "delivered" => HistoryType.Delivered,
            "rerouted" => HistoryType.Rerouted,
            "recycled" => HistoryType.Recycled,
            "disputed" => HistoryType.Disputed,
            "ruled" => HistoryType.Ruled,
            "paused" => HistoryType.Paused,
            "resumed" => HistoryType.Resumed,
            "waived" => HistoryType.Waived,
            "updated" => HistoryType.Updated,
            "rated" => HistoryType.Rated,
            _ => null,
        };
        type = known ?? default;
        return known is not null;
    }
}
