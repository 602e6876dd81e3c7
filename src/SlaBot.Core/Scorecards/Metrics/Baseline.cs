using SlaBot.Core.Time;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// What a metric is today, over all weeks of a rehearsal, and what it could be asked to be. Baseline first, then up
/// step by step: half as much again in six months, never beyond the goal (AGREEMENTS.md, Review).
/// </summary>
/// <param name="Key">The metric, as in <see cref="MetricLine"/>.</param>
/// <param name="Party">Who answers for it.</param>
/// <param name="Promise">The clause's target in words; null for a quota.</param>
/// <param name="Durations">Of a clause: seconds from start to action (cadence: touches a lead got); null for a
/// quota.</param>
/// <param name="IsBusinessTime">Whether those seconds are open ones.</param>
/// <param name="Num">Numerator over all weeks.</param>
/// <param name="Den">Denominator over all weeks; for a volume, the weeks.</param>
/// <param name="Today">The attainment of what is today; null without data.</param>
/// <param name="Goal">What the agreement asks for.</param>
public sealed record BaselineLine(
    string Key, Party Party, string? Promise, Statistics? Durations, bool IsBusinessTime, long Num, long Den,
    decimal? Today, decimal Goal)
{
    private const decimal HalfAgain = 1.5m;
    private const decimal FirstStep = 0.10m;

    /// <summary>The proposed target in six months; null without data.</summary>
    public decimal? InSixMonths =>
        Today is not { } now
            ? null : now >= Goal ? Goal : Math.Min(Goal, now == 0 ? Goal * FirstStep : now * HalfAgain);

    /// <summary>After how many months of such steps the goal is reached, in steps of six; 0 when it is today; null
    /// without data.</summary>
    public int? MonthsToGoal
    {
        get
        {
            if (Today is not { } reached)
            {
                return null;
            }

            var months = 0;
            for (; reached < Goal; months += 6)
            {
                reached = reached == 0 ? Goal * FirstStep : reached * HalfAgain;
            }

            return months;
        }
    }
}

/// <summary>Gathers a baseline: how long each clause takes today. Each lead is added once. Not safe from many
/// threads.</summary>
public sealed class BaselineTally
{
    // How long a recurring duty, such as a status update, takes today says nothing.
    private static readonly Dictionary<string, ClauseKind> Clauses = ClauseDefinition.All
        .Where(definition => definition.Metric is { Recurs: false })
        .ToDictionary(definition => definition.Metric!.Key, definition => definition.Kind);

    private static readonly string[] Unproposed =
    [
        "qualityScore", MetricLine.Revenue,
        .. ClauseDefinition.All.Select(definition => definition.Metric).OfType<ClauseMetric>()
            .Where(metric => metric.Recurs).Select(metric => metric.Key),
    ];

    private readonly SlaPolicy policy;
    private readonly ReportingPeriod frame;
    private readonly long from;
    private readonly long to;
    private readonly List<JudgedDuty> duties = [];
    private readonly Dictionary<ClauseKind, List<long>> spans =
        Clauses.Values.ToDictionary(kind => kind, _ => new List<long>());

    /// <summary>Starts at nothing.</summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="first">The first week.</param>
    /// <param name="last">The last week.</param>
    /// <param name="asOf">Later events do not exist; null for the last week's last second.</param>
    /// <param name="people">As for <see cref="ScorecardMaker.Make"/>.</param>
    public BaselineTally(SlaPolicy policy, IsoWeek first, IsoWeek last, Instant? asOf = null, People? people = null)
    {
        var zone = policy.Calendar.Zone;
        this.policy = policy;
        frame = new ReportingPeriod(policy, last, asOf ?? last.LastSecond(zone), null, people);
        (from, to) = (first.From(zone).ToUnixTimeSeconds(), frame.To);
    }

    /// <summary>Counts a lead.</summary>
    public void Add(LeadFacts lead)
    {
        duties.Clear();
        JudgedDuties.Of(lead, frame, duties);
        foreach (var duty in duties)
        {
            var cadence = duty.Clause == ClauseKind.Cadence;
            var settled = duty.Settle(frame.AsOf);
            var end = cadence ? settled.IsJudged ? settled.At : LeadFacts.Never : duty.Done;
            if (end >= from && end < to && end <= frame.AsOf && spans.TryGetValue(duty.Clause, out var found))
            {
                found
                    .Add(cadence
                        ? lead.Touches.Count(touch => touch.At >= duty.Start && touch.At <= end) : Span(lead, duty));
            }
        }
    }

    /// <summary>A line for every metric with a target, from these weeks' scorecards.</summary>
    public IReadOnlyList<BaselineLine> ToLines(IReadOnlyList<Scorecard> weeks) =>
        [.. weeks.SelectMany(week => week.Metrics)
            .Where(line => line.Target is not null && !Unproposed.Contains(line.Key))
            .GroupBy(line => line.Key).Select(Line)];

    private BaselineLine Line(IGrouping<string, MetricLine> lines)
    {
        var metricLine = lines.Last();
        var (num, den) = (lines.Sum(line => line.Num ?? 0),
            metricLine.Den is null ? lines.Count() : lines.Sum(line => line.Den ?? 0));
        var isClause = Clauses.TryGetValue(metricLine.Key, out var kind);
        var clause = isClause
            ? policy.ClauseFor(kind, null, null, null) ?? policy.Clauses.FirstOrDefault(each => each.Kind == kind)
            : null;
        return new BaselineLine(
            metricLine.Key, metricLine.Party, clause is null ? null : Describe(clause),
            isClause ? Statistics.Of(spans[kind]) : null, clause is not null && IsBusiness(clause),
            num, den, den == 0 ? null : (decimal)num / den, lines.Average(line => line.Target!.Value));
    }

    private static string Describe(Clause clause) =>
        clause.Kind != ClauseKind.Cadence ? clause.Within.ToString()
        : $"{clause.Touches} touches{(clause.Channels > 1 ? $" on {clause.Channels} channels" : "")} in {clause.Within}";

    private long Span(LeadFacts lead, JudgedDuty duty) =>
        Deadlines.ClauseOf(lead, frame, duty.Clause) is { } clause && IsBusiness(clause)
            ? ReportingPeriod.Business(frame.Calendar, duty.Start, duty.Done)
            : duty.Done - duty.Start;

    private static bool IsBusiness(Clause clause) =>
        clause.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays;
}
