using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using SlaBot.Actions;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Sandbox;

/// <summary>Moves the manual clock as the page's box says.</summary>
internal sealed partial class ClockControl(IReadStore reader, SandboxActions room, PumpService pumps)
{
    private const string Accepted = "Write +15 min, +2 h, +3 days, Fri 16:00 or an instant such as 2026-11-20T16:00.";

    /// <summary>Moves it; a sentence when it does not move.</summary>
    public async Task<string?> MoveAsync(string said)
    {
        if (!room.HasManualClock)
        {
            return "This clock is the machine's own and cannot be moved.";
        }

        var next = said == "next";
        var to = next ? NextEvent() : Read(said, room.Now, room.Zone);
        if (to is not { } instant)
        {
            return next ? "Nothing is due: no clock runs and no post waits." : Accepted;
        }

        if (instant <= room.Now || instant > room.Now + Duration.FromDays(400))
        {
            return instant <= room.Now
                ? "The clock only moves forward." : "That is more than a year ahead: go in smaller steps.";
        }

        await pumps.AdvanceAsync(instant);
        return null;
    }

    /// <summary>The instant meant: a duration from now, "monday" (09:00), a weekday and time, a local time in the zone
    /// or an instant; null when it is none.</summary>
    public static Instant? Read(string said, Instant now, DateTimeZone zone)
    {
        var words = said.Trim();
        if (string.Equals(words, "monday", StringComparison.OrdinalIgnoreCase))
        {
            return NextMonday(now, zone);
        }

        if (Step().Match(words) is { Success: true } step)
        {
            return now
                + Duration.FromSeconds(
                    long.Parse(step.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds(step.Groups[2].Value));
        }

        if (PeriodPattern.NormalizingIso.Parse(words).TryGetValue(Period.Zero, out var period)
            && period is { Years: 0, Months: 0 })
        {
            return now + period.ToDuration();
        }

        return InstantPattern.ExtendedIso.Parse(words).TryGetValue(default, out var instant)
            ? instant : Local(words, now, zone);
    }

    /// <summary>The first Monday 09:00 after the instant.</summary>
    public static Instant NextMonday(Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        var monday = today.DayOfWeek == IsoDayOfWeek.Monday ? today : today.Next(IsoDayOfWeek.Monday);
        var at = At(monday);
        return at > now ? at : At(monday.PlusWeeks(1));

        Instant At(LocalDate date) => date.At(new LocalTime(9, 0)).InZoneLeniently(zone).ToInstant();
    }

    private Instant? NextEvent()
    {
        var (due, ready) = (reader.NextDue(), reader.NextReady());
        var next = due is null || ready is null ? due ?? ready : Instant.Min(due.Value, ready.Value);
        return next is { } at ? Instant.Max(at, room.Now + Duration.FromSeconds(1)) : null;
    }

    private static Instant? Local(string words, Instant now, DateTimeZone zone)
    {
        var at = words.LastIndexOfAny([' ', 'T', 't']);
        var clock = at < 0 ? words : words[(at + 1)..];
        if (!LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(clock).TryGetValue(default, out var time))
        {
            return null;
        }

        var today = now.InZone(zone).Date;
        var date = at < 0 ? today : NaturalDate.Read(words[..at], today.PlusDays(-1));
        return date?.At(time).InZoneLeniently(zone).ToInstant() is not { } instant ? null
            : instant > now || at >= 0 && words.Contains('-') ? instant
            : at < 0
            ? today.PlusDays(1).At(time).InZoneLeniently(zone).ToInstant()
            : NaturalDate.Read(words[..at], today)?.At(time).InZoneLeniently(zone).ToInstant();
    }

    private static long Seconds(string unit) => char.ToLowerInvariant(unit[0]) switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'w' => 604_800,
        _ => 86_400,
    };

    [GeneratedRegex(@"^\+?\s*([0-9]{1,6})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
