using System.CommandLine;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Hosting;
using SlaBot.Settings;

namespace SlaBot.Cli;

/// <summary>What to rehearse, as it was typed.</summary>
internal sealed record RehearseOptions(string History, string? Agreement, SpanWords Span, bool Json, bool Colours);

/// <summary><c>rehearse --history FILE</c>: what an agreement would have said about the past. Touches no data of the bot.</summary>
internal static class RehearseCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order)
    {
        var history = new Option<string>("--history") { Description = "The history: JSON lines, one event a line.", Required = true };
        var agreement = new Option<string?>("--agreement") { Description = "A template's name or a file; default the agreement of the settings." };
        var week = new Option<string?>("--week") { Description = "One week, such as 2026-W47." };
        var from = new Option<string?>("--from") { Description = "The first week; default that of the first event." };
        var to = new Option<string?>("--to") { Description = "The last week; default that of the last event." };
        var asOf = new Option<string?>("--as-of") { Description = "Later events do not exist, such as 2026-06-30T17:00:00-04:00; default each week's last second." };
        var json = new Option<bool>("--json") { Description = "A JSON object a week, oldest first." };
        var command = new Command("rehearse", "Says what an agreement would have said about the past.") { history, agreement, week, from, to, asOf, json };
        command.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var span = new SpanWords(parsed.GetValue(week), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(asOf));
            var asked = new RehearseOptions(parsed.GetValue(history)!, parsed.GetValue(agreement), span, parsed.GetValue(json), RehearsalReport.HasColours);
            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            return Task.FromResult(Run(order(parsed), asked, output, Console.Error));
        }));
        return command;
    }

    /// <summary>Rehearses; the answer is the exit code.</summary>
    internal static int Run(RunOptions order, RehearseOptions asked, TextWriter output, TextWriter errors)
    {
        if (!RehearsalSpan.TryRead(asked.Span, out var span, out var fault))
        {
            return Refuse(fault, errors);
        }

        var settings = HostEnvironment.Settings(order);
        var reading = asked.Agreement is null ? new PolicyReading(settings.Rules.Policy, []) : NamedAgreement.Read(asked.Agreement, settings, Directory.GetCurrentDirectory());
        if (reading.Policy is not { } policy)
        {
            return Refuse(string.Join(Environment.NewLine, reading.Faults.Select(settingsFault => $"{settingsFault.Key} {settingsFault.Message}")), errors);
        }

        if (!File.Exists(asked.History))
        {
            return Refuse($"There is no file {asked.History}.", errors);
        }

        var history = new HistoryLeads(policy, settings.Rules.People);
        RehearsalProgress.Run(asked.History, (file, progress) => HistoryFile.Read(file, history, progress));
        RehearsalReport.Faults(history, errors);
        return span.Within(history, policy.Calendar.Zone, out var first, out var last) is { } nothing
            ? Refuse(nothing, errors)
            : Print(new Rehearsal(history, policy, first, last, span.AsOf), asked, output);
    }

    private static int Print(Rehearsal rehearsal, RehearseOptions asked, TextWriter output)
    {
        if (!asked.Json)
        {
            RehearsalReport.Write(rehearsal, output, asked.Colours);
            return 0;
        }

        foreach (var card in rehearsal.Weeks())
        {
            output.Write(ScorecardJson.Write(card));
            output.Write('\n');
        }

        return 0;
    }

    private static int Refuse(string sentence, TextWriter errors)
    {
        errors.WriteLine(sentence);
        return 1;
    }
}
