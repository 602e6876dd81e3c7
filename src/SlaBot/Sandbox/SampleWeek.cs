using System.Diagnostics.CodeAnalysis;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Sandbox;

/// <summary>What a played week came to.</summary>
internal sealed record WeekPlayed(int Leads, int Actions, Instant Now);

/// <summary>Plays a week of made-up work on the manual clock, the same every time: leads arrive, reps work them well,
/// late or not at all.</summary>
internal sealed class SampleWeek(LeadCommandProcessor engine, IReadStore reader, SampleLeadSender samples,
    SandboxActions room, CurrentAgreement rules, PumpService pumps)
{
    /// <summary>Why it does not play under the machine's own clock.</summary>
    public const string NeedsManualClock =
        "A week can be played only under the manual clock: set Clock:Mode to Manual in a Development environment.";

    private readonly SemaphoreSlim semaphoreSlim = new(1, 1);

    /// <summary>Plays from this week's Monday (or, when that is past, the next) to the Monday after at 09:00; null
    /// under the machine's own clock.</summary>
    public async Task<WeekPlayed?> PlayAsync(CancellationToken stop)
    {
        if (!room.HasManualClock)
        {
            return null;
        }

        await semaphoreSlim.WaitAsync(stop);
        try
        {
            return await RunAsync(stop);
        }
        finally
        {
            semaphoreSlim.Release();
        }
    }

    private async Task<WeekPlayed> RunAsync(CancellationToken stop)
    {
        var (monday, leads, actions) = (FirstDay(), 0, 0);
        var (end, steps) = (Start(monday.PlusWeeks(1)), new SampleSchedule());
        foreach (var plan in SampleWeekScript.Plans)
        {
            steps.Add(room.Zone.AtLeniently(monday.PlusDays(plan.Day).At(plan.Time)).ToInstant(),
                () => ArriveAsync(plan));
        }

        while (steps.TryTake(end, out var at, out var step))
        {
            await MoveAsync(at, stop);
            await step();
            await pumps.SettleAsync(stop);
        }

        await MoveAsync(end, stop);
        return new WeekPlayed(leads, actions, room.Now);

        async Task ArriveAsync(LeadPlan plan)
        {
            var (sent, state) = await samples.SendAsync();
            leads++;
            foreach (var (at, action) in rules.Now.People.Find(state?.Owner) is { } rep
                ? SampleWeekScript.Actions(plan.Kind, sent.Id, rep, rules.Now, room.Now) : [])
            {
                steps.Add(at, async () => actions += await DoAsync(action));
            }
        }
    }

    // Whoever owns the lead by then does it; an action that no longer fits (rerouted, ended) is refused and left out,
    // as people would.
    private async Task<int> DoAsync(LeadCommand action)
    {
        if ((action.By ?? reader.Lead(action.Lead)?.Owner) is not { } by)
        {
            return 0;
        }

        var answer = await engine.SubmitAsync(action with { By = by, FromChat = true });
        return answer.Ok ? 1 : 0;
    }

    private LocalDate FirstDay()
    {
        var now = room.Now.InZone(room.Zone).LocalDateTime;
        return now.DayOfWeek == IsoDayOfWeek.Monday && now.TimeOfDay < new LocalTime(12, 0)
            ? now.Date : now.Date.Next(IsoDayOfWeek.Monday);
    }

    private Instant Start(LocalDate monday) => room.Zone.AtLeniently(monday.At(new LocalTime(9, 0))).ToInstant();

    private Task MoveAsync(Instant to, CancellationToken stop) =>
        to > room.Now ? pumps.AdvanceAsync(to, stop) : Task.CompletedTask;
}

/// <summary>Steps in order of their instants, those of one instant in the order in which they were added.</summary>
internal sealed class SampleSchedule
{
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> steps = new();
    private int order;

    /// <summary>Adds a step.</summary>
    public void Add(Instant at, Func<Task> step) => steps.Enqueue(step, (at, order++));

    /// <summary>Takes the next step before the end; false when there is none.</summary>
    public bool TryTake(Instant end, out Instant at, [NotNullWhen(true)] out Func<Task>? step)
    {
        var any = steps.TryDequeue(out step, out var when) && when.At < end;
        at = when.At;
        return any;
    }
}
