using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>The limits of Block Kit that the real API enforces.</summary>
internal static class SlackLimits
{
    private static readonly string[] Known = ["section", "header", "context", "divider", "actions", "input", "table", "data_visualization"];

    /// <summary>What is wrong with blocks; null when they are in order.</summary>
    public static string? Fault(JsonArray blocks, int most, bool takesCharts)
    {
        var ids = new HashSet<string>();
        return blocks.Count > most ? $"{blocks.Count} blocks"
            : blocks.Count(block => (string?)block!["type"] == "data_visualization") > 2 ? "more than two charts"
            : blocks.Select(block => FaultOf(block!.AsObject(), ids, takesCharts)).FirstOrDefault(text => text is not null);
    }

    /// <summary>What is wrong with a window.</summary>
    public static string? ViewFault(JsonObject view) =>
        Over(view["title"], 24) ?? Over(view["submit"], 24) ?? Over(view["close"], 24)
        ?? (((string?)view["private_metadata"])?.Length > 3000 ? "private_metadata" : null)
        ?? (view["submit"] is null && view["blocks"]!.AsArray().Any(node => (string?)node!["type"] == "input") ? "submit is missing" : null)
        ?? Fault(view["blocks"]!.AsArray(), 100, takesCharts: false);

    private static string? FaultOf(JsonObject block, HashSet<string> ids, bool takesCharts)
    {
        var type = (string)block["type"]!;
        if (!Known.Contains(type) || (type == "data_visualization" && !takesCharts))
        {
            return $"unsupported type: {type}";
        }

        if ((string?)block["block_id"] is { } id && (id.Length > 255 || !id.All(char.IsAscii) || !ids.Add(id)))
        {
            return $"block_id {id}";
        }

        return type switch
        {
            "header" => Over(block["text"], 150),
            "section" => Over(block["text"], 3000) ?? (block["fields"] is JsonArray { Count: > 10 } ? "fields" : null)
                ?? (block["fields"] as JsonArray)?.Select(node => Over(node, 2000)).FirstOrDefault(text => text is not null),
            "context" => block["elements"]!.AsArray().Count is 0 or > 10 ? "context" : null,
            "actions" => Elements(block["elements"]!.AsArray()),
            "table" => block["rows"]!.AsArray().Count > 100 ? "rows" : null,
            "data_visualization" => SlackChartLimits.Fault(block),
            _ => null,
        };
    }

    private static string? Elements(JsonArray elements)
    {
        var names = new HashSet<string>();
        foreach (var element in elements)
        {
            if (!names.Add((string)element!["action_id"]!))
            {
                return "action_id twice";
            }

            var fault = Over(element["text"], 75) ?? ((string?)element["value"] is { } value && (value.Length > 2000 || !value.All(char.IsAscii)) ? "value" : null)
                ?? ((string?)element["url"] is { } url && !url.StartsWith("https://", StringComparison.Ordinal) && !url.StartsWith("http://", StringComparison.Ordinal) ? $"url {url}" : null)
                ?? (element["options"] is JsonArray options && (options.Count is 0 or > 5 || options.Any(option => ((string)option!["value"]!).Length > 75)) ? "options" : null);
            if (fault is not null)
            {
                return fault;
            }
        }

        return elements.Count is 0 or > 25 ? "elements" : null;
    }

    private static string? Over(JsonNode? text, int most) => text is null ? null
        : ((string)text["text"]!).Length is var length && length > most ? $"text of {length}, at most {most}"
        : length == 0 ? "empty text" : null;
}
