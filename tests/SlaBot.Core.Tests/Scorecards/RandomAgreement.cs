using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Hours with lunch breaks, half days and a Sunday night, and agreements drawn by lot.</summary>
internal static class RandomAgreement
{
    internal static CalendarDefinition Hours(string zone) => NewYork.Definition with
    {
        Name = zone,
        TimeZone = zone,
        Hours = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>(NewYork.Definition.Hours)
        {
            [IsoDayOfWeek.Wednesday] = [new(new LocalTime(9, 0), new LocalTime(12, 30)), new(new LocalTime(13, 15), new LocalTime(17, 0))],
            [IsoDayOfWeek.Sunday] = [new(new LocalTime(1, 0), new LocalTime(3, 0))],
        },
        Holidays = [.. NewYork.Definition.Holidays, new LocalDate(2027, 1, 1)],
        Dates = new Dictionary<LocalDate, IReadOnlyList<OpenHours>>
        {
            [new(2026, 12, 24)] = [new(new LocalTime(9, 0), new LocalTime(12, 0))],
            [new(2026, 10, 31)] = [new(new LocalTime(10, 0), new LocalTime(11, 0))],
            [new(2026, 12, 28)] = [],
        },
    };

    internal static SlaPolicy Policy(Random random, BusinessCalendar calendar)
    {
        string One(params string[] words) => words[random.Next(words.Length)];
        var touch = Promise(ClauseKind.FirstTouch, One("1 business hour", "24 hours", "2 business days")) with
        {
            From = (ClauseStart)random.Next(4),
            Method = random.Next(4) == 0 ? "email" : null,
        };
        var quotas = Mutual.Quotas with
        {
            Volume = random.Next(3) switch { 0 => new VolumeQuota(null, 7), 1 => new VolumeQuota(100, null), _ => null },
            Completeness = random.Next(4) == 0 ? null : new CompletenessQuota(["contact.email", "source", "contact.name", "budget"], 1m),
        };
        List<Clause> clauses =
        [
            Promise(ClauseKind.Handoff, One("5 minutes", "1 business hour", "1 calendar days")) with { Until = (HandoffEnd)random.Next(2) },
            touch,
            touch with { Tier = "hot", Within = new Target(TargetUnit.Business, 300) },
            Promise(ClauseKind.Cadence, One("10 business days", "3 calendar days", "48 hours")) with { Touches = random.Next(1, 4), Channels = random.Next(1, 3), CreditCodes = ["Unable to Contact"] },
            Promise(ClauseKind.Decision, One("3 business days", "1 business days", "0 minutes")),
            Promise(ClauseKind.Disposition, One("72 hours", "5 business days")),
            Promise(ClauseKind.Feedback, One("2 business days", "0 hours")) with { Of = (FeedbackScope)random.Next(2) },
        ];
        var missing = (ClauseKind)random.Next(30);
        clauses.RemoveAll(clause => clause.Kind == missing);
        return Mutual with { Calendar = calendar, Quotas = quotas, Clauses = clauses };
    }
}
