using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>What Slack asks of a native chart of one or more series; no published types hold that yet.</summary>
internal static class SlackChartLimits
{
    private const int MostName = 20;
    private const int MostTitle = 50;

    /// <summary>What is wrong with a chart; null when it is in order.</summary>
    public static string? Fault(JsonObject block)
    {
        var chart = block["chart"]!.AsObject();
        var categories = chart["axis_config"]!["categories"]!.AsArray().Select(node => (string)node!).ToList();
        var series = chart["series"]!.AsArray();
        return Over((string?)block["title"], MostTitle, "title")
            ?? ((string?)chart["type"] is "bar" or "area" or "line" ? null : "chart type")
            ?? (categories.Count is 0 or > 20 || categories.Distinct().Count() < categories.Count ? "categories" : null)
            ?? categories.Select(category => Over(category, MostName, "category")).FirstOrDefault(text => text is not null)
            ?? (series.Count is 0 or > 6 ? "series" : null)
            ?? series.Select(sery => SeriesFault(sery!.AsObject(), categories)).FirstOrDefault(text => text is not null);
    }

    private static string? SeriesFault(JsonObject series, IReadOnlyList<string> categories)
    {
        var points = series["data"]!.AsArray();
        return Over((string?)series["name"], MostName, "series name")
            ?? (points.Select(point => (string)point!["label"]!).SequenceEqual(categories) ? null : "a series has one point for each category, in its order")
            ?? (points.All(point => point!["value"]!.GetValueKind() == System.Text.Json.JsonValueKind.Number) ? null : "value");
    }

    private static string? Over(string? text, int most, string what) => text is not { Length: > 0 } ? $"{what} is empty" : text.Length > most ? $"{what} of {text.Length}, at most {most}" : null;
}
