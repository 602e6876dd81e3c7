using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Two stories that differ in one thing only, which must not matter (or must not harm).</summary>
public class DeciderTwinTests
{
    private const int Sequences = 2500;
    private static readonly Instant End = Story.At("12-31 23:00");

    [Fact]
    public void Touches_ToldAtOnceOrAtTheEnd_GiveTheSameStatuses()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var (prompt, late) = (new Story(new RandomOffice(seed).Make()), new Story(new RandomOffice(seed).Make()));
            List<(Instant Now, LeadCommand Command)> held = [];
            foreach (var (now, by, command) in Script(seed).Where(pair => pair.Command is not (Waive or Erase or HandOver or Dispose { Code: "Unable to Contact" })))
            {
                if (command is LogTouch && prompt.Try(now, Office.Rita, command, verify: false).Refusal is null)
                {
                    held.Add((now, command));
                }
                else if (command is not LogTouch)
                {
                    prompt.Try(now, by, command, verify: false);
                    late.Try(now, by, command, verify: false);
                }
            }

            held.ForEach(touch => late.Try(End, Office.Rita, touch.Command, touch.Now, verify: false).Refusal.ShouldBeNull());
            prompt.Try(End, null, Commands.Tick, verify: false);
            late.Try(End, null, Commands.Tick, verify: false);
            (Judged(late) == Judged(prompt)).ShouldBeTrue($"seed {seed}\n{Judged(prompt)}\n{prompt.Print()}\n\n{Judged(late)}\n{late.Print()}");
        }
    }

    [Fact]
    public void Pause_AtAnyTime_NeverMakesABreach()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var (plain, paused) = (new Story(new RandomOffice(seed).Make()), new Story(new RandomOffice(seed).Make()));
            var random = new Random(seed);
            var (from, until) = (random.Next(1, 10), random.Next(10, 20));
            foreach (var (index, (now, by, command)) in Script(seed).Where(pair => pair.Command is not (Waive or Pause or Resume)).Index())
            {
                if (index == from || index == until)
                {
                    paused.Try(now, Office.Milo, index == from ? Commands.Pause() : Commands.Resume, verify: false);
                }

                var code = plain.Try(now, by, command, verify: false).Refusal?.Code;
                paused.Try(now, by, command, verify: false).Refusal?.Code.ShouldBe(code, $"seed {seed}");
            }

            plain.Try(End, null, Commands.Tick, verify: false);
            paused.Try(End, Office.Milo, Commands.Resume, verify: false);
            paused.Try(End, null, Commands.Tick, verify: false);
            Breaches(paused).Except(Breaches(plain)).ShouldBeEmpty($"seed {seed}\n{plain.Print()}\n\n{paused.Print()}");
        }
    }

    /// <summary>No two commands in one second: what is told late of such a second counts as the later one.</summary>
    private static IEnumerable<(Instant Now, string? By, LeadCommand Command)> Script(int seed)
    {
        var random = new RandomOffice(seed);
        random.Make();
        return random.Script(25).Select((pair, index) => (pair.Now + Duration.FromSeconds(index), pair.By, pair.Command is ReceiveLead receive ? receive with { Profile = receive.Profile with { Score = 80 } } : pair.Command));
    }

    private static IEnumerable<string> Breaches(Story story) => story.State.Obligations.Where(obligation => obligation.BreachedAt is not null).Select(obligation => obligation.Id);

    private static string Judged(Story story) => string.Join("; ", story.State.Obligations
        .Where(obligation => obligation.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence && obligation.Status != ObligationStatus.Cancelled)
        .Select(obligation => $"{obligation.Clause} {obligation.Status} {Story.Local(obligation.EndedAt)} {Story.Local(obligation.FulfilledAt)}").Order(StringComparer.Ordinal));
}
