using SlaBot.Outbox;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>Commands a second through the desk, beside a bare loop that writes the very same rows in the very same commits.</summary>
internal static class EngineBench
{
    private const int Leads = 5_120;
    private const int WarmUps = 3;
    private const int Rounds = 15;
    private const int InFlight = 512;

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var rules = workshop.Rules();
        var intakes = new List<Pair>();
        var clicks = new List<Pair>();
        for (var round = 1 - WarmUps; round <= Rounds; round++)
        {
            var (intake, click) = await RoundAsync(workshop, rules);
            if (round > 0)
            {
                intakes.Add(intake);
                clicks.Add(click);
                Figures.Print($"round {round}: intakes {intake.Engine:N0} of {intake.Bare:N0} a second in commits of {intake.Size:0}, clicks {click.Engine:N0} of {click.Bare:N0} in commits of {click.Size:0}");
            }
        }

        return [Judge("acknowledged intakes against the bare loop, 0.5", intakes), Judge("acknowledged clicks against the bare loop, 0.5", clicks)];
    }

    private sealed record Pair(double Engine, double Bare, double Size);

    private static Promise Judge(string words, List<Pair> pairs)
    {
        // Each pair ran within a second or two, so what else the machine did weighed on both.
        var (engine, bare) = (pairs.Select(pair => pair.Engine).Median(), pairs.Select(pair => pair.Bare).Median());
        return Promise.AtLeast("desk", words, pairs.Select(pair => pair.Engine / pair.Bare).Median(), 0.5, FormattableString.Invariant($"(median of {pairs.Count}; {engine:N0}/s of {bare:N0}/s)"));
    }

    private static async Task<(Pair Intake, Pair Click)> RoundAsync(Workshop workshop, AgreementRules rules)
    {
        using var store = SqliteStore.Open("Data Source=" + workshop.Fresh("desk.db"));
        var record = new RecordingStore(store.Writer);
        using var engine = new LeadCommandProcessor(record, store.Reader, new CurrentAgreement(rules), new OutboxPlanner(), SystemClock.Instance, TimeProvider.System, NullLogger<LeadCommandProcessor>.Instance);
        await engine.RecordAsync((_, _) => { });

        record.Start();
        var intake = await PushAsync(engine, [.. Enumerable.Range(0, Leads).Select(number => new LeadCommand[] { Arrival(number) })]);
        var arrived = record.Stop();

        record.Start();
        var click = await PushAsync(engine, [.. Enumerable.Range(0, Leads).Select(number => Clicks(number))]);
        var clicked = record.Stop();

        using var bare = new BareLoop(workshop.Fresh("bare.db"));
        var (intakesBare, clicksBare) = (bare.Run(arrived), bare.Run(clicked));
        return (
            new Pair(Leads / intake, Leads / intakesBare, (double)Leads / arrived.Count),
            new Pair(2 * Leads / click, 2 * Leads / clicksBare, 2.0 * Leads / clicked.Count));
    }

    /// <summary>Gives every script's commands in order, so many scripts at once; the seconds until the last one is acknowledged.</summary>
    private static async Task<double> PushAsync(LeadCommandProcessor engine, LeadCommand[][] scripts)
    {
        GC.Collect();
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (var at = Interlocked.Increment(ref next); at < scripts.Length; at = Interlocked.Increment(ref next))
            {
                foreach (var command in scripts[at])
                {
                    var answer = await engine.SubmitAsync(command);
                    if (answer.Refusal is { } no)
                    {
                        throw new InvalidOperationException(no.Sentence);
                    }
                }
            }
        })));
        return watch.Elapsed.TotalSeconds;
    }

    private static LeadCommand Arrival(int number) => new ReceiveLead(Sample.Profile(number), null, null, null, Sample.Sent) { Lead = Sample.Id(number) };

    private static LeadCommand[] Clicks(int number) =>
    [
        new Accept { Lead = Sample.Id(number), By = "boss@example.com", FromChat = true },
        new LogTouch("call", true, "Spoke for ten minutes") { Lead = Sample.Id(number), By = "boss@example.com", FromChat = true },
    ];
}
