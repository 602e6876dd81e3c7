using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Api.Contracts;

/// <summary>
/// How the records of this folder become JSON: camelCase, missing values as null, instants in whole seconds of UTC. The
/// serializers are generated when the program is built.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(LeadDto))]
[JsonSerializable(typeof(LeadPageDto))]
[JsonSerializable(typeof(WhyDto))]
[JsonSerializable(typeof(AgreementDto))]
[JsonSerializable(typeof(ProblemDto))]
[JsonSerializable(typeof(ImportReportDto))]
[JsonSerializable(typeof(ClockDto))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The serializers, writing other than ASCII letters as they are.</summary>
    public static ApiJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter(), new LocalDateConverter() },
    });

    /// <summary>A name of the code as the API spells it: <c>Met</c> as <c>met</c>.</summary>
    public static string Lower<T>(T value)
        where T : struct, Enum => LeadNames.All.Write(value).ToLowerInvariant();

    /// <summary>A name of the code as the API spells it: <c>SameContact</c> as <c>sameContact</c>.</summary>
    public static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(LeadNames.All.Write(value));
}

/// <summary>Writes instants in whole seconds of UTC.</summary>
internal sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instants.TryRead(reader.GetString() ?? "", out var instant) ? instant : throw new JsonException("No instant.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instants.Write(value));
}

/// <summary>Writes dates as <c>2026-11-16</c>.</summary>
internal sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    /// <inheritdoc/>
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "").GetValueOrThrow();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>The manual clock.</summary>
internal sealed record ClockDto(Instant Now);

/// <summary>What an import came to.</summary>
internal sealed record ImportReportDto(long Taken, long Known, long Refused, IReadOnlyList<ImportFaultDto> Faults,
    double Seconds)
{
    /// <summary>The file's columns, and the field that each is read as.</summary>
    public IReadOnlyList<ImportColumnDto> Columns { get; init; } = [];

    /// <summary>The columns that are no field of a lead; what stands there is kept for criteria that name them, unless
    /// the settings leave them out.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = [];

    /// <summary>What was left out of rows that were taken.</summary>
    public IReadOnlyList<ImportFaultDto> Warnings { get; init; } = [];

    /// <summary>Of a preview, what the file would come to; nothing of it was written. Absent for an import.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportPreviewDto? Preview { get; init; }
}

/// <summary>What a file would come to: three rows as they were read, who would get how many leads, how many would wait
/// in the queue, be no MQL yet, or be history, how many of sales' clocks would start, and how many would be missed by this
/// time tomorrow.</summary>
internal sealed record ImportPreviewDto(IReadOnlyList<ImportSampleDto> Samples, IReadOnlyList<ImportShareDto> Owners,
    long Queued, long Inquiries, long History, long ClocksStarted, long MissedByTomorrow);

/// <summary>One row as it was read, and whose it would be.</summary>
internal sealed record ImportSampleDto(int Line, string Id, string? Name, string? Email, string? Company, string? Owner,
    string Stage);

/// <summary>How many leads somebody would get.</summary>
internal sealed record ImportShareDto(string Owner, string Name, long Leads);

/// <summary>A column of a file; <c>field</c> is null where it is left out.</summary>
internal sealed record ImportColumnDto(string Column, string? Field);

/// <summary>Something wrong with one field of one line; a blank field means the line as a whole.</summary>
internal sealed record ImportFaultDto(int Line, string Field, string Message);
