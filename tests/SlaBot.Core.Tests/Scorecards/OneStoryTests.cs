using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>
/// Random lives through the decider: an obligation, the metric of its clause and the attainment tell one story, second for second; and the same life,
/// told as a history and rehearsed, gives the live numbers. A failure names its seed and the shortest script that still fails.
/// </summary>
public class OneStoryTests
{
    private const int Lives = 700;
    private static readonly Instant End = Story.At("12-31 23:00");

    private static readonly string[] Rehearsed =
    [
        "mqlVolume", "acceptance", "rejectReasons", "qualityScore", "handoff", "speedToLead", "cadence", "decision", "disposition", "feedback", "conversion", "velocity", "pipeline", "won",
        "statusUpdates", "attainment", "owners", "handovers", "breaches", "breachTotal", "sources",
    ];

    [Fact]
    public void AnyLife_ItsObligationsMetricsAndAttainment_TellOneStory() => ForAny(StoriesThatDiffer);

    [Fact]
    public void AnyLife_ToldAsAHistoryAndRehearsed_GivesTheLiveNumbers() => ForAny(NumbersThatDiffer);

    private static void ForAny(Func<Story, int, string?> fault)
    {
        for (var seed = 0; seed < Lives; seed++)
        {
            var (office, script) = Life(seed);
            if (fault(Run(office, script), seed) is null)
            {
                continue;
            }

            var others = Enumerable.Range(seed + 1, Lives - seed - 1).Select(other => (Seed: other, Fault: fault(Run(Life(other).Office, Life(other).Script), other)))
                .Where(other => other.Fault is not null).ToList();
            for (var at = script.Count - 1; at > 0; at--)
            {
                var shorter = script.Where((_, index) => index != at).ToList();
                script = fault(Run(office, shorter), seed) is null ? script : shorter;
            }

            var story = Run(office, script);
            throw new ShouldAssertException($"seed {seed}: {fault(story, seed)}\n{string.Join('\n', script.Select(pair => $"{Story.Local(pair.Now)} at {Story.Local(pair.At)} {pair.By} {pair.Command}"))}\n{story.Print()}\n{string.Join('\n', office.Policy.Clauses)}\n{others.Count} later seeds fail too:\n{string.Join('\n', others.Take(40))}");
        }
    }

    private static (Office Office, List<(Instant Now, Instant? At, string? By, LeadCommand Command)> Script) Life(int seed)
    {
        var random = new RandomOffice(seed);
        var office = random.Make();
        return (office, random.Script(14));
    }

    private static Story Run(Office office, List<(Instant Now, Instant? At, string? By, LeadCommand Command)> script)
    {
        var story = new Story(office);
        foreach (var (now, at, by, command) in script)
        {
            story.Try(now, by, command, at, verify: false);
        }

        story.Try(End, null, Commands.Tick, verify: false);
        return story;
    }

    /// <summary>Of clauses that nobody handed over and nobody excused: what the card says, what the metric says, what the attainment says, to the second.</summary>
    private static string? StoriesThatDiffer(Story story, int seed)
    {
        if (story.Events.Any(happened => happened is Erased or Ruled { Upheld: false } or Recycled))
        {
            // Erasure ends every clock; what comes back is another life.
            return null;
        }

        foreach (var kind in new[] { ClauseKind.Handoff, ClauseKind.FirstTouch, ClauseKind.Decision, ClauseKind.Cadence, ClauseKind.Disposition })
        {
            if (kind == ClauseKind.Decision && story.Events.Any(happened => happened is Rejected { Then: RejectConsequence.Reroute }))
            {
                // The seller has decided, the lead has not: whoever gets it next does.
                continue;
            }

            var obligations = story.State.Obligations.Where(obligation => obligation.Clause == kind).ToList();
            if (obligations is not [{ EndedAt: { } at } card] || card.Status == ObligationStatus.Waived)
            {
                continue;
            }

            var shown = card.Status switch { ObligationStatus.Met => "met", ObligationStatus.Breached => "missed", _ => "not judged" };
            var (then, before) = (Told(story, kind, at), Told(story, kind, at - Duration.FromSeconds(1)));
            var wanted = $"{shown} on the card, {shown} in the metric, {shown} in the attainment";
            var got = $"{shown} on the card, {then.Metric} in the metric, {then.Attainment} in the attainment";
            if (got != wanted || before != ("not judged", "not judged"))
            {
                return $"{card.Id} ended {Story.Local(at)}: {got}; a second before {before}";
            }
        }

        return null;
    }

    private static (string Metric, string Attainment) Told(Story story, ClauseKind kind, Instant asOf)
    {
        var policy = story.Office.Policy;
        var week = IsoWeek.Of(asOf, policy.Calendar.Zone);
        var card = ScorecardMaker.Make([LiveFacts.Of(Commands.Lead, story.Events)], policy, week, asOf, null, Calendars(story), story.Office.Everyone);
        Share metric = kind switch
        {
            ClauseKind.Handoff => card.Handoff.Share,
            ClauseKind.FirstTouch => card.SpeedToLead.Compliance,
            ClauseKind.Decision => card.Decision,
            ClauseKind.Cadence => card.Cadence,
            _ => card.Disposition,
        };
        return (Words(metric), Words(card.Attainment.FirstOrDefault(line => line.Clause == kind.Name())?.Raw ?? new Share()));
    }

    private static string Words(Share share) => share switch { { Den: 0 } => "not judged", { Num: 1, Den: 1 } => "met", { Num: 0, Den: 1 } => "missed", _ => $"{share.Num} of {share.Den}" };

    private static string? NumbersThatDiffer(Story story, int seed)
    {
        if (HoldsWhatNoLineTells(story.Events) || IsPausedOnTheWay(story))
        {
            return null;
        }

        var (policy, people) = (story.Office.Policy, story.Office.Everyone);
        var history = new HistoryLeads(policy, people);
        foreach (var line in HistoryLines.Of(Commands.Lead, story.Events))
        {
            history.Add(Encoding.UTF8.GetBytes(line));
        }

        // A history without deliveries takes the assignment for them.
        var tellsHandoff = story.Events.Any(happened => happened is CardDelivered)
            || policy.Clauses.All(clause => clause.Kind != ClauseKind.Handoff || clause.Until == HandoffEnd.Assigned);
        var (live, past) = (LiveFacts.Of(Commands.Lead, story.Events), history.Facts().Single());

        // No line tells of an erasure, which ends every clock.
        var end = story.Events.FirstOrDefault(happened => happened is Erased)?.At ?? End;
        for (var week = new IsoWeek(2026, 46); week.CompareTo(new IsoWeek(2026, 53)) <= 0 && week.From(policy.Calendar.Zone) < end; week = week.Next)
        {
            var asOf = Instant.Min(week.LastSecond(policy.Calendar.Zone), end - Duration.FromSeconds(1));
            var wanted = Json(ScorecardMaker.Make([live], policy, week, asOf, null, Calendars(story), people));
            var got = Json(ScorecardMaker.Make([past], policy, week, asOf, null, null, people));
            foreach (var member in Rehearsed.Where(member => !JsonNode.DeepEquals(Of(wanted, member, tellsHandoff), Of(got, member, tellsHandoff))))
            {
                return $"{week} {member}: {wanted[member]!.ToJsonString()} live, {got[member]!.ToJsonString()} rehearsed";
            }
        }

        return history.BadLines == 0 ? null : string.Join('\n', history.Faults);
    }

    private static JsonNode? Of(JsonObject card, string member, bool withHandoff) => (member, withHandoff) switch
    {
        ("handoff" or "breachTotal", false) => null,
        ("attainment" or "breaches", false) => new JsonArray([.. card[member]!.AsArray().Where(line => (string?)line!["clause"] != "handoff").Select(line => line!.DeepClone())]),
        _ => card[member],
    };

    /// <summary>That a lead left its owner for the queue; and old news, from which no next update is owed: an update told after a later one, or after the handover that it came before.</summary>
    private static bool HoldsWhatNoLineTells(IReadOnlyList<LeadEvent> events) => events.SkipWhile(happened => happened is not Assigned).Any(happened => happened is Queued)
        || events.Any(update => update is StatusUpdated && events.TakeWhile(happened => happened != update).Any(happened => happened is Assigned or StatusUpdated && happened.At > update.At));

    /// <summary>A decision that a pause holds when the lead goes on to the next rep is met on the card, and not made in the metric: only the one still waits for the pause to end.</summary>
    private static bool IsPausedOnTheWay(Story story) => story.Events.Any(happened => happened is Paused) && story.Events.Any(happened => happened is Rejected { Then: RejectConsequence.Reroute });

    private static JsonObject Json(Scorecard card) => JsonNode.Parse(ScorecardJson.Write(card))!.AsObject();

    private static Func<string, SlaBot.Core.Time.BusinessCalendar> Calendars(Story story) => story.Office.Terms.CalendarOf;
}
