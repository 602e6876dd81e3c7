using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Reads off a history line's fields what the agreement asks for: which required and enriched ones are there,
/// and the profile for the fit criteria.</summary>
internal sealed class HistoryFields(SlaPolicy policy, People? people)
{
    private readonly bool asksForUpdates = policy.Clauses.Any(clause => clause.Kind == ClauseKind.StatusUpdate);
    private DecisionContext? terms;

    private readonly IReadOnlyList<string> required = policy.Quotas.Completeness?.Fields ?? [];
    private readonly IReadOnlyList<string> enriched = policy.Quotas.Enrichment?.Fields ?? [];

    /// <summary>How many of the required and the enriched fields are there.</summary>
    internal MqlData Data(IReadOnlyDictionary<string, string> sent) =>
        new(required.Count, Present(required, sent), enriched.Count, Present(enriched, sent));

    /// <summary>Whether a rejection with this reason goes on to the next rep: no decision, as the agreement's reject
    /// reasons say.</summary>
    internal bool IsReroute(string? reason) => policy.IsReroute(reason);

    /// <summary>All that is looked for in what was sent by the MQL instant.</summary>
    internal MqlFound Find(IReadOnlyDictionary<string, string> sent, Instant at) =>
        new(Data(sent), FitsIcp(sent, at), TierOf(sent, at));

    internal bool? FitsIcp(IReadOnlyDictionary<string, string> sent, Instant at) =>
        policy.Icp is { } icp ? CriterionJudge.Judge(icp, SentProfile.All(sent), icp, at) == Finding.Met : null;

    /// <summary>
    /// The tier that the customer's own criteria give to a lead whose sender gave none, as for a live one; null
    /// otherwise. The criteria that a template brings along are a guess of the product's, and a history is not judged
    /// by them.
    /// </summary>
    internal string? TierOf(IReadOnlyDictionary<string, string> sent, Instant at) =>
        policy.Tiers.Count == 0 || policy.IsDefault("Tiers")
            || !string.IsNullOrWhiteSpace(sent.GetValueOrDefault("tier"))
            ? null : policy.TierOf(SentProfile.All(sent), at);

    /// <summary>From which second on a lead's own clocks, which the metrics compute, do not say who owed what: it has a
    /// second owner, or owes something again and again; never where they do.</summary>
    internal long NeedsClocksFrom(List<Fact> told)
    {
        var (first, second, other) = (LeadFacts.Never, LeadFacts.Never, LeadFacts.Never);
        foreach (var fact in told)
        {
            if (fact.Kind == FactKind.Assigned)
            {
                second = Math.Min(second, Math.Max(first, fact.At));
                first = Math.Min(first, fact.At);
            }
            else if (fact.Kind == FactKind.Disputed || (asksForUpdates && fact.Kind == FactKind.Accepted))
            {
                other = Math.Min(other, fact.At);
            }
        }

        return Math.Min(second, other);
    }

    /// <summary>What the past is decided under; nobody is reminded of it.</summary>
    internal DecisionContext Terms => terms ??= new DecisionContext
    {
        Policy = policy with
        {
            Clauses = [.. policy.Clauses.Select(clause => clause with { Warnings = [], Ladder = [] })],
        },
        People = people ?? new People([]),
        CalendarOf = CalendarOf,
        Place = (_, _) => throw new InvalidOperationException("The past says itself who got a lead."),
        AbsenceOf = (_, _) => null,
    };

    private BusinessCalendar CalendarOf(string version) =>
        people?.All.FirstOrDefault(person => person.Calendar.Version == version)?.Calendar ?? policy.Calendar;

    private static int Present(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> sent)
    {
        var present = 0;
        LeadProfile? profile = null;
        for (var i = 0; i < names.Count; i++)
        {
            present += sent.ContainsKey(names[i]) || (profile ??= SentProfile.All(sent)).Field(names[i]) is not null
                ? 1 : 0;
        }

        return present;
    }
}
