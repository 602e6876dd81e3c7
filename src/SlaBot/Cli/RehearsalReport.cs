using System.Globalization;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;

namespace SlaBot.Cli;

/// <summary>A rehearsal for readers: the weeks as a table, then what is today and what could be asked for.</summary>
internal static class RehearsalReport
{
    /// <summary>Whether the output is a terminal that wants colours.</summary>
    public static bool HasColours => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Says every line that could not be used.</summary>
    public static void Faults(HistoryLeads history, TextWriter errors)
    {
        foreach (var (line, fault) in history.Faults)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {line}: {fault}"));
        }

        if (history.BadLines > 0)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.BadLines} of {history.Lines} lines skipped."));
        }
    }

    /// <summary>Writes the report.</summary>
    public static void Write(Rehearsal rehearsal, TextWriter output, bool colours)
    {
        List<Scorecard> weeks = [.. rehearsal.Weeks()];
        var (history, policy) = (rehearsal.History, rehearsal.Policy);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{history.Events} events of {history.Count} lead{(history.Count == 1 ? "" : "s")} under {policy.Template} {policy.Version}, {weeks.Count} week{(weeks.Count == 1 ? "" : "s")} in {policy.Calendar.Zone.Id}{Repeats(history)}"));
        output.WriteLine();
        RehearsalTable.Write(weeks, output, colours);
        output.WriteLine();
        BaselineTable.Write(rehearsal.Baseline(weeks), output, colours);
    }

    private static string Repeats(HistoryLeads history) =>
        history.Repeats == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; repeated lines passed over: {history.Repeats}");
}
