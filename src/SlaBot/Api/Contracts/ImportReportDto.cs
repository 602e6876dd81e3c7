namespace SlaBot.Api.Contracts;

/// <summary>What an import came to.</summary>
internal sealed record ImportReportDto(long Taken, long Known, long Refused, IReadOnlyList<ImportFaultDto> Faults,
    double Seconds);

/// <summary>Something wrong with one field of one line; a blank field means the line as a whole.</summary>
internal sealed record ImportFaultDto(int Line, string Field, string Message);
