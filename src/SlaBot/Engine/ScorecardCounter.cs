using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;

namespace SlaBot.Engine;

/// <summary>Counts the scorecard of a week from the stored facts of the leads.</summary>
internal sealed class ScorecardCounter(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules)
{
    /// <summary>The numbers of a week from the facts, as of an instant (null: its last second).</summary>
    public Scorecard Make(IsoWeek week, Instant? asOf, ScorecardScope? scope) =>
        Make(reader, rules.Now, engine.Calendars.Of, week, asOf, scope);

    /// <summary>The same, and the same again for every source, owner or team, all in one reading.</summary>
    public (Scorecard Whole, SliceTally Slices) Split(IsoWeek week, Instant? asOf, SliceBy by)
    {
        var book = rules.Now;
        var slices = new SliceTally(by, book.Policy, week, asOf ?? week.LastSecond(book.Policy.Calendar.Zone),
            engine.Calendars.Of, book.People);
        return (Make(reader, book, engine.Calendars.Of, week, asOf, null, slices.Add), slices);
    }

    /// <summary>The numbers, for a reader beside the engine.</summary>
    /// <param name="reader">The leads.</param>
    /// <param name="book">The agreement and the people.</param>
    /// <param name="calendarOf">The calendars that obligations froze.</param>
    /// <param name="week">The week.</param>
    /// <param name="asOf">Later events do not exist; null for the week's last second.</param>
    /// <param name="scope">Which leads; null for all, with the money.</param>
    /// <param name="also">Is given each lead too.</param>
    public static Scorecard Make(
        IReadStore reader, AgreementRules book, Func<string, BusinessCalendar> calendarOf, IsoWeek week, Instant? asOf,
        ScorecardScope? scope, Action<LeadFacts>? also = null)
    {
        var policy = book.Policy;
        var zone = policy.Calendar.Zone;
        var month = zone.AtStartOfDay(week.Monday.With(DateAdjusters.StartOfMonth)).ToInstant();
        var end = asOf ?? week.LastSecond(zone);
        var tally = new ScorecardTally(policy, week, end, scope, calendarOf, book.People);
        var money = new MoneyTally(policy, week.Sunday.ToYearMonth(), end, scope is null ? reader.Spend() : []);
        foreach (var lead in reader.FactsThatCount(Instant.Min(ConversionWindows.Since(policy, week.From(zone)), month),
            end, policy, book.People))
        {
            tally.Add(lead);
            money.Add(lead);
            also?.Invoke(lead);
        }

        return tally.ToScorecard() with { Money = money.ToLines() };
    }
}

/// <summary>A week's numbers by source, owner, team, region or segment: the same definitions over each one's
/// leads.</summary>
internal static class ScorecardSlices
{
    /// <summary>A scorecard a source, owner, team, region or segment, by name.</summary>
    public static IReadOnlyList<Scorecard> Of(ScorecardCounter weekly, People people, IsoWeek week, Instant? asOf,
        string by)
    {
        var (whole, slices) = weekly.Split(week, asOf, Enum.Parse<SliceBy>(by, ignoreCase: true));
        IEnumerable<string> names = by switch
        {
            "source" => whole.Sources.Select(line => line.Source),
            "owner" => whole.Owners.Select(line => line.Owner),
            "region" => Regions(whole, people),
            "segment" => whole.MqlVolume.Segments.Select(line => line.Segment),
            _ => people.All.Select(person => person.Team).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase),
        };
        // A lead that came before this week is judged in it all the same, and counts for its slice.
        return [
            .. names.Concat(slices.Names.Order(StringComparer.OrdinalIgnoreCase)).Select(name => name.Trim())
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(slices.Of)];
    }

    // Those that leads came from this week, are promised, or that somebody works in.
    private static IEnumerable<string> Regions(Scorecard whole, People people) =>
        whole.MqlVolume.Regions.Select(line => line.Region)
            .Concat(people.All.Select(person => person.Region).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The slices as one JSON object.</summary>
    public static string Json(IsoWeek week, string by, IReadOnlyList<Scorecard> slices) =>
        $$"""{"week":"{{week}}","by":"{{by}}","scorecards":[{{Joined(slices)}}]}""";

    private static string Joined(IReadOnlyList<Scorecard> slices) =>
        string.Join(',', slices.Select(ScorecardJson.Write));
}

/// <summary>Makes the facts that a store keeps beside the events, and reads them back; the store itself knows them as
/// bytes.</summary>
internal static class StoredFacts
{
    /// <summary>What a store is handed of a lead's events, all of them or those that were added.</summary>
    public static FactPack Of(IEnumerable<LeadEvent> events) => FactPack.Of(events);

    /// <summary>What a store is handed of all of a lead's events, from the first: what was taken back is none, and a test
    /// has none.</summary>
    public static FactPack OfWhole(IReadOnlyList<LeadEvent> events) =>
        FactPack.Of(events is [LeadReceived { IsTest: true }, ..] ? [] : LeadLog.WithoutUndone(events));

    /// <summary>The facts of every lead that can matter between two instants (<see cref="IReadStore.FactPacks"/>).
    /// Streams.</summary>
    /// <param name="reader">The leads.</param>
    /// <param name="since">The first instant.</param>
    /// <param name="asOf">The last one.</param>
    /// <param name="policy">The agreement under which an imported lead's data is looked at.</param>
    /// <param name="people">For the calendars of an imported lead's owners.</param>
    public static IEnumerable<LeadFacts> FactsThatCount(this IReadStore reader, Instant since, Instant asOf,
        SlaPolicy policy, People? people = null)
    {
        var facts = new FactReader(policy, people);
        foreach (var (lead, pack) in reader.FactPacks(since, asOf))
        {
            yield return facts.Read(lead, pack);
        }
    }
}
