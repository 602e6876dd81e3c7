using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>A scorecard as one line of JSON (METRICS.md, As JSON), and back without loss.</summary>
public static class ScorecardJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = false,
        Converters = { new Seconds(), new Money(), ScorecardNames.All.Converter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ScorecardNames.All.Apply } },
    };

    /// <summary>The one-line object.</summary>
    public static string Write(Scorecard card) => JsonSerializer.Serialize(card, Options);

    /// <summary>The scorecard that was written; members that it does not know are passed over.</summary>
    /// <exception cref="JsonException">The text is no scorecard.</exception>
    public static Scorecard Read(string json) =>
        JsonSerializer.Deserialize<Scorecard>(json, Options) ?? throw new JsonException("A scorecard was expected, not null.");

    private sealed class Seconds : JsonConverter<Instant>
    {
        private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss'Z'");

        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value
            : throw new JsonException("An instant was expected, such as 2026-11-16T14:00:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(Pattern.Format(value));
    }

    /// <summary>Amounts as text with two decimals.</summary>
    private sealed class Money : JsonConverter<AmountMetric>
    {
        public override AmountMetric Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var plain = JsonSerializer.Deserialize<Plain>(ref reader, Options)!;
            return new AmountMetric(plain.Count, decimal.Parse(plain.Amount, System.Globalization.CultureInfo.InvariantCulture), plain.WithoutAmount);
        }

        public override void Write(Utf8JsonWriter writer, AmountMetric value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Plain(value.Count, Text(value.Amount), value.WithoutAmount), Options);

        private static string Text(decimal amount) => amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

        private sealed record Plain(
            [property: JsonPropertyName("count")] long Count,
            [property: JsonPropertyName("amount")] string Amount,
            [property: JsonPropertyName("withoutAmount")] long WithoutAmount);
    }
}
