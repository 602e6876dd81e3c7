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
            _ => null,
        };
        type = known ?? default;
        return known is not null;
    }
}
