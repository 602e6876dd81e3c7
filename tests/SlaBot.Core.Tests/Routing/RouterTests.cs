using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Tests.Leads;
using SlaBot.Core.Tests.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Routing;

public class RouterTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 14, 0);

    private readonly Dictionary<string, Workload> standings = [];
    private readonly Dictionary<string, Absence> absences = [];

    [Fact]
    public void Pick_RoundRobin_TakesWhoHadFewest()
    {
        standings["ana"] = new Workload(0, 3, 9);
        standings["ben"] = new Workload(3, 2, 8);

        Pick("US").ShouldBe(new Placement("ben", "rule 2", "Round-robin rule 2: Ben's turn"));
    }

    [Fact]
    public void Pick_SameShare_TakesWhoWaitedLongest()
    {
        standings["ana"] = new Workload(0, 2, 9);
        standings["ben"] = new Workload(0, 2, 8);

        Pick("US").Owner.ShouldBe("ben");
    }

    [Fact]
    public void Pick_LeastLoaded_TakesWhoHasMostRoomByWeight()
    {
        standings["ana"] = new Workload(2, 0, 0);
        standings["ben"] = new Workload(3, 0, 0);

        Pick("SG").Owner.ShouldBe("ben", "3 of weight 2 is less than 2 of weight 1");
    }

    [Fact]
    public void Pick_SameLoadByWeight_TakesWhoWaitedLongest()
    {
        standings["ana"] = new Workload(1, 0, 9);
        standings["ben"] = new Workload(2, 0, 3);

        Pick("SG").Owner.ShouldBe("ben");
    }

    [Fact]
    public void Pick_NobodyOfTheTerritoryIsThere_WaitsAndSaysWhy()
    {
        Away("lena", null);

        var placement = Pick("GB");

        placement.Owner.ShouldBeNull();
        placement.Reason.ShouldBe("Nobody of rule 1 (Region GB) can take it: Lena is away until 2026-11-18 09:00.");
    }

    [Fact]
    public void Pick_EverybodyIsFull_WaitsAndSaysWhy()
    {
        standings["ana"] = standings["ben"] = new Workload(4, 0, 0);

        Pick("US").Reason.ShouldBe("Nobody of rule 2 can take it: Ana is full (4 of 4); Ben is full (4 of 4).");
    }

    [Fact]
    public void Pick_RefusedByTheOnlyOneOfTheTerritory_GoesOnToTheNextRule() => Pick("GB", "lena").Owner.ShouldBe("ana");

    [Fact]
    public void Pick_RefusedAndNobodyElseCan_GoesBack()
    {
        standings["ana"] = standings["ben"] = new Workload(4, 0, 0);

        var placement = Pick("GB", "LENA");

        placement.Owner.ShouldBe("lena");
        placement.Reason.ShouldContain("nobody else can take it");
    }

    [Fact]
    public void Pick_AwayWithACover_GoesToTheCover()
    {
        Away("lena", "ben");

        Pick("GB").ShouldBe(new Placement("ben", "rule 1 (Region GB)", "Round-robin rule 1 (Region GB): Ben's turn, covering for Lena"));
    }

    [Fact]
    public void Pick_CoverIsAwayToo_Waits()
    {
        Away("lena", "ben");
        Away("ben", null);

        Pick("GB").Reason.ShouldContain("the cover cannot take it (Ben is away too)");
    }

    [Theory]
    [InlineData("2026-11-16T09:30:00Z", "lena,leo")]
    [InlineData("2026-11-16T15:00:00Z", "ana,lena,leo")]
    [InlineData("2026-11-16T20:00:00Z", "ana")]
    [InlineData("2026-11-16T23:00:00Z", "lena,leo")]
    [InlineData("2026-11-14T12:00:00Z", "lena,leo")]
    public void Pick_OnShift_TakesThoseWhoAreOpenElseWhoOpensFirst(string now, string takers)
    {
        var (york, london) = (Office.NewYork, Office.London);
        var at = NodaTime.Text.InstantPattern.General.Parse(now).Value;
        var rules = Rules() with
        {
            People = new People(new (string, BusinessCalendar)[] { ("ana", york), ("lena", london), ("leo", london) }.Select(pair => new Person
            {
                Email = pair.Item1, Name = pair.Item1, Role = Role.Rep, Calendar = pair.Item2, Zone = pair.Item2.Zone, Capacity = 4,
            })),
            Routing = [new RoutingRule("rule 1", null, [new RosterSeat("ana"), new RosterSeat("lena"), new RosterSeat("leo")], RoutingWay.RoundRobin) { PrefersOnShift = true }],
        };
        var taken = new SortedSet<string>();
        for (var turn = 0; turn < 9; turn++)
        {
            var placement = Router.Pick(rules, new LeadProfile(), FormerOwners.None, at, StandingOf, (_, _) => null);
            Take(placement);
            taken.Add(placement.Owner!);
        }

        string.Join(',', taken).ShouldBe(takers);
        foreach (var name in takers.Split(',').Skip(1).Append(takers.Split(',')[0]))
        {
            standings[name] = new Workload(4, 0, 0);
        }

        Router.Pick(rules, new LeadProfile(), FormerOwners.None, at, StandingOf, (_, _) => null).Owner.ShouldBe(takers.StartsWith("ana,", StringComparison.Ordinal) ? null : takers == "ana" ? "lena" : "ana", "who is full has no shift");
    }

    [Fact]
    public void Pick_NoRuleMatches_Waits() =>
        Router.Pick(Rules() with { Routing = [Rules().Routing[0]] }, new LeadProfile { Region = "US" }, FormerOwners.None, Now, _ => default, (_, _) => null)
            .Owner.ShouldBeNull();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 3)]
    [InlineData(5, 3, 2)]
    public void Pick_ManyTimes_SharesByWeight(int a, int b, int c)
    {
        var (weights, names) = ((int[])[a, b, c], (string[])["ana", "ben", "lena"]);
        var rules = Rules() with { Routing = [new RoutingRule("rule 1", null, [.. names.Zip(weights, (name, weight) => new RosterSeat(name, weight))], RoutingWay.RoundRobin)] };

        for (var turn = 1; turn <= 60 * (a + b + c); turn++)
        {
            Take(Router.Pick(rules, new LeadProfile(), FormerOwners.None, Now, StandingOf, (_, _) => null));
        }

        names.Select(name => StandingOf(name).Assigned).ShouldBe(weights.Select(weight => 60L * weight));
    }

    [Fact]
    public void Pick_SomebodyNew_IsOwedOneTurnAndNotAllTheyMissed()
    {
        var rules = Rules() with { Routing = [new RoutingRule("rule 1", null, [new RosterSeat("ana"), new RosterSeat("ben")], RoutingWay.RoundRobin)] };
        standings["ana"] = new Workload(0, 500, 500 * 720_720L);

        for (var turn = 0; turn < 10; turn++)
        {
            Take(Router.Pick(rules, new LeadProfile(), FormerOwners.None, Now, StandingOf, (_, _) => null));
        }

        StandingOf("ben").Assigned.ShouldBeInRange(5, 6);
    }

    private void Take(Placement placement) =>
        standings[placement.Owner!] = new Workload(0, StandingOf(placement.Owner!).Assigned + 1, placement.Turn);

    [Fact]
    public void Pick_EveryMixOfAwayFullAndPassedOver_NeverTakesTheWrongOne()
    {
        var names = (string[])["ana", "ben", "lena"];
        var rules = Rules() with { Routing = [new RoutingRule("rule 1", null, [.. names.Select(name => new RosterSeat(name))], RoutingWay.LeastLoaded)] };
        for (var mix = 0; mix < 512; mix++)
        {
            var (away, full, passed) = (Chosen(names, mix), Chosen(names, mix >> 3), Chosen(names, mix >> 6));
            var can = names.Except(away).Except(full).ToList();
            var wanted = can.Except(passed).Any() ? can.Except(passed).ToList() : can;

            var owner = Router.Pick(
                rules,
                new LeadProfile(),
                new FormerOwners(passed, []),
                Now,
                name => new Workload(full.Contains(name) ? 4 : 1, 0, 0),
                (name, _) => away.Contains(name) ? new Absence(name, Now, Now, null, name) : null).Owner;

            (owner is null ? wanted.Count == 0 : wanted.Contains(owner)).ShouldBeTrue($"mix {mix} went to {owner}");
        }
    }

    private static List<string> Chosen(string[] names, int bits) => [.. names.Where((_, i) => (bits >> i & 1) == 1)];

    private Placement Pick(string region, params string[] passOver) =>
        Router.Pick(Rules(), new LeadProfile { Region = region }, new FormerOwners(passOver, []), Now, StandingOf, (name, _) => absences.GetValueOrDefault(name)) with { Turn = 0 };

    private Workload StandingOf(string name) => standings.GetValueOrDefault(name);

    private void Away(string name, string? cover) => absences[name] = new Absence(name, Now, Instant.FromUtc(2026, 11, 18, 14, 0), cover, name);

    private static AgreementRules Rules() => new()
    {
        Policy = Agreements.Good("{}"),
        People = new People(((string[])["Ana", "Ben", "Lena"]).Select(name => new Person
        {
            Email = name.ToLowerInvariant(), Name = name, Role = Role.Rep, Calendar = Agreements.Office, Zone = Agreements.Office.Zone, Capacity = 4,
        })),
        Routing =
        [
            new RoutingRule("rule 1 (Region GB)", In("GB"), [new RosterSeat("lena")], RoutingWay.RoundRobin),
            new RoutingRule("by load", In("SG"), [new RosterSeat("ana"), new RosterSeat("ben", 2)], RoutingWay.LeastLoaded),
            new RoutingRule("rule 2", null, [new RosterSeat("ana"), new RosterSeat("ben")], RoutingWay.RoundRobin),
        ],
        Calendars = new Dictionary<string, SlaBot.Core.Time.BusinessCalendar>(),
        Schedule = new Schedule("0 0 9 ? * MON", null, Agreements.Office.Zone),
    };

    private static FieldIs In(string region) => new("region") { Label = $"Region {region}", OneOf = [region] };
}
