using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Tests.Time;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A small company under the mutual agreement: two sellers in New York, one in London, their manager and the others.</summary>
internal sealed class Office
{
    internal const string Ana = "ana@x.com", Ben = "ben@x.com", Lena = "lena@x.com", Milo = "milo@x.com", Vera = "vera@x.com", Maya = "maya@x.com", Rita = "rita@x.com";

    internal static readonly BusinessCalendar NewYork = Named("new-york", "America/New_York", "09:00-17:00", ["2026-11-26"]);
    internal static readonly BusinessCalendar London = Named("london", "Europe/London", "09:00-12:30,13:30-17:30", []);

    internal static readonly People Everybody = new([
        Rep(Ana, "Ana Reyes", "east", NewYork),
        Rep(Ben, "Ben Okafor", "east", NewYork),
        Rep(Lena, "Lena Hart", "emea", London),
        One(Milo, "Milo Brandt", Role.Manager) with { Manager = Vera },
        One(Vera, "Vera Lind", Role.Executive),
        One(Maya, "Maya Sato", Role.Marketing),
        One(Rita, "Rita Voss", Role.RevOps),
    ]);

    /// <summary>The agreement; replace it, or one clause with <see cref="With"/>.</summary>
    internal SlaPolicy Policy { get; set; } = Mutual;

    /// <summary>Everybody; the test may replace them.</summary>
    internal People Everyone { get; init; } = Everybody;

    /// <summary>Who is away; the test may change it between commands.</summary>
    internal List<Absence> Absences { get; } = [];

    /// <summary>Another lead with the same e-mail.</summary>
    internal (string Lead, string? Owner)? SameContact { get; set; }

    internal static SlaPolicy Mutual { get; } = new()
    {
        Template = "mutual",
        Version = "2026.1",
        Calendar = NewYork,
        Owner = Rita,
        Arbiter = Rita,
        Clauses =
        [
            new Clause { Kind = ClauseKind.Handoff, Within = TargetOf("5 minutes") },
            new Clause
            {
                Kind = ClauseKind.FirstTouch,
                Within = TargetOf("1 business hour"),
                Warnings = [0.5m, 0.8m],
                Ladder = [new Rung(TargetOf("0 minutes"), ["owner", "manager", "channel:Escalations"]), new Rung(TargetOf("4 business hours"), ["role:executive"])],
            },
            new Clause { Kind = ClauseKind.Cadence, Touches = 6, Within = TargetOf("10 business days") },
            new Clause { Kind = ClauseKind.Decision, Within = TargetOf("3 business days") },
            new Clause { Kind = ClauseKind.Disposition, Within = TargetOf("5 business days") },
            new Clause { Kind = ClauseKind.Feedback, Within = TargetOf("2 business days") },
        ],
        Mql = new AnyOf([new ActivitySeen("demo") { Label = "a demo" }, new FieldIs("score") { AtLeast = 70, Label = "score 70 or more" }]) { Label = "any" },
        RejectReasons = [new("Not our ICP", RejectConsequence.Nurture), new("Not my territory", RejectConsequence.Reroute)],
        FeedbackCodes = ["Contacted - Qualified", "Contacted - Not Qualified", "Contacted - Bad Timing", "Bad Data", "Unable to Contact"],
        InterimCodes = ["Contacted - Bad Timing"],
        CadenceCodes = ["Unable to Contact"],
    };

    internal static Target TargetOf(string words) => Target.TryParse(words, out var target, out var fault) ? target : throw new FormatException(fault);

    /// <summary>Replaces (or adds) one clause.</summary>
    internal Office With(ClauseKind kind, Func<Clause, Clause> change)
    {
        var old = Policy.Clauses.FirstOrDefault(clause => clause.Kind == kind) ?? new Clause { Kind = kind, Within = TargetOf("1 hour") };
        Policy = Policy with { Clauses = [.. Policy.Clauses.Where(clause => clause.Kind != kind), change(old)] };
        return this;
    }

    internal Office Within(ClauseKind kind, string words) => With(kind, clause => clause with { Within = TargetOf(words) });

    internal Office Change(Func<SlaPolicy, SlaPolicy> change)
    {
        Policy = change(Policy);
        return this;
    }

    internal IReadOnlyCollection<string> AutomaticChannels { get; init; } = [];

    internal DecisionContext Terms => new()
    {
        Policy = Policy,
        People = Everyone,
        CalendarOf = version => version == London.Version ? London : NewYork,
        Place = Place,
        AbsenceOf = AbsenceOf,
        SameContact = SameContact,
        AutomaticChannels = AutomaticChannels,
    };

    private Absence? AbsenceOf(string email, Instant at) => Absences.FirstOrDefault(absence => absence.Email == email && absence.From <= at && at < absence.Until);

    /// <summary>Lena for Britain, else the first of Ana and Ben who is there and was not passed over; who is alone gets it back, unless they passed it on.</summary>
    private Placement Place(LeadState lead, Instant now)
    {
        string[] roster = lead.Profile.Region == "GB" ? [Lena] : [Ana, Ben];
        var there = roster.Where(text => AbsenceOf(text, now) is null).ToList();
        var owner = there.FirstOrDefault(text => !LeadFold.Past(lead).Contains(text)) ?? there.FirstOrDefault(text => !lead.RefusedBy.Contains(text));
        return new Placement(owner, "rule 1", owner is null ? "nobody of rule 1 is here" : "rule 1");
    }

    private static BusinessCalendar Named(string name, string zone, string hours, string[] holidays) =>
        BusinessCalendar.From(Calendars.Definition(zone, hours, "Mon-Fri", holidays, []) with { Name = name });

    private static Person Rep(string email, string name, string team, BusinessCalendar calendar) =>
        One(email, name, Role.Rep) with { Team = team, Calendar = calendar, Zone = calendar.Zone, Manager = Milo };

    private static Person One(string email, string name, Role role) => new() { Email = email, Name = name, Role = role, Calendar = NewYork, Zone = NewYork.Zone };
}
