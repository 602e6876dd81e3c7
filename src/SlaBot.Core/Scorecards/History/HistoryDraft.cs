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
}

/// <summary>The members of a line as they are come upon, in any order; of one that is there twice the last counts.</summary>
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
            Fields = known is HistoryType.LeadReceived or HistoryType.MqlReached ? WithSource() : null,
        };
        return "";
    }

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
