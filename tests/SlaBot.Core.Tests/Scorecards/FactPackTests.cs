using SlaBot.Core.Time;
using System.Collections;
using System.Reflection;
using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>What is read from packs is what the events tell, whatever happened and however often something was added.</summary>
public class FactPackTests
{
    private const int Lives = 400;
    private const int LeadsOfALife = 5;
    private static readonly Instant Monday = Story.At("11-16 09:00");

    [Fact]
    public void Packs_OfAnyLives_GiveTheNumbersOfTheirEvents_AsOfAnyInstant()
    {
        HashSet<Type> seen = [];
        for (var seed = 0; seed < Lives; seed += LeadsOfALife)
        {
            var (random, policy) = (new Random(seed), new Office().Terms.Policy);
            var lives = Enumerable.Range(seed, LeadsOfALife).ToDictionary(life => $"L{life}", Life);
            seen.UnionWith(lives.Values.SelectMany(events => events.Select(happened => happened.GetType())));
            for (var n = 0; n < 4; n++)
            {
                var asOf = n == 0 ? (Instant?)null : Monday + Duration.FromSeconds(random.Next(-86_400, 40 * 86_400));
                var week = new IsoWeek(2026, 47 + random.Next(5));
                Json(Packed(lives, policy, random), policy, week, asOf).ShouldBe(Json(Replayed(lives, policy), policy, week, asOf), $"seed {seed} {week} as of {asOf}");
            }

            Dump(Packed(lives, policy, random)).ShouldBe(Dump(Replayed(lives, policy)), $"seed {seed}");
        }

        seen.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Packs_OfAnyImportedHistory_GiveTheNumbersOfTheirEvents_AlsoErased()
    {
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new RandomHistory(seed);
            var events = ImportedHistoryTests.Events(random);
            if (seed % 4 == 0)
            {
                events = events.ToDictionary(pair => pair.Key, pair => pair.Value.ConvertAll(LeadEraser.Blank));
            }

            var dice = new Random(seed);
            Dump(Packed(events, random.Policy, dice)).ShouldBe(Dump(Replayed(events, random.Policy)), $"seed {seed}");
            Dump(Packed(events, null, dice)).ShouldBe(Dump(Replayed(events, null)), $"seed {seed}");
            for (var week = random.First; week.CompareTo(random.Last) <= 0; week = week.Next)
            {
                var asOf = seed % 3 == 0 ? random.SomeInstant() : (Instant?)null;
                Json(Packed(events, random.Policy, dice), random.Policy, week, asOf).ShouldBe(Json(Replayed(events, random.Policy), random.Policy, week, asOf), $"seed {seed} {week}");
            }
        }
    }

    [Fact]
    public void Packs_OfTheOddest_AreReadAsTheyWereWritten()
    {
        List<LeadEvent> events =
        [
            At(-1_000_000_000, now => new LeadReceived("L", new LeadProfile { Source = "Ключ 🎌 " + new string('x', 300), Tier = "", MarketingSourced = false, Amount = -0.000m }, null) { At = now, RecordedAt = now }),
            At(9, now => new MqlReached(false, [], null, null!) { At = now, RecordedAt = now, Tier = "hot" }),
            At(5, now => new AmountSet(decimal.MaxValue) { At = now, RecordedAt = now }),
            At(5, now => new AmountSet(-1.10m) { At = now, RecordedAt = now }),
            At(4_000_000_000, now => new Touched(null, "", null, null, false) { At = now, RecordedAt = now }),
            At(6, now => Began("decision#1", now)),
            At(6, now => Began("Decision#1", now)),
            At(6, now => Began("decision#01", now)),
            At(6, now => Began("somebody's own", now)),
            At(6, now => Began("decision#123456", now)),
            At(7, now => new ObligationMet("Decision#1") { At = now, RecordedAt = now }),
            At(7, now => new ObligationBreached("decision#123456") { At = now, RecordedAt = now }),
            At(8, now => new DeadlineMoved("somebody's own", Monday, [], 0) { At = now, RecordedAt = now }),
            At(8, now => new ObligationMet("nobody's") { At = now, RecordedAt = now }),
            At(9, now => new StageReached(LeadStage.Lost, 0.10m, " ", []) { At = now, RecordedAt = now }),
            At(9, now => new CardUndelivered("no number", "needs it") { At = now, RecordedAt = now }),
        ];
        var told = new Dictionary<string, List<LeadEvent>> { ["L"] = events };

        Dump(Packed(told, null, new Random(1))).ShouldBe(Dump(Replayed(told, null)));
        FactPack.Of(events).Earliest.ShouldBe(Monday.ToUnixTimeSeconds() - 1_000_000_000);
        FactPack.Of([events[^1]]).ShouldBe(new FactPack([], long.MaxValue), new PackComparer());
    }

    [Fact]
    public void Pack_OfALife_HoldsNoWordOfThePerson()
    {
        var now = Monday;
        List<LeadEvent> events =
        [
            new LeadReceived("L", new LeadProfile { Source = "web", Contact = new Contact("SECRET", "SECRET@x", "SECRET", "SECRET") }, null) { At = now, RecordedAt = now },
            new Touched("ana@x", "call", true, "SECRET", false) { At = now, RecordedAt = now },
            new Disposed("ana@x", "Qualified", "SECRET", true, false) { At = now, RecordedAt = now },
            new StageReached(LeadStage.Lost, 1, "SECRET", []) { At = now, RecordedAt = now },
            new FeedbackGiven("SECRET") { At = now, RecordedAt = now },
            new Paused("SECRET") { At = now, RecordedAt = now },
        ];
        var past = new LeadReceived("L", new LeadProfile(), null) { At = now, RecordedAt = now, Sent = new Dictionary<string, string> { ["source"] = "web", ["email"] = "SECRET" } };

        Encoding.UTF8.GetString(FactPack.Of(events).Bytes).ShouldNotContain("SECRET");
        Encoding.UTF8.GetString(FactPack.Of([LeadEraser.Blank(past)]).Bytes).ShouldNotContain("SECRET");
    }

    [Fact]
    public void Read_OfBytesCutOff_SaysSo()
    {
        var bytes = FactPack.Of(Life(3)).Bytes;

        Should.Throw<FormatException>(() => new FactReader().Read("L", bytes.AsSpan(0, bytes.Length - 1)));
        Should.Throw<FormatException>(() => new FactReader().Read("L", [31]));
    }

    /// <summary>A life under a random agreement, with what random commands never tell.</summary>
    private static List<LeadEvent> Life(int seed)
    {
        var random = new RandomOffice(seed);
        var (story, dice) = (new Story(random.Make()), new Random(seed));
        foreach (var (now, at, by, command) in random.Script(25))
        {
            story.Try(now, by, command, at, verify: false);
            if (random.Pick(true, false, false))
            {
                story.Try(now, null, Commands.Tick, verify: false);
            }
        }

        var events = story.Events.ToList();
        for (var more = dice.Next(4); more > 0; more--)
        {
            var at = Monday + Duration.FromSeconds(dice.Next(30 * 86_400));
            events.Insert(dice.Next(events.Count + 1), dice.Next(3) switch
            {
                0 => new Rated(dice.Next(1, 6), dice.Next(1, 6)) { At = at, RecordedAt = at },
                1 => new AmountSet(dice.Next(100_000) / 100m) { At = at, RecordedAt = at },
                _ => new ProfileMerged(new LeadProfile { Source = dice.Next(2) == 0 ? "fair" : null, Tier = "hot", Amount = dice.Next(500) }, null, dice.Next(2) == 0 ? ["Amount"] : []) { At = at, RecordedAt = at },
            });
        }

        return events;
    }

    private static List<LeadFacts> Replayed(Dictionary<string, List<LeadEvent>> lives, SlaPolicy? policy) =>
        [.. LiveFacts.OfMany(lives.SelectMany(life => life.Value.Select(happened => (life.Key, happened))), policy)];

    /// <summary>The same through packs, one for every few events.</summary>
    private static List<LeadFacts> Packed(Dictionary<string, List<LeadEvent>> lives, SlaPolicy? policy, Random dice)
    {
        var reader = new FactReader(policy);
        return [.. lives.Select(life => reader.Read(life.Key, [.. Split(life.Value, dice).SelectMany(some => FactPack.Of(some).Bytes)]))];
    }

    private static IEnumerable<List<LeadEvent>> Split(List<LeadEvent> events, Random dice)
    {
        for (var from = 0; from < events.Count;)
        {
            var some = events.Skip(from).Take(dice.Next(1, 9)).ToList();
            from += some.Count;
            yield return some;
        }
    }

    private static string Json(IEnumerable<LeadFacts> leads, SlaPolicy policy, IsoWeek week, Instant? asOf) =>
        ScorecardJson.Write(ScorecardMaker.Make(leads, policy, week, asOf, null, _ => policy.Calendar));

    /// <summary>Everything that the facts hold, down to the last private field.</summary>
    private static string Dump(object? item) => item switch
    {
        null => "null",
        string or decimal => $"\"{item}\"",
        IEnumerable many => "[" + string.Join(", ", many.Cast<object?>().Select(Dump)) + "]",
        _ when item.GetType().IsPrimitive || item.GetType().IsEnum => $"{item}",
        _ => "{" + string.Join(", ", item.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => !field.Name.Contains("Computed", StringComparison.Ordinal)).Select(field => $"{field.Name}: {Dump(field.GetValue(item))}")) + "}",
    };

    private static LeadEvent At(long seconds, Func<Instant, LeadEvent> make) => make(Monday + Duration.FromSeconds(seconds));

    private static ObligationStarted Began(string id, Instant now) => new(new Obligation
    {
        Id = id, Clause = ClauseKind.Decision, Cycle = 1, Owner = null, StartedAt = now, DueAt = now + Duration.FromDays(9999), Within = Target.Zero,
        PolicyVersion = "1", CalendarVersion = "c/1", Touches = 7, Channels = 200, Method = "fax",
    }) { At = now, RecordedAt = now };

    private sealed class PackComparer : IEqualityComparer<FactPack>
    {
        public bool Equals(FactPack x, FactPack y) => x.Earliest == y.Earliest && x.Bytes.AsSpan().SequenceEqual(y.Bytes);

        public int GetHashCode(FactPack factPack) => factPack.Earliest.GetHashCode();
    }
}
