using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;

namespace SlaBot.Engine;

/// <summary>What is kept beside published numbers for the meeting about them: the week's review, the month's table,
/// their agendas.</summary>
internal static class ReviewArchive
{
    private const string WeekKind = "review";
    private const string MonthKind = "month";

    /// <summary>A week's review as a document.</summary>
    public static Document Kept(string week, WeekReview review, Instant at) => new(WeekKind, week, review.Write(), at);

    /// <summary>A month's review as a document.</summary>
    public static Document Kept(MonthReview month, Instant at) => new(MonthKind, month.Card.Week, month.Write(), at);

    /// <summary>Every week's review, oldest first.</summary>
    public static IEnumerable<(string Week, WeekReview Review)> Weeks(IReadStore reader) =>
        reader.Documents(WeekKind).OrderBy(document => document.Version, StringComparer.Ordinal)
            .Select(document => (document.Version, WeekReview.Read(document.Body)));

    /// <summary>A week's review; null when none was kept.</summary>
    public static WeekReview? Week(IReadStore reader, string week) =>
        reader.Documents(WeekKind).FirstOrDefault(document => document.Version == week) is { } kept
            ? WeekReview.Read(kept.Body) : null;

    /// <summary>A month's review; null when none was kept.</summary>
    public static MonthReview? Month(IReadStore reader, string month) =>
        reader.Documents(MonthKind).FirstOrDefault(document => document.Version == month) is { } kept
            ? MonthReview.Read(kept.Body) : null;

    /// <summary>The agenda of a week or a month; null when there is none.</summary>
    public static IReadOnlyList<AgendaItem>? Agenda(IReadStore reader, string name) =>
        Week(reader, name)?.Agenda ?? Month(reader, name)?.Agenda;

    /// <summary>Where the time of the listed breaches went.</summary>
    public static IReadOnlyList<CauseLine> Causes(Scorecard card, IReadStore reader,
        Func<string, BusinessCalendar> calendarOf)
    {
        var events = card.Breaches.Select(breach => breach.Lead).Distinct(StringComparer.Ordinal)
            .ToDictionary(lead => lead, lead => reader.Events(lead).Select(storedEvent => storedEvent.Event).ToList(),
                StringComparer.Ordinal);
        return [
            .. card.Breaches.Select(
                breach =>
                    new CauseLine(breach.Lead, breach.Clause, breach.Due,
                        BreachCauses.Of(breach, events[breach.Lead], calendarOf)))];
    }

    /// <summary>Disputes raised or ruled on in the week, by lead; events come lead by lead.</summary>
    public static IReadOnlyList<DisputeLine> Disputes(Scorecard card, IReadStore reader)
    {
        var lines = new List<DisputeLine>();
        foreach (var (lead, happened) in reader.EventsOfLeadsActiveSince(card.From)
            .Where(storedEvent => storedEvent.Event is Disputed or Ruled or Rejected)
            .Select(storedEvent => (storedEvent.Lead, storedEvent.Event)))
        {
            Follow(lines, lead, happened);
        }

        return [
            .. lines.Where(
                line => line.DisputedAt != default && (In(card, line.DisputedAt) || In(card, line.RuledAt)))];
    }

    private static void Follow(List<DisputeLine> lines, string lead, LeadEvent happened)
    {
        var last = lines.Count > 0 && lines[^1].Lead == lead ? lines[^1] : null;
        switch (happened)
        {
            case Rejected rejected: lines.Add(new DisputeLine(lead, rejected.Reason, default, null, null)); break;
            case Disputed when last is not null: lines[^1] = last with { DisputedAt = happened.At }; break;
            case Ruled ruled when last is not null: lines[^1] =
                last with { Upheld = ruled.Upheld, RuledAt = happened.At }; break;
        }
    }

    private static bool In(Scorecard card, Instant? at) => at >= card.From && at < card.To;
}

/// <summary>An item of an agenda (<c>2026-W47</c>, <c>2026-11</c>) that was gone through.</summary>
internal sealed record CheckedItem(string Agenda, string Item, string By, Instant At);
