using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Cards;

/// <summary>A small company under a mutual agreement, and leads at every point of their life.</summary>
internal static class CardWorld
{
    public static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    public static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 15, 0);
    public static readonly BusinessCalendar NewYorkHours = Calendar("new-york", "America/New_York");
    public static readonly BusinessCalendar LondonHours = Calendar("london", "Europe/London");

    public static readonly People Everybody = new(
    [
        Person("ana@example.com", "Ana Reyes", Role.Rep), Person("ben@example.com", "Ben Okafor", Role.Rep),
        Person("lena@example.com", "Lena Hart", Role.Rep) with { Zone = London, Calendar = LondonHours },
        Person("milo@example.com", "Milo Brandt", Role.Manager, "vera@example.com"),
        Person("mona@example.com", "Mona Other", Role.Manager),
        Person("vera@example.com", "Vera Lind", Role.Executive), Person("maya@example.com", "Maya Sato", Role.Marketing),
        Person("rita@example.com", "Rita Voss", Role.RevOps),
    ]);

    public static readonly SlaPolicy Deal = new()
    {
        Template = "mutual", Version = "2026.1", Effective = new LocalDate(2026, 11, 2), Owner = "rita@example.com", Calendar = NewYorkHours,
        Signers = new Signers("maya@example.com", "vera@example.com"), Arbiter = "rita@example.com",
        Quotas = new Quotas
        {
            Volume = new VolumeQuota(120, null), Acceptance = 0.85m, IcpMatch = 0.85m,
            Completeness = new CompletenessQuota(["contact.name", "company.name", "contact.email", "source", "score"], 1m),
        },
        Clauses =
        [
            Clause(ClauseKind.Handoff, "5 minutes"),
            Clause(ClauseKind.FirstTouch, "1 business hour") with
            {
                From = ClauseStart.Assigned,
                Ladder = [new Rung(Target.Zero, ["owner", "manager", "channel:Escalations"]), new Rung(TargetOf("4 business hours"), ["role:executive"])],
            },
            Clause(ClauseKind.Decision, "3 business days"),
            Clause(ClauseKind.Cadence, "10 business days") with { Touches = 6 },
            Clause(ClauseKind.Disposition, "5 business days"), Clause(ClauseKind.Feedback, "2 business days"), Clause(ClauseKind.DisputeAnswer, "2 business days"),
        ],
        Icp = new FieldIs("company.size") { Label = "company size 50 to 500", AtLeast = 50, AtMost = 500 },
        Mql = new AllOf([
            new AnyOf([new ActivitySeen("download") { Label = "2 or more downloads" }, new ActivitySeen("demo") { Label = "a demo" }]) { Label = "any" },
            new NoneOf([new FieldIs("contact.email") { Label = "e-mail of a competitor" }]) { Label = "none" },
        ]) { Label = "all" },
        RejectReasons = [new("Not our ICP", RejectConsequence.Nurture), new("Not my territory", RejectConsequence.Reroute)],
        FeedbackCodes = ["Contacted - Qualified", "Bad Data", "Unable to Contact"], CadenceCodes = ["Unable to Contact"],
        CodeBeforeLost = true,
        Gates = new Dictionary<string, StageGate> { ["sqo"] = new(["Budget", "Timeline"]) },
    };

    public static readonly CardContext Terms = new() { Policy = Deal, People = Everybody, Now = Now };

    public static readonly Reader Channel = new(null, NewYork);

    public static Reader As(string name) => Everybody.Find(name + "@example.com") is { } person ? new Reader(person, person.Zone) : throw new ArgumentException(name);

    public static Instant At(int day, int hour, int minute = 0) => new LocalDateTime(2026, 11, day, hour, minute).InZoneStrictly(NewYork).ToInstant();

    public static Obligation Running(ClauseKind kind, Instant start, Instant due, string? owner = "ana@example.com") => new()
    {
        Id = kind.Name() + "#1", Clause = kind, Cycle = 1, Owner = owner, StartedAt = start, DueAt = due, PolicyVersion = "2026.1",
        Within = Deal.ClauseFor(kind, null, null, null)?.Within ?? Target.Zero, CalendarVersion = NewYorkHours.Version,
        Touches = kind == ClauseKind.Cadence ? 6 : 0, Channels = 1,
    };

    public static Touch Call(Instant at, bool? connected = false, Instant? told = null) =>
        new(at, told ?? at, "ana@example.com", "ana@example.com", "call", connected, null, told is not null);

    public static LeadState Assigned() => new()
    {
        Id = "L1", Version = 5, Stage = LeadStage.Assigned, Owner = "ana@example.com", ReceivedAt = At(16, 9, 55), MqlAt = At(16, 9, 55), AssignedAt = At(16, 10),
        Profile = new LeadProfile
        {
            Source = "Webinar", Score = 82, Amount = 12500m, Url = "https://crm.example.com/leads/L1",
            Contact = new Contact("Dana Whitfield", "dana@acme.example", "+1 212 555 0100", "VP Operations"),
            Company = new Company("Acme Corp", "acme.example", 240, "B2B SaaS", "US"),
            Activity = [new("download", "Buyer's guide", At(12, 14, 5)), new("demo", null, At(13, 16, 30))],
            Briefing = new Briefing("Raised a series B in October.", "Ask about the new warehouse.", "Joel in IT"),
        },
        Criteria = [new("2 or more downloads", Finding.Missed), new("a demo", Finding.Met), new("company size 50 to 500", Finding.Unknown)],
        Obligations =
        [
            Running(ClauseKind.Handoff, At(16, 9, 55), At(16, 10), null) with { Status = ObligationStatus.Met, EndedAt = At(16, 9, 56) },
            Running(ClauseKind.FirstTouch, At(16, 10), At(16, 11)), Running(ClauseKind.Decision, At(16, 10), At(19, 17)),
        ],
    };

    public static LeadState Accepted() => Assigned() with
    {
        Version = 9, Stage = LeadStage.SalesAccepted, AcceptedAt = At(16, 10, 20),
        Touches = [Call(At(16, 10, 30)), Call(At(17, 14, 5))],
        Obligations =
        [
            Running(ClauseKind.FirstTouch, At(16, 10), At(16, 11)) with { Status = ObligationStatus.Met, EndedAt = At(16, 10, 30) },
            Running(ClauseKind.Cadence, At(16, 10, 20), At(30, 17)), Running(ClauseKind.Disposition, At(16, 10, 20), At(23, 17)),
        ],
    };

    public static LeadState Breached() => Assigned() with
    {
        Obligations = [Running(ClauseKind.FirstTouch, At(16, 10), At(16, 11)) with { Status = ObligationStatus.Breached, BreachedAt = At(16, 11), EndedAt = At(16, 11) }],
    };

    public static LeadState Rejected() => Assigned() with
    {
        Stage = LeadStage.Rejected, Owner = null, PastOwners = ["ana@example.com"], Obligations = [],
        Rejection = new Rejection(At(16, 10, 40), "ana@example.com", "Not our ICP", "Too small for us", RejectConsequence.Nurture),
    };

    public static LeadState Disputed() => Rejected() with
    {
        Rejection = Rejected().Rejection! with { DisputedAt = At(16, 12), DisputeNote = "They have 240 people" },
        Obligations = [Running(ClauseKind.DisputeAnswer, At(16, 12), At(18, 17), null)],
    };

    public static Target TargetOf(string words) => Target.TryParse(words, out var target, out var fault) ? target : throw new ArgumentException(fault);

    private static Clause Clause(ClauseKind kind, string within) => new() { Kind = kind, Within = TargetOf(within) };

    private static Person Person(string email, string name, Role role, string? manager = null) => new()
    {
        Email = email, Name = name, Role = role, Manager = role == Role.Rep ? "milo@example.com" : manager, Calendar = NewYorkHours, Zone = NewYork,
    };

    private static BusinessCalendar Calendar(string name, string zone)
    {
        OpenHours.TryParse("09:00-17:00", out var hours);
        IsoDayOfWeek[] days = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];
        return BusinessCalendar.From(new CalendarDefinition
        {
            Name = name, TimeZone = zone, Holidays = [new LocalDate(2026, 11, 26)],
            Hours = days.ToDictionary(day => day, _ => (IReadOnlyList<OpenHours>)[hours]),
        });
    }
}
