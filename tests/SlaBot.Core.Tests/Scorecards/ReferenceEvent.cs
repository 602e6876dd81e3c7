using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>A line of a history, as METRICS.md words it; null is a line that says nothing.</summary>
internal sealed record ReferenceEvent(string? Id, long At, int N, string Lead, string Type, string? Channel, string? Code, string? Stage, string? Reason, decimal? Amount, Dictionary<string, string> Fields, bool Interim)
{
    private static readonly string[] Types = ["lead_received", "mql_reached", "assigned", "accepted", "rejected", "touch", "disposition", "stage", "amount", "feedback", "rerouted", "delivered"];

    internal static ReferenceEvent? Of(string line, int n)
    {
        try
        {
            var json = JsonNode.Parse(line)!.AsObject();
            var ts = OffsetDateTimePattern.ExtendedIso.Parse((string)json["ts"]!).Value;
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Flatten("", json["fields"] as JsonObject ?? [], fields);
            if (Text(json, "source") is { } source)
            {
                fields["source"] = source;
            }

            var amount = json["amount"] is { } worth ? decimal.Parse(worth.ToString(), CultureInfo.InvariantCulture) : (decimal?)null;
            return Types.Contains((string)json["type"]!) && json["lead"] is not null
                ? new ReferenceEvent((string?)json["id"], ts.ToInstant().ToUnixTimeSeconds(), n, (string)json["lead"]!, (string)json["type"]!, Text(json, "channel"), Text(json, "code"), Text(json, "stage"), Text(json, "reason"), amount, fields, (bool?)json["interim"] == true)
                : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static string? Text(JsonObject json, string name) => string.IsNullOrWhiteSpace((string?)json[name]) ? null : (string)json[name]!;

    private static void Flatten(string prefix, JsonObject from, Dictionary<string, string> into)
    {
        foreach (var (name, value) in from)
        {
            if (value is JsonObject nested)
            {
                Flatten(prefix + name + ".", nested, into);
            }
            else if (!string.IsNullOrWhiteSpace(value?.ToString()))
            {
                into[prefix + name] = value.ToString();
            }
        }
    }
}
