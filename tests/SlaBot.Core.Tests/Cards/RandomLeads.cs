using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Cards;

/// <summary>Leads in states that a fold of events might never reach, the same for the same seed.</summary>
internal sealed class RandomLeads(int seed)
{
    private readonly Random random = new(seed);

    public LeadState Next() => new()
    {
        Id = Text() ?? "x", Version = random.Next(100), Stage = One(Enum.GetValues<LeadStage>()), Profile = Profile(),
        ReceivedAt = When(), MqlAt = Maybe(When), Owner = Who(), Team = Text(), AssignedAt = Maybe(When), AssignedWhy = Text(),
        PastOwners = Many(() => Who() ?? "gone@example.com"), AcceptedAt = Maybe(When), Criteria = Many(() => new CriterionResult(Text() ?? "", One(Enum.GetValues<Finding>()))),
        Rejection = random.Next(2) == 0 ? null : new Rejection(When(), Who() ?? "gone@example.com", Text(), Text(), One(Enum.GetValues<RejectConsequence>()))
        {
            DisputedAt = Maybe(When), DisputeNote = Text(), Upheld = Maybe(() => random.Next(2) == 0),
        },
        Touches = Many(() => new Touch(When(), When(), Who(), Who(), Text() ?? "call", Maybe(() => random.Next(2) == 0), Text(), random.Next(2) == 0)),
        Dispositions = Many(() => new Disposition(When(), Text() ?? "", Text(), random.Next(3) == 0, false)),
        Feedback = Text(), Status = Text(), StatusAt = Maybe(When), Rating = random.Next(3) == 0 ? new Rating(random.Next(1, 6), random.Next(1, 6)) : null,
        RevisitOn = Maybe(() => new LocalDate(2027, 1, 1).PlusDays(random.Next(400))), PausedAt = Maybe(When), PauseReason = Text(), DuplicateOf = Text(),
        IsErased = random.Next(9) == 0, Obligations = Many(RandomObligation),
    };

    public Instant When() => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(random.NextInt64(2L * 365 * 86_400));

    public T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private Obligation RandomObligation()
    {
        var start = When();
        return CardWorld.Running(One(Enum.GetValues<ClauseKind>()), start, start + Duration.FromMinutes(random.Next(0, 20_000)), Who()) with
        {
            Status = One(Enum.GetValues<ObligationStatus>()), EndedAt = Maybe(When), BreachedAt = Maybe(When), FulfilledAt = Maybe(When),
            Reason = Text(), WaivedBy = Who(), LadderStopped = random.Next(3) == 0, Touches = random.Next(0, 9), Channels = random.Next(0, 4),
            Method = random.Next(4) == 0 ? Text() : null, PausedFor = random.Next(0, 9000),
        };
    }

    private LeadProfile Profile() => new()
    {
        Source = Text(), Tier = Text(), Url = random.Next(2) == 0 ? "https://crm.example.com/" : Text(), Score = Maybe(() => (decimal)random.NextDouble() * 100),
        Amount = Maybe(() => (decimal)random.NextInt64()), Signals = Many(() => Text() ?? ""), Contact = new Contact(Text(), Text(), Text(), Text()),
        Company = new Company(Text(), Text(), Maybe(() => random.Next()), Text(), Text()), Activity = Many(() => new Activity(Text() ?? "", Text(), When())),
        Briefing = new Briefing(Text(), Text(), Text()),
    };

    private string? Text() => random.Next(9) switch
    {
        0 => null, 1 => "", 2 => "  ", 3 => new string('x', random.Next(2000)), 4 => "<b>&\n\t</b>", 5 => "👨‍👩‍👧 Żółć 日本", 6 => "a\ud800b", _ => "Dana " + random.Next(100),
    };

    private string? Who() => random.Next(5) switch { 0 => null, 1 => "gone@example.com", _ => One(CardWorld.Everybody.All).Email };

    private T? Maybe<T>(Func<T> make)
        where T : struct => random.Next(2) == 0 ? null : make();

    private T[] Many<T>(Func<T> make) => [.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => make())];
}
