using SlaBot.Core.Time;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Api.Contracts;

/// <summary>A report of Core as JSON: camelCase, instants in UTC, names of clauses as the agreement spells
/// them.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new Spelled<Instant>(Instants.Write),
            new Spelled<LocalDate>(LocalDatePattern.Iso.Format),
            new Spelled<LocalTime>(LocalTimePattern.ExtendedIso.Format),
            new Spelled<LocalDateTime>(LocalDateTimePattern.ExtendedIso.Format),
            new Spelled<ZonedDateTime>(
                zonedDateTime => OffsetDateTimePattern.ExtendedIso.Format(zonedDateTime.ToOffsetDateTime())),
            new Spelled<Duration>(
                duration =>
                    PeriodPattern.NormalizingIso.Format(Period.FromTicks(duration.BclCompatibleTicks).Normalize())),
            new Spelled<ClauseKind>(clauseKind => clauseKind.Name()),
            new Spelled<Party>(party => party.Lower()),
            new Spelled<Target>(target => target.ToString()),
            new SpelledZone(),
            SlaBot.Core.Leads.LeadNames.All.Converter(JsonNamingPolicy.CamelCase),
        },
    };

    /// <summary>The report as JSON text.</summary>
    public static string Of(object report) => JsonSerializer.Serialize(report, report.GetType(), Options);

    private sealed class Spelled<T>(Func<T, string> spell) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(spell(value));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value,
            JsonSerializerOptions options) => writer.WritePropertyName(spell(value));
    }

    private sealed class SpelledZone : JsonConverter<DateTimeZone>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(DateTimeZone).IsAssignableFrom(typeToConvert);

        public override DateTimeZone Read(ref Utf8JsonReader reader, Type typeToConvert,
            JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeZone value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Id);
    }
}
