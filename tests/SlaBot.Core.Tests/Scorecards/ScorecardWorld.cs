using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>An agreement in New York (Monday to Friday, nine to five) and the words to tell facts under it.</summary>
internal static class ScorecardWorld
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    internal static BusinessCalendar NewYork { get; } = BusinessCalendar.From(new CalendarDefinition
    {
        Name = "new-york",
        TimeZone = "America/New_York",
        Hours = Enum.GetValues<IsoDayOfWeek>().Where(day => day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Friday)
            .ToDictionary(day => day, _ => (IReadOnlyList<OpenHours>)[new OpenHours(new LocalTime(9, 0), new LocalTime(17, 0))]),
        Holidays = [new LocalDate(2026, 11, 26), new LocalDate(2026, 12, 25)],
    });

    internal static IsoWeek Week47 { get; } = new(2026, 47);

    internal static SlaPolicy Mutual { get; } = new()
    {
        Template = "mutual",
        Version = "2026.1",
        Calendar = NewYork,
        Quotas = new Quotas
        {
            Volume = new VolumeQuota(100, null),
            Acceptance = 0.85m,
            Completeness = new CompletenessQuota(["contact.email", "source"], 1m),
        },
        Clauses =
        [
            Promise(ClauseKind.Handoff, "5 minutes"),
            Promise(ClauseKind.FirstTouch, "1 business hour"),
            Promise(ClauseKind.Cadence, "10 business days") with { Touches = 3, Channels = 2, CreditCodes = ["Unable to Contact"] },
            Promise(ClauseKind.Decision, "3 business days"),
            Promise(ClauseKind.Disposition, "5 business days"),
            Promise(ClauseKind.Feedback, "2 business days"),
        ],
    };

    internal static Clause Promise(ClauseKind kind, string within) =>
        new() { Kind = kind, Within = Target.TryParse(within, out var target, out var fault) ? target : throw new ArgumentException(fault) };

    internal static SlaPolicy With(Clause clause) =>
        Mutual with { Clauses = [.. Mutual.Clauses.Where(item => item.Kind != clause.Kind), clause] };

    /// <summary>New York's wall clock, <c>2026-11-16 09:00</c>.</summary>
    internal static Instant At(string local, string zone = "America/New_York") =>
        Local.Parse(local.Length == 16 ? local + ":00" : local).Value.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant();

    internal static LeadFacts Lead(string id = "L1", string source = "web")
    {
        var lead = new LeadFacts(id);
        lead.Received(At("2026-11-02 09:00"), source, null, true, null);
        return lead;
    }

    internal static LeadFacts Mql(this LeadFacts lead, string at)
    {
        lead.MqlReached(At(at), new MqlData(2, 2, 0, 0), true);
        return lead;
    }

    internal static LeadFacts Given(this LeadFacts lead, string at, string owner = "ana@x")
    {
        lead.Assigned(At(at), owner, "east");
        return lead;
    }

    internal static LeadFacts Yes(this LeadFacts lead, string at)
    {
        lead.Accepted(At(at));
        return lead;
    }

    internal static LeadFacts No(this LeadFacts lead, string at, string? reason = "Not our ICP", bool reroute = false)
    {
        lead.Rejected(At(at), reason, reroute);
        return lead;
    }

    internal static LeadFacts Call(this LeadFacts lead, string at, string channel = "call")
    {
        lead.Touched(At(at), channel, null);
        return lead;
    }

    internal static LeadFacts Code(this LeadFacts lead, string at, string code = "Qualified")
    {
        lead.Disposed(At(at), code, ends: true, credited: false);
        return lead;
    }

    internal static LeadFacts Stage(this LeadFacts lead, string at, LeadStage stage, decimal? amount = null, string? reason = null)
    {
        lead.StageReached(At(at), stage, amount, reason);
        return lead;
    }

    internal static LeadFacts Says(this LeadFacts lead, string at, string? reason)
    {
        lead.FeedbackGiven(At(at), reason);
        return lead;
    }

    internal static Scorecard Card(params LeadFacts[] leads) => ScorecardMaker.Make(leads, Mutual, Week47);

    internal static Scorecard CardAsOf(string asOf, params LeadFacts[] leads) => ScorecardMaker.Make(leads, Mutual, Week47, At(asOf));
}
