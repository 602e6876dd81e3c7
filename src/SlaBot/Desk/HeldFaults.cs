using System.Collections.Concurrent;
using NodaTime;

namespace SlaBot.Desk;

/// <summary>Something whose fault is held apart, so that it stops nothing else.</summary>
/// <param name="What">What it is, such as <c>lead L7</c>.</param>
/// <param name="Sentence">What is wrong with it; no personal data.</param>
/// <param name="Since">When it first failed.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="NextTry">When it is tried again.</param>
internal sealed record HeldFault(string What, string Sentence, Instant Since, int Attempts, Instant NextTry);

/// <summary>
/// One bad item never stops the others: what failed by itself (a lead's timer, a job, an erasure) stands here with
/// the instant at which it is tried
/// again, is told on the readiness page, and goes when it succeeds. Kept in memory only: what is still wrong after a
/// restart fails again.
/// </summary>
internal sealed class HeldFaults
{
    private static readonly Duration LongestWait = Duration.FromHours(1);
    private readonly ConcurrentDictionary<string, HeldFault> held = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => held.Count;

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<HeldFault> All => [.. held.Values.OrderBy(fault => fault.Since).ThenBy(fault => fault.What, StringComparer.Ordinal)];

    /// <summary>True unless it is held back and its next try lies ahead.</summary>
    public bool MayTry(string key, Instant now) => !held.TryGetValue(key, out var fault) || fault.NextTry <= now;

    /// <summary>When the first of those whose keys begin so is tried again; null when none is held.</summary>
    public Instant? NextTry(string prefix)
    {
        Instant? next = null;
        foreach (var (key, fault) in held)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && (next is null || fault.NextTry < next))
            {
                next = fault.NextTry;
            }
        }

        return next;
    }

    /// <summary>
    /// Holds it back, each time for longer: half a minute, then twice as long up to an hour. True when it was not
    /// held before.
    /// </summary>
    public bool Hold(string key, string what, string sentence, Instant now)
    {
        var fault = held.AddOrUpdate(
            key,
            _ => new HeldFault(what, sentence, now, 1, now + Wait(1)),
            (_, before) => before with { Sentence = sentence, Attempts = before.Attempts + 1, NextTry = now + Wait(before.Attempts + 1) });
        return fault.Attempts == 1;
    }

    /// <summary>It succeeded.</summary>
    public void Release(string key)
    {
        if (!held.IsEmpty)
        {
            held.TryRemove(key, out _);
        }
    }

    /// <summary>Lets go of those whose keys begin so and whose next try has come.</summary>
    public void ReleaseThoseDue(string prefix, Instant now)
    {
        foreach (var (key, fault) in held)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && fault.NextTry <= now)
            {
                held.TryRemove(key, out _);
            }
        }
    }

    private static Duration Wait(int attempts) => Duration.Min(Duration.FromSeconds(30L << Math.Min(attempts - 1, 10)), LongestWait);
}
