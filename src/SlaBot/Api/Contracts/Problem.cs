using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>A "no", as problem+json (RFC 9457) with a stable code beside the sentence.</summary>
internal sealed record ProblemDto
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Code { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Every fault of the request, with its field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FaultDto>? Errors { get; init; }

    /// <summary>An import that stopped: the last line that was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AfterLine { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Taken { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Known { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Refused { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportFaultDto>? Faults { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Seconds { get; init; }
}

/// <summary>Something wrong with one field; a blank field means the request as a whole.</summary>
internal sealed record FaultDto(string Field, string Message);

/// <summary>Makes the problems that the API answers with.</summary>
internal static class Problem
{
    private const string MediaType = "application/problem+json; charset=utf-8";

    /// <summary>One problem.</summary>
    public static Reply Of(int status, string code, string detail, IReadOnlyList<Fault>? faults = null) =>
        Of(Dto(status, code, detail)
            with { Errors = faults?.Select(fault => new FaultDto(fault.Field, fault.Message)).ToList() });

    /// <summary>422 with every fault.</summary>
    public static Reply Faulty(IReadOnlyList<Fault> faults) =>
        Of(422, "faults",
            faults.Count == 1
                ? faults[0].Message : $"{faults.Count} faults; nothing was taken. Mend them and send it again.",
                faults);

    /// <summary>400: no JSON.</summary>
    public static Reply Unreadable(string sentence) => Of(400, "unreadable", sentence);

    /// <summary>The status that a refusal of the engine has on the wire.</summary>
    public static Reply Refused(Refusal refusal) => Of(
        refusal.Code switch { "unknown-lead" => 404, "key-reused" => 422, "erased" => 410, _ => 409 }, refusal.Code,
        refusal.Sentence);

    /// <summary>404: no such lead.</summary>
    public static Reply NoLead(string id) =>
        Of(404, "unknown-lead", $"There is no lead {(id.Length > 200 ? id[..200] + "…" : id)}.");

    /// <summary>An import that stopped before its file ended, with what it came to till then.</summary>
    public static Reply Stopped(int status, string detail, int afterLine, ImportReportDto report) =>
        Of(Dto(status, "import-stopped", detail) with
    {
        AfterLine = afterLine,
        Taken = report.Taken,
        Known = report.Known,
        Refused = report.Refused,
        Faults = report.Faults,
        Seconds = report.Seconds,
    });

    private static ProblemDto Dto(int status, string code, string detail) => new()
    {
        Type = "urn:slabot:problem:" + code,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Code = code,
        Detail = detail,
    };

    private static Reply Of(ProblemDto problem) =>
        Reply.Json(problem.Status, problem, ApiJson.Wire.ProblemDto, MediaType);
}
