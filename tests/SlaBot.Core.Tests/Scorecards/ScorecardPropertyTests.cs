using System.Text.Json.Nodes;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>What must hold for any history: told by seeded dice, so that a failure repeats.</summary>
public class ScorecardPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyHistory_RecomputedAsOfTheSameInstant_IsUnchangedByLaterEvents(int seed)
    {
        var lines = Lines(seed);
        var asOf = At("2026-11-16 00:00") + Duration.FromSeconds(new Random(seed).Next(0, 14 * 86_400));

        var known = Make(lines.Where(line => line.At <= asOf), asOf);
        var all = Make(lines, asOf);

        ShouldBeSame(all, known);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyHistory_InAnyOrderOfArrival_GivesTheSameNumbers(int seed)
    {
        var lines = Lines(seed);
        var shuffled = lines.ToArray();
        new Random(seed).Shuffle(shuffled);

        ShouldBeSame(Make(shuffled, null), Make(lines, null));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyHistory_MetLateAndMissed_MakeTheDenominator_AndEachItemIsJudgedInOneWeek(int seed)
    {
        var facts = Facts(Lines(seed));
        var asOf = At("2027-06-01 00:00");
        var cards = Enumerable.Range(44, 9).Select(n => ScorecardMaker.Make(facts, Mutual, new IsoWeek(2026, n), asOf)).ToList();

        foreach (var judgedShare in cards.SelectMany(card => new[] { card.Cadence, card.Decision, card.Disposition, card.Feedback }))
        {
            (judgedShare.Num + judgedShare.Late + judgedShare.Missed).ShouldBe(judgedShare.Den);
            judgedShare.Pending.ShouldBe(0);
        }

        foreach (var card in cards)
        {
            (card.SpeedToLead.Compliance.Num + card.SpeedToLead.Late + card.SpeedToLead.Missed).ShouldBe(card.SpeedToLead.Compliance.Den);
            (card.Handoff.Share.Num + card.Handoff.Late + card.Handoff.Missed).ShouldBe(card.Handoff.Share.Den);
        }

        cards.Sum(card => card.Decision.Den).ShouldBe(facts.Count(fact => HasAssignment(fact, Lines(seed))));
        cards.Sum(card => card.Acceptance.Den).ShouldBe(Lines(seed).Where(line => line.Type is HistoryType.Accepted or HistoryType.Rejected).Select(line => line.Lead).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyScorecard_WrittenAndRead_IsWrittenTheSame(int seed)
    {
        var card = Make(Lines(seed), null) with { BadLines = seed };

        ScorecardJson.Write(ScorecardJson.Read(ScorecardJson.Write(card))).ShouldBe(ScorecardJson.Write(card));
    }

    private static void ShouldBeSame(Scorecard scorecard, Scorecard other)
    {
        var (left, right) = (JsonNode.Parse(ScorecardJson.Write(scorecard))!.AsObject(), JsonNode.Parse(ScorecardJson.Write(other))!.AsObject());
        left.Where(member => !JsonNode.DeepEquals(member.Value, right[member.Key]))
            .Select(member => $"{member.Key}: {member.Value?.ToJsonString()} is not {right[member.Key]?.ToJsonString()}")
            .ShouldBeEmpty();
    }

    private static bool HasAssignment(LeadFacts fact, List<HistoryEvent> lines) => lines.Exists(line => line.Lead == fact.Lead && line.Type == HistoryType.Assigned);

    private static Scorecard Make(IEnumerable<HistoryEvent> lines, Instant? asOf) => ScorecardMaker.Make(Facts(lines), Mutual, Week47, asOf);

    private static List<LeadFacts> Facts(IEnumerable<HistoryEvent> lines)
    {
        var leads = new HistoryLeads(Mutual);
        foreach (var line in lines)
        {
            leads.Add(line);
        }

        return [.. leads.Facts()];
    }

    /// <summary>A hundred events of twenty leads over four weeks, each at a second of its own.</summary>
    private static List<HistoryEvent> Lines(int seed)
    {
        var dice = new Random(seed);
        var start = At("2026-11-02 00:00");
        var at = Enumerable.Range(0, 28 * 86_400 / 60).OrderBy(_ => dice.Next()).Take(100).Order().ToList();
        return [.. at.Select((minute, n) => new HistoryEvent
        {
            Id = $"e{n}",
            At = start + Duration.FromMinutes(minute),
            Lead = $"L{dice.Next(20)}",
            Type = (HistoryType)dice.Next(10),
            To = dice.Next(2) == 0 ? "ana@x" : "ben@x",
            Reason = dice.Next(2) == 0 ? "Duplicate" : null,
            Channel = dice.Next(2) == 0 ? "call" : "email",
            Code = "Qualified",
            Stage = new[] { "sql", "sqo", "won", "lost" }[dice.Next(4)],
            Amount = dice.Next(1000),
            Fields = new Dictionary<string, string> { ["source"] = "web" },
        })];
    }
}
