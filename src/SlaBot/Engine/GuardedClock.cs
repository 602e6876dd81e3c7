using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace SlaBot.Engine;

/// <summary>What is kept on file of the clock, so that the next start can tell whether it was set meanwhile.</summary>
/// <param name="At">The time that it showed.</param>
/// <param name="Uptime">How long the machine was up then, in seconds.</param>
/// <param name="Boot">Which start of the machine that was, a digest; 0 when not known.</param>
/// <param name="JumpedFrom">Where the last jump that was taken over began; null when there was none, or none that still
/// matters.</param>
/// <param name="JumpedTo">Where it ended.</param>
internal sealed record ClockMark(
    Instant At, long Uptime, long Boot, Instant? JumpedFrom = null, Instant? JumpedTo = null);

/// <summary>Something that happened to the clock, to be told.</summary>
internal sealed record ClockNews(ClockNewsKind Kind, Instant From, Instant To, Instant Until);

/// <summary>Kinds of it.</summary>
internal enum ClockNewsKind
{
    /// <summary>The machine's clock jumped; the bot goes on by the time that it had.</summary>
    Jumped,

    /// <summary>The machine's clock is back where it should be.</summary>
    Returned,

    /// <summary>The machine's clock stayed where it jumped to, and is believed now.</summary>
    TakenOver,

    /// <summary>The bot starts long after it stopped, on a machine that was started meanwhile: nothing but its clock
    /// says what time it is.</summary>
    LongStop,
}

/// <summary>
/// The machine's clock, guarded: between two readings it may not move by more than an hour more or less than the
/// machine itself counted. When it does, it is not believed at once: time goes on from where it was, by the machine's
/// count, for ten minutes; if the clock is back by then nothing has happened, else the new time is taken over. See
/// decision 0013.
/// </summary>
internal sealed class GuardedClock : IClock, ITimeMode
{
    /// <summary>A larger step is a jump.</summary>
    public static readonly Duration LargestStep = Duration.FromHours(1);

    /// <summary>For so long a jump is not believed.</summary>
    public static readonly Duration LongestDoubt = Duration.FromMinutes(10);

    /// <summary>A stop of this length is nothing unusual.</summary>
    public static readonly Duration LongestStop = Duration.FromDays(14);

    /// <summary>After a jump that was taken over, so long a history of the new time is wanted before anything is
    /// published by it.</summary>
    public static readonly Duration History = Duration.FromDays(1);

    private readonly Lock gate = new();
    private readonly Queue<ClockNews> news = [];
    private readonly TimeProvider time;
    private readonly long boot;
    private (Instant At, Duration Up) anchor;
    private (Instant From, Instant To, Duration Up, Duration Off)? doubt;
    private readonly Instant stopped;
    private Duration? unsureSince;
    private (Instant From, Instant To)? jumped;

    public GuardedClock(TimeProvider time, string? bootId = null, ClockMark? mark = null)
    {
        (this.time, boot) = (time, Digest(bootId));
        var (wall, up) = (Wall(), Up());
        anchor = (wall, up);
        if (mark is null)
        {
            return;
        }

        stopped = mark.At;
        jumped = mark is { JumpedFrom: { } from, JumpedTo: { } to } ? (from, to) : null;
        if (boot != 0 && mark.Boot == boot && up >= Duration.FromSeconds(mark.Uptime))
        {
            // The same start of the machine: its count says how much time has passed, whoever set the clock meanwhile.
            anchor = (mark.At, Duration.FromSeconds(mark.Uptime));
        }
        else if (wall < mark.At - LargestStep)
        {
            // Time does not run back: until the clock has stood for a while, what is on file is believed rather than
            // it.
            anchor = (mark.At, up);
        }
        else if (wall > mark.At + LargestStep)
        {
            unsureSince = up;
            jumped = wall > mark.At + LongestStop ? (mark.At, wall) : jumped;
            var until = wall + (jumped is null ? LongestDoubt : History);
            news.Enqueue(new ClockNews(ClockNewsKind.LongStop, mark.At, wall, until));
        }
    }

    /// <inheritdoc/>
    public bool StandsStill => false;

    /// <summary>Where the clock jumped from and to, while it is not believed; null while it is.</summary>
    public (Instant From, Instant To)? Doubt
    {
        get
        {
            lock (gate)
            {
                Read();
                return doubt is { } pair ? (pair.From, pair.To) : null;
            }
        }
    }

    /// <summary>True for a while after a start that nothing but the machine's clock vouches for: what became due
    /// meanwhile is decided when it is over.</summary>
    public bool IsUnsure
    {
        get
        {
            lock (gate)
            {
                Read();
                return unsureSince is not null;
            }
        }
    }

    /// <inheritdoc/>
    public Instant GetCurrentInstant()
    {
        lock (gate)
        {
            return Read();
        }
    }

    /// <summary>When that which is due then may be done that publishes; the instant itself as a rule.</summary>
    public Instant Publishes(Instant due)
    {
        lock (gate)
        {
            var now = Read();
            var sure = unsureSince is { } since ? now + LongestDoubt - (Up() - since) : Instant.MinValue;
            var history = jumped is var (from, to) && due > from ? to + History : Instant.MinValue;
            return Instant.Max(due, Instant.Max(sure, history));
        }
    }

    /// <summary>What is to be kept on file; null while the clock is not believed, when what is there stays.</summary>
    public ClockMark? Mark()
    {
        lock (gate)
        {
            var now = Read();
            return doubt is not null || unsureSince is not null
                ? null
                : new ClockMark(now, (long)Up().TotalSeconds, boot, jumped?.From, jumped?.To);
        }
    }

    /// <summary>What happened since this was asked last.</summary>
    public IReadOnlyList<ClockNews> TakeNews()
    {
        lock (gate)
        {
            Read();
            ClockNews[] taken = [.. news];
            news.Clear();
            return taken;
        }
    }

    private Instant Read()
    {
        var (wall, up) = (Wall(), Up());
        var expected = anchor.At + (up - anchor.Up);
        var off = wall - expected;
        if (IsStep(off))
        {
            return unsureSince is null ? Doubted(wall, up, expected, off) : Unsure(wall, up);
        }

        if (doubt is { } over)
        {
            doubt = null;
            news.Enqueue(new ClockNews(ClockNewsKind.Returned, over.From, over.To, wall));
        }

        unsureSince = up - unsureSince >= LongestDoubt ? null : unsureSince;
        jumped = jumped is var (_, to) && wall >= to + History ? null : jumped;

        // Not with every reading, or many small steps would pass as none.
        anchor = up - anchor.Up >= LargestStep ? (wall, up) : anchor;
        return wall;
    }

    private Instant Doubted(Instant wall, Duration up, Instant expected, Duration off)
    {
        if (doubt is not { } pair || IsStep(off - pair.Off))
        {
            doubt = (expected, wall, up, off);
            news.Enqueue(new ClockNews(ClockNewsKind.Jumped, expected, wall, expected + LongestDoubt));
            return expected;
        }

        if (up - pair.Up < LongestDoubt)
        {
            return expected;
        }

        (doubt, anchor) = (null, (wall, up));
        jumped = off > Duration.Zero ? (expected, wall) : null;
        var until = wall + (jumped is null ? Duration.Zero : History);
        news.Enqueue(new ClockNews(ClockNewsKind.TakenOver, expected, wall, until));
        return wall;
    }

    // There is no time to go on by: the clock is followed, and its last step begins the wait anew.
    private Instant Unsure(Instant wall, Duration up)
    {
        anchor = (wall, up);
        unsureSince = up;
        jumped = wall > stopped + LongestStop ? (stopped, wall) : null;
        return wall;
    }

    private static bool IsStep(Duration off) => off > LargestStep || off < -LargestStep;

    private Instant Wall() => Instant.FromDateTimeOffset(time.GetUtcNow());

    private Duration Up() => Duration.FromTicks(time.GetElapsedTime(0).Ticks);

    private static long Digest(string? bootId) => string.IsNullOrEmpty(bootId)
        ? 0
        : BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(bootId)));
}
