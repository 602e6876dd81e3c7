using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>The shapes of the numbers as JSON.</summary>
internal static class ReferenceJson
{
    internal static JsonObject Rate(int num, int den) =>
        new() { ["num"] = num, ["den"] = den, ["rate"] = den == 0 ? null : Number(Math.Round((decimal)num / den, 6)) };

    internal static JsonObject Statistics(IEnumerable<long> values)
    {
        List<long> sorted = [.. values.Order()];
        var n = sorted.Count;
        return new JsonObject
        {
            ["n"] = n,
            ["mean"] = n == 0 ? null : Number(Math.Round(sorted.Sum() / (decimal)n, 3)),
            ["median"] = n == 0 ? null : Number((sorted[(n - 1) / 2] + sorted[n / 2]) / 2m),
            ["p90"] = n == 0 ? null : Number(sorted[(int)Math.Ceiling(0.9m * n) - 1]),
        };
    }

    internal static JsonObject Split(JsonObject statistics, JsonObject judged, string name)
    {
        statistics[name] = new JsonObject { ["num"] = judged["num"]!.DeepClone(), ["den"] = judged["den"]!.DeepClone(), ["rate"] = judged["rate"]?.DeepClone() };
        foreach (var member in judged.Where(pair => pair.Key is "late" or "missed" or "pending" or "exempt"))
        {
            statistics[member.Key] = member.Value!.DeepClone();
        }

        return statistics;
    }

    internal static JsonObject With(JsonObject json, params (string Name, int Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            json[name] = value;
        }

        return json;
    }

    internal static JsonNode Number(decimal number) => JsonNode.Parse(number.ToString("0.######", CultureInfo.InvariantCulture))!;

    internal static string Text(long second) => InstantPattern.General.Format(Instant.FromUnixTimeSeconds(second));
}
