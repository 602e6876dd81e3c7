using System.CommandLine;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Hosting;
using SlaBot.Settings;
using Spectre.Console;

namespace SlaBot.Cli;

/// <summary>What to rehearse, as it was typed.</summary>
internal sealed record RehearseOptions(string History, string? Agreement, SpanWords Span, bool Json, bool Colours);

/// <summary><c>rehearse --history FILE</c>: what an agreement would have said about the past. Touches no data of the
/// bot.</summary>
internal static class RehearseCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order)
    {
        var history = new Option<string>("--history") { Description = "The history: JSON lines, one event a line.",
            Required = true };
        var agreement = new Option<string?>(
            "--agreement") { Description = "A template's name or a file; default the agreement of the settings." };
        var week = new Option<string?>("--week") { Description = "One week, such as 2026-W47." };
        var from = new Option<string?>("--from") { Description = "The first week; default that of the first event." };
        var to = new Option<string?>("--to") { Description = "The last week; default that of the last event." };
        var asOf = new Option<string?>(
            "--as-of") { Description =
                "Later events do not exist, such as 2026-06-30T17:00:00-04:00; default each week's last second." };
        var json = new Option<bool>("--json") { Description = "A JSON object a week, oldest first." };
        var command = new Command("rehearse", "Says what an agreement would have said about the past.") { history,
            agreement, week, from, to, asOf, json };
        command.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var span = new SpanWords(parsed.GetValue(week), parsed.GetValue(from), parsed.GetValue(to),
                parsed.GetValue(asOf));
            var asked = new RehearseOptions(parsed.GetValue(history)!, parsed.GetValue(agreement), span,
                parsed.GetValue(json), RehearsalReport.HasColours);
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
        var reading = asked.Agreement is null
            ? new PolicyReading(settings.Rules.Policy, [])
            : NamedAgreement.Read(asked.Agreement, settings, Directory.GetCurrentDirectory());
        if (reading.Policy is not { } policy)
        {
            return Refuse(
                string.Join(Environment.NewLine,
                    reading.Faults.Select(settingsFault => $"{settingsFault.Key} {settingsFault.Message}")), errors);
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

/// <summary>A history under an agreement: its weeks, and what is today. The leads are gone through once for each
/// question.</summary>
internal sealed class Rehearsal(HistoryLeads history, SlaPolicy policy, IsoWeek first, IsoWeek last, Instant? asOf)
{
    /// <summary>The history.</summary>
    public HistoryLeads History => history;

    /// <summary>The agreement.</summary>
    public SlaPolicy Policy => policy;

    /// <summary>Every week's scorecard, oldest first.</summary>
    public IEnumerable<Scorecard> Weeks()
    {
        var weeks = new ScorecardWeeks(policy, first, last, asOf, history.People);
        foreach (var lead in history.Facts())
        {
            weeks.Add(lead);
        }

        return weeks.ToScorecards().Select(card => card with { BadLines = history.BadLines });
    }

    /// <summary>What is today, over these weeks.</summary>
    public IReadOnlyList<BaselineLine> Baseline(IReadOnlyList<Scorecard> weeks)
    {
        var tally = new BaselineTally(policy, first, last, asOf, history.People);
        foreach (var lead in history.Facts())
        {
            tally.Add(lead);
        }

        return tally.ToLines(weeks);
    }
}

/// <summary>A progress bar while a history is read, on the error stream and at a terminal only.</summary>
internal static class RehearsalProgress
{
    private const long Step = 4 << 20;

    /// <summary>Runs <paramref name="read"/> over the file.</summary>
    public static void Run(string path, Action<Stream, Action<long>> read)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0,
            FileOptions.SequentialScan);
        if (Console.IsErrorRedirected)
        {
            read(file, _ => { });
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(),
            new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => WithBar(context.AddTask("Reading", maxValue: Math.Max(1, file.Length)), file, read));
    }

    private static void WithBar(ProgressTask bar, FileStream file, Action<Stream, Action<long>> read)
    {
        var told = 0L;
        read(file, bytes =>
        {
            if (bytes - told >= Step)
            {
                bar.Value = told = bytes;
            }
        });
        bar.Value = bar.MaxValue;
    }
}

/// <summary>Weeks and instant as they were typed.</summary>
internal sealed record SpanWords(string? Week, string? From, string? To, string? AsOf);

/// <summary>Which weeks are asked for; null where the history says it.</summary>
internal sealed record RehearsalSpan(IsoWeek? From, IsoWeek? To, Instant? AsOf)
{
    private const int MostWeeks = 5300;

    /// <summary>Reads the words; false with a sentence for what is none.</summary>
    public static bool TryRead(SpanWords words, out RehearsalSpan span, out string fault)
    {
        span = new RehearsalSpan(null, null, null);
        fault = words.Week is not null && (words.From ?? words.To) is not null
            ? "Give either --week or --from and --to, not both." : "";
        if (fault.Length > 0 || !TryWeek(words.Week ?? words.From, out var from, ref fault)
            || !TryWeek(words.Week ?? words.To, out var to, ref fault)
            || !TryInstant(words.AsOf, out var asOf, ref fault))
        {
            return false;
        }

        span = new RehearsalSpan(from, to, asOf);
        fault = from?.CompareTo(to ?? from.Value) > 0 ? $"The first week, {from}, is after the last, {to}." : "";
        return fault.Length == 0;
    }

    /// <summary>The weeks to tell of a history: null, or a sentence when there are none.</summary>
    public string? Within(HistoryLeads history, DateTimeZone zone, out IsoWeek first, out IsoWeek last)
    {
        (first, last) = (default, default);
        if ((history.First is null || history.First > AsOf) && (From ?? To) is null)
        {
            return history.First is null
                ? "The history holds no event that can be used."
                : "The history holds no event up to the instant that was asked for.";
        }

        // Without an event, the week that was named stands for both ends.
        var (earliest, latest) =
            (history.First ?? Instant.MaxValue, AsOf < history.Last ? AsOf.Value : history.Last ?? Instant.MinValue);
        first = From ?? (history.First is null ? To!.Value : IsoWeek.Of(earliest, zone));
        last = To ?? (history.First is null ? From!.Value : IsoWeek.Of(latest, zone));
        return first.CompareTo(last) > 0
            ? $"There is no week to tell: the history runs from {OfHistory(history.First, zone)} to "
                + $"{OfHistory(history.Last, zone)}."
            : Period.DaysBetween(first.Monday, last.Monday) / 7 >= MostWeeks
            ? $"The history runs from {first} to {last}, more than a hundred years: name the weeks with --from and "
                + $"--to."
            : null;
    }

    private static string OfHistory(Instant? at, DateTimeZone zone) =>
        at is { } instant ? IsoWeek.Of(instant, zone).ToString() : "nothing";

    private static bool TryWeek(string? text, out IsoWeek? week, ref string fault)
    {
        week = null;
        if (text is not null)
        {
            week = IsoWeek.TryParse(text, out var read) ? read : null;
            fault = week is null ? $"\"{text}\" is no week: write one such as 2026-W47." : "";
        }

        return fault.Length == 0;
    }

    private static bool TryInstant(string? text, out Instant? at, ref string fault)
    {
        at = null;
        if (text is not null)
        {
            at = HistoryReader.TryTime(text, out var read) ? read : null;
            fault = at is null
                ? $"\"{text}\" is no instant: write one with an offset, such as 2026-06-30T17:00:00-04:00." : "";
        }

        return fault.Length == 0;
    }
}
