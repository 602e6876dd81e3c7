using System.CommandLine;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Settings;

namespace SlaBot.Operations;

/// <summary><c>rehearse --history FILE</c>: what an agreement would have said about the past. Touches no data of the bot.</summary>
internal static class RehearseCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOrder> order)
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
            var words = new SpanWords(parsed.GetValue(week), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(asOf));
            return Task.FromResult(Run(order(parsed), parsed.GetValue(history)!, parsed.GetValue(agreement), words, parsed.GetValue(json)));
        }));
        return command;
    }

    private static int Run(RunOrder order, string path, string? agreement, SpanWords words, bool json)
    {
        if (!RehearsalSpan.TryRead(words, out var span, out var fault))
        {
            return Refuse(fault);
        }

        var settings = Hosting.Settings(order);
        var reading = agreement is null ? new PolicyReading(settings.Rules.Policy, []) : NamedAgreement.Read(agreement, settings, Directory.GetCurrentDirectory());
        if (reading.Policy is not { } policy)
        {
            return Refuse(string.Join(Environment.NewLine, reading.Faults.Select(one => $"{one.Key} {one.Message}")));
        }

        if (!File.Exists(path))
        {
            return Refuse($"There is no file {path}.");
        }

        var history = new HistoryLeads(policy, settings.Rules.People);
        RehearsalProgress.Run(path, (file, progress) => HistoryFile.Read(file, history, progress));
        RehearsalReport.Faults(history, Console.Error);
        return span.Within(history, policy.Calendar.Zone, out var first, out var last) is { } nothing
            ? Refuse(nothing)
            : Tell(new Rehearsal(history, policy, first, last, span.AsOf), json);
    }

    private static int Tell(Rehearsal rehearsal, bool json)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        if (!json)
        {
            RehearsalReport.Write(rehearsal, output, RehearsalReport.HasColours);
            return 0;
        }

        foreach (var card in rehearsal.Weeks())
        {
            output.Write(ScorecardJson.Write(card));
            output.Write('\n');
        }

        return 0;
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
