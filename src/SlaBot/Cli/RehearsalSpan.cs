using NodaTime;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;

namespace SlaBot.Cli;

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
        fault = words.Week is not null && (words.From ?? words.To) is not null ? "Give either --week or --from and --to, not both." : "";
        if (fault.Length > 0 || !TryWeek(words.Week ?? words.From, out var from, ref fault) || !TryWeek(words.Week ?? words.To, out var to, ref fault)
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
            return history.First is null ? "The history holds no event that can be used." : "The history holds no event up to the instant that was asked for.";
        }

        // Without an event, the week that was named stands for both ends.
        var (earliest, latest) = (history.First ?? Instant.MaxValue, AsOf < history.Last ? AsOf.Value : history.Last ?? Instant.MinValue);
        first = From ?? (history.First is null ? To!.Value : IsoWeek.Of(earliest, zone));
        last = To ?? (history.First is null ? From!.Value : IsoWeek.Of(latest, zone));
        return first.CompareTo(last) > 0 ? $"There is no week to tell: the history runs from {OfHistory(history.First, zone)} to {OfHistory(history.Last, zone)}."
            : Period.DaysBetween(first.Monday, last.Monday) / 7 >= MostWeeks ? $"The history runs from {first} to {last}, more than a hundred years: name the weeks with --from and --to."
            : null;
    }

    private static string OfHistory(Instant? at, DateTimeZone zone) => at is { } instant ? IsoWeek.Of(instant, zone).ToString() : "nothing";

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
            fault = at is null ? $"\"{text}\" is no instant: write one with an offset, such as 2026-06-30T17:00:00-04:00." : "";
        }

        return fault.Length == 0;
    }
}
