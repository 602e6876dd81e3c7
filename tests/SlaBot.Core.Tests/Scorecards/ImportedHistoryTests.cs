using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Scorecards;

public class ImportedHistoryTests
{
    private const int Histories = 300;
    private static readonly Instant Today = Instant.FromUtc(2027, 6, 1, 12, 0);

    [Fact]
    public void Weeks_OfAnImportedHistory_AreThoseOfItsRehearsal()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            // Whether a history tells deliveries at all is known of a whole file only, not of one lead of a data file.
            var random = new RandomHistory(seed, asksForDelivery: false);
            var rehearsed = new HistoryLeads(random.Policy);
            random.Lines.ForEach(line => rehearsed.Add(Encoding.UTF8.GetBytes(line)));
            var imported = Import(random).ToList();
            Instant? asOf = seed % 3 == 0 ? random.SomeInstant() : null;
            for (var week = random.First; week.CompareTo(random.Last) <= 0; week = week.Next)
            {
                Json(imported, random, week, asOf).ShouldBe(Json(rehearsed.Facts(), random, week, asOf), $"seed {seed} {week}\n{string.Join('\n', random.Lines)}");
            }
        }
    }

    [Fact]
    public void Weeks_AfterAnErasure_AreThoseOfBefore()
    {
        for (var seed = 0; seed < Histories / 10; seed++)
        {
            var random = new RandomHistory(seed);
            random.Lines.Sort((a, b) => string.CompareOrdinal(InstantOf(a), InstantOf(b)));
            var events = Events(random);
            var whole = events.Select(pair => LiveFacts.Of(pair.Key, pair.Value, random.Policy)).ToList();
            var erased = events.Select(pair => LiveFacts.Of(pair.Key, pair.Value.Select(LeadEraser.Blank), random.Policy)).ToList();
            for (var week = random.First; week.CompareTo(random.Last) <= 0; week = week.Next)
            {
                Volume(erased, random, week).ShouldBe(Volume(whole, random, week), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Tell_OfALiveLead_IsRefused_AndALeadOfThePastTakesNoActions()
    {
        var terms = new Office().Terms;
        var line = new ImportHistory(new Accepted("ana") { At = Today, RecordedAt = Today }) { Lead = "L1", Now = Today, At = Today };
        LeadDecider.Decide(new LeadState { Id = "L1" }, line, terms).Refusal!.Code.ShouldBe("live-lead");

        var past = LeadDecider.Decide(null, line, terms).State!;
        (past.IsHistory, past.IsOpen, past.Stage, ObligationClock.WakeAt(past)).ShouldBe((true, false, LeadStage.SalesAccepted, null));
        LeadDecider.Decide(past, new Accept { Lead = "L1", Now = Today, By = "ana" }, terms).Refusal!.Code.ShouldBe("history");
        LeadDecider.Decide(past, new Erase { Lead = "L1", Now = Today }, terms).State!.IsErased.ShouldBeTrue();
        LeadDecider.Decide(past, line with { At = Today + Duration.FromSeconds(1) }, terms).Refusal!.Code.ShouldBe("in-future");
    }

    private static IEnumerable<LeadFacts> Import(RandomHistory random) =>
        Events(random).Select(pair => LiveFacts.Of(pair.Key, pair.Value, random.Policy));

    /// <summary>What the decider makes of the lines, as the desk gives them to it: once per id.</summary>
    internal static Dictionary<string, List<LeadEvent>> Events(RandomHistory random)
    {
        var (terms, known) = (new Office().Terms with { Policy = random.Policy }, new HashSet<string>());
        var (states, events) = (new Dictionary<string, LeadState>(), new Dictionary<string, List<LeadEvent>>());
        foreach (var line in random.Lines)
        {
            if (!HistoryReader.TryRead(Encoding.UTF8.GetBytes(line), out var told, out _) || (told.Id is { } id && !known.Add(id)))
            {
                continue;
            }

            var intent = new ImportHistory(HistoryFacts.Of(told, terms.People)) { Lead = told.Lead, Now = Today, At = told.At };
            var decision = LeadDecider.Decide(states.GetValueOrDefault(told.Lead), intent, terms);
            decision.Refusal.ShouldBeNull();
            states[told.Lead] = decision.State!;
            events.TryAdd(told.Lead, []);
            events[told.Lead].AddRange(decision.Events);
        }

        foreach (var (lead, all) in events)
        {
            LeadFold.Of(all)!.Version.ShouldBe(states[lead].Version);
        }

        return events;
    }

    private static string Json(IEnumerable<LeadFacts> leads, RandomHistory random, IsoWeek week, Instant? asOf) =>
        ScorecardJson.Write(ScorecardMaker.Make(leads, random.Policy, week, asOf));

    private static string Volume(IEnumerable<LeadFacts> leads, RandomHistory random, IsoWeek week)
    {
        var card = ScorecardMaker.Make(leads, random.Policy, week);
        return $"{card.MqlVolume} {card.Acceptance.Num}/{card.Acceptance.Den} {card.SpeedToLead.Compliance} {card.Handoff.Share} {card.Won} {card.Pipeline} {card.DataCompleteness.Leads}";
    }

    private static string InstantOf(string line) =>
        HistoryReader.TryRead(Encoding.UTF8.GetBytes(line), out var told, out _) ? told.At.ToUnixTimeSeconds().ToString("D12", null) : "";
}
