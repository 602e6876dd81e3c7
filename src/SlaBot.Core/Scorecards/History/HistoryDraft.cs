using System.Text.Json;

namespace SlaBot.Core.Scorecards.History;

/// <summary>The members of a history line that are read.</summary>
internal enum HistoryMember
{
    Other,
    Id,
    Ts,
    Lead,
    Type,
    By,
    To,
    Reason,
    Channel,
    Code,
    Stage,
    Amount,
    Source,
    Fields,
    Interim,
    Automatic,
    Upheld,
    Clause,
    Status,
    Fit,
    Timing,
    Connected,
}

/// <summary>The members of a line as they are come upon, in any order; of one that is there twice the last
/// counts.</summary>
internal struct HistoryDraft
{
    private string? id;
    private string? ts;
    private string? lead;
    private string? type;
    private string? by;
    private string? to;
    private string? reason;
    private string? channel;
    private string? code;
    private string? stage;
    private string? amount;
    private string? source;
    private string? clause;
    private string? status;
    private string? fit;
    private string? timing;
    private bool? connected;
    private bool interim;
    private bool automatic;
    private bool upheld;

    internal Dictionary<string, string>? Fields { get; set; }

    internal static HistoryMember MemberOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("id"u8) ? HistoryMember.Id
        : json.ValueTextEquals("ts"u8) ? HistoryMember.Ts
        : json.ValueTextEquals("lead"u8) ? HistoryMember.Lead
        : json.ValueTextEquals("type"u8) ? HistoryMember.Type
        : json.ValueTextEquals("by"u8) ? HistoryMember.By
        : json.ValueTextEquals("to"u8) ? HistoryMember.To
        : json.ValueTextEquals("reason"u8) ? HistoryMember.Reason
        : json.ValueTextEquals("channel"u8) ? HistoryMember.Channel
        : json.ValueTextEquals("code"u8) ? HistoryMember.Code
        : json.ValueTextEquals("stage"u8) ? HistoryMember.Stage
        : json.ValueTextEquals("amount"u8) ? HistoryMember.Amount
        : json.ValueTextEquals("source"u8) ? HistoryMember.Source
        : json.ValueTextEquals("interim"u8) ? HistoryMember.Interim
        : json.ValueTextEquals("automatic"u8) ? HistoryMember.Automatic
        : json.ValueTextEquals("upheld"u8) ? HistoryMember.Upheld
        : json.ValueTextEquals("clause"u8) ? HistoryMember.Clause
        : json.ValueTextEquals("status"u8) ? HistoryMember.Status
        : json.ValueTextEquals("fit"u8) ? HistoryMember.Fit
        : json.ValueTextEquals("timing"u8) ? HistoryMember.Timing
        : json.ValueTextEquals("connected"u8) ? HistoryMember.Connected
        : json.ValueTextEquals("fields"u8) ? HistoryMember.Fields
        : HistoryMember.Other;

    internal void Take(HistoryMember member, JsonTokenType token, string? text)
    {
        var isText = token == JsonTokenType.String;
        switch (member)
        {
            case HistoryMember.Id: id = text; break;
            case HistoryMember.Ts: ts = isText ? text : null; break;
            case HistoryMember.Lead: lead = isText || token == JsonTokenType.Number ? text : null; break;
            case HistoryMember.Type: type = isText ? text : null; break;
            case HistoryMember.By: by = text; break;
            case HistoryMember.To: to = text; break;
            case HistoryMember.Reason: reason = text; break;
            case HistoryMember.Channel: channel = text; break;
            case HistoryMember.Code: code = text; break;
            case HistoryMember.Stage: stage = text; break;
            case HistoryMember.Amount: amount = text; break;
            case HistoryMember.Source: source = text; break;
            case HistoryMember.Clause: clause = text; break;
            case HistoryMember.Status: status = text; break;
            case HistoryMember.Fit: fit = text; break;
            case HistoryMember.Timing: timing = text; break;
            case HistoryMember.Interim: interim = token == JsonTokenType.True; break;
            case HistoryMember.Automatic: automatic = token == JsonTokenType.True; break;
            case HistoryMember.Connected: connected = token is JsonTokenType.True or JsonTokenType.False
                ? token == JsonTokenType.True : null; break;
            case HistoryMember.Upheld: upheld = token == JsonTokenType.True; break;
        }
    }

    /// <summary>The event, or the fault in words.</summary>
    internal readonly string ToEvent(ref HistoryEvent told)
    {
        if (lead is null)
        {
            return "\"lead\" is missing";
        }

        if (type is null)
        {
            return "\"type\" is missing";
        }

        if (!HistoryTypes.TryParse(type, out var known))
        {
            return $"\"{(type.Length > 40 ? type[..40] : type)}\" is no known type";
        }

        if (!HistoryTime.TryRead(ts, out var at))
        {
            return "\"ts\" is no time with an offset, such as 2026-06-03T10:00:00-04:00";
        }

        told = new HistoryEvent
        {
            Id = id,
            At = at,
            Lead = lead,
            Type = known,
            By = by,
            To = to,
            Reason = reason,
            Channel = channel,
            Code = code,
            Stage = stage,
            Amount = HistoryReader.Number(amount),
            Interim = interim,
            Connected = connected,
            Automatic = automatic,
            Upheld = upheld,
            Clause = clause,
            Status = status,
            Fit = Stars(fit),
            Timing = Stars(timing),
            Fields = known is HistoryType.LeadReceived or HistoryType.MqlReached ? WithSource() : null,
        };
        return "";
    }

    private static int Stars(string? text) =>
        HistoryReader.Number(text) is { } number and >= 1 and <= 5 && number == decimal.Truncate(number)
            ? (int)number : 0;

    private readonly Dictionary<string, string> WithSource()
    {
        var all = Fields ?? new(StringComparer.OrdinalIgnoreCase);
        if (source is not null)
        {
            all["source"] = source;
        }

        return all;
    }
}

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
