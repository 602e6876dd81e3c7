using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// What a source cost in a month (<c>2026-11</c>), in the customer's currency, and, where it is given, what a customer
/// from it is worth over all the years (customer lifetime value).
/// </summary>
public sealed record Spend(string Month, string Source, decimal Amount, decimal? LifetimeValue = null);

/// <summary>
/// Metric 18 for one source of a month that has spend (null: all such sources together): what the money bought. Values
/// are null where there is nothing to divide by. Leads are the month's MQLs; SQLs, opportunities and customers those
/// whose first entry into the stage is in the month.
/// </summary>
public sealed record MoneyLine
{
    /// <summary>The source; null for all that have spend.</summary>
    public string? Source { get; init; }

    /// <summary>The month.</summary>
    public string Month { get; init; } = "";

    /// <summary>What was spent.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? Spent { get; init; }

    /// <summary>MQLs of the month.</summary>
    public long Leads { get; init; }

    /// <summary>SQLs of the month.</summary>
    public long Sqls { get; init; }

    /// <summary>Leads won in the month.</summary>
    public long Customers { get; init; }

    /// <summary>Spend over leads.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? CostPerLead { get; init; }

    /// <summary>Spend over SQLs.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? CostPerSql { get; init; }

    /// <summary>Customer acquisition cost: spend over customers.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? Cac { get; init; }

    /// <summary>Campaign ROI: (won amount less spend) over spend, rounded to 6 digits.</summary>
    public decimal? Roi { get; init; }

    /// <summary>Pipeline amount over spend, rounded to 6 digits.</summary>
    public decimal? PipelinePerSpend { get; init; }

    /// <summary>Won amount over the customers that have an amount.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? AverageWon { get; init; }

    /// <summary>Customer lifetime value, as it was given; for all sources its mean over the customers of those that
    /// have one. Null where none was given.</summary>
    [JsonConverter(typeof(TwoDecimals))]
    public decimal? LifetimeValue { get; init; }
}

/// <summary>Amounts as text with two decimals (METRICS.md, As JSON).</summary>
internal sealed class TwoDecimals : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null
            ? null : decimal.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        if (value is { } amount)
        {
            writer.WriteStringValue(amount.ToString("0.00", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
