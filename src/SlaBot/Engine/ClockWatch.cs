using NodaTime;
using NodaTime.Text;

namespace SlaBot.Engine;

/// <summary>Looks after the machine's clock: keeps on file what it showed, and tells when it jumped (log, Admin,
/// readiness).</summary>
internal sealed partial class ClockWatch(LeadCommandProcessor engine, JobScheduler jobs, IClock clock,
    ILogger<ClockWatch> log)
{
    private static readonly Duration Every = Duration.FromMinutes(1);
    private readonly GuardedClock? guarded = clock as GuardedClock;
    private ClockMark? kept;

    /// <summary>Why the clock is not believed; null while it is.</summary>
    public string? Fault => guarded?.Doubt is var (from, to)
        ? $"this machine's clock jumped from {Words(from)} to {Words(to)}: SlaBot goes on by the time that it had; "
            + $"set the clock right"
        : null;

    /// <summary>True while what became due is not to be decided yet.</summary>
    public bool Holds => guarded?.IsUnsure == true;

    /// <summary>Once in each round of the pumps.</summary>
    public async Task LookAsync()
    {
        if (guarded is null)
        {
            return;
        }

        foreach (var news in guarded.TakeNews())
        {
            await TellAsync(news);
        }

        // At once after a jump that was taken over: a restart must know of it.
        if (guarded.Mark() is { } mark && IsNews(mark))
        {
            kept = mark;
            await engine.RecordAsync((_, batch) => batch.Clock = mark);
        }
    }

    private bool IsNews(ClockMark mark) =>
        kept is null || mark.At - kept.At >= Every || mark.At < kept.At || mark.JumpedTo != kept.JumpedTo;

    private async Task TellAsync(ClockNews news)
    {
        LogNews(log, news.Kind, news.From, news.To);
        var alarm = news.Kind switch
        {
            ClockNewsKind.Jumped => new AlarmIntent(
                "This machine's clock jumped",
                $"It went from {Words(news.From)} to {Words(news.To)}, while the machine counted no such time. "
                    + "SlaBot goes on by the time that it had: nothing is decided or posted by the new one.",
                "Set the clock right (time service). If the new time is right, nothing need be done: "
                    + $"it is taken over {Words(news.Until)}, when the clock still stands by it."),
            ClockNewsKind.Returned =>
                new AlarmIntent("This machine's clock is right again",
                    "It had jumped to " + Words(news.To) + ". Nothing was decided or posted by that time."),
            ClockNewsKind.TakenOver when news.Until > news.To => new AlarmIntent(
                "This machine's new time is taken over",
                $"The clock went from {Words(news.From)} to {Words(news.To)} and stayed there. Deadlines that passed "
                + $"in between are decided now.",
                $"Scorecards and reviews of that time are posted {Words(news.Until)}, when the data have a day's "
                + $"history by the new time. "
                    + "If the clock is wrong, set it right before."),
            ClockNewsKind.TakenOver =>
                new AlarmIntent("This machine's new time is taken over",
                    $"The clock went back from {Words(news.From)} to {Words(news.To)} and stayed there."),
            ClockNewsKind.LongStop => new AlarmIntent(
                "SlaBot starts after a long stop",
                $"The data end at {Words(news.From)}, the clock of this machine, which was started meanwhile, says "
                + $"{Words(news.To)}. "
                    + "Deadlines that passed in between are decided in ten minutes.",
                $"Scorecards and reviews of that time are posted from {Words(news.Until)} on. If the clock is wrong, "
                + $"set it right before."),
        };
        await engine.RecordAsync((at, batch) => at.Intent(batch, [Alarm(news, alarm, at.Now)]));
        if (news.Kind == ClockNewsKind.TakenOver)
        {
            // What was armed by the other time is armed anew.
            await jobs.ArmAsync();
        }
    }

    private static OutboxItem Alarm(ClockNews news, AlarmIntent alarm, Instant now) => new()
    {
        Key = $"alarm|clock|{news.Kind}|{news.From.ToUnixTimeSeconds()}|{news.To.ToUnixTimeSeconds()}",
        Address = ChatAddress.Admin,
        Intent = alarm,
        NotBefore = now,
        CreatedAt = now,
    };

    private static string Words(Instant at) =>
        InstantPattern.General.Format(Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()));

    [LoggerMessage(1203, LogLevel.Error,
        "This machine's clock: {Kind}, from {From} to {To}. A jump is not believed for ten minutes; set the clock "
        + "right.")]
    private static partial void LogNews(ILogger log, ClockNewsKind kind, Instant from, Instant to);
}
