using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Counts one week lead by lead, so that many weeks can be counted in one reading. Each lead is added once.
/// Not safe from many threads.</summary>
public sealed class ScorecardTally
{
    private readonly ReportingPeriod frame;
    private readonly ScorecardScope scope;
    private readonly Credit credit;
    private readonly List<JudgedDuty> duties = [];
    private readonly VolumeTally volume;
    private readonly QualityTally quality;
    private readonly DutyTally judged;
    private readonly SpanTally spans;
    private readonly ConversionTally conversion;
    private readonly SourceTally sources;
    private readonly PeopleTally people;
    private readonly IndicatorTally indicators;

    /// <summary>Starts a week at nothing; the arguments are those of <see cref="ScorecardMaker.Make"/>.</summary>
    public ScorecardTally(
        SlaPolicy policy, IsoWeek week, Instant? asOf = null, ScorecardScope? scope = null,
        Func<string, BusinessCalendar>? calendarOf = null, People? people = null)
        : this(new ReportingPeriod(policy, week, asOf ?? week.LastSecond(policy.Calendar.Zone), calendarOf, people),
            scope)
    {
    }

    private ScorecardTally(ReportingPeriod frame, ScorecardScope? scope)
    {
        this.frame = frame;
        this.scope = scope ?? new ScorecardScope();
        credit = new Credit(this.scope);
        volume = new VolumeTally(frame, QuotasFor(frame.Policy, this.scope).Volume, credit);
        quality = new QualityTally(frame, credit);
        judged = new DutyTally(frame);
        spans = new SpanTally(frame, credit);
        conversion = new ConversionTally(frame, credit);
        sources = new SourceTally(frame, credit);
        people = new PeopleTally(frame, credit, judged);
        indicators = new IndicatorTally(frame, credit, QuotasFor(frame.Policy, this.scope).Conversion);
    }

    /// <summary>The same numbers counted directly over a month (METRICS.md, Clocks), not over its weeks; the name is
    /// such as <c>2026-11</c>.</summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="month">The month.</param>
    /// <param name="asOf">Later events do not exist; null for the month's last second.</param>
    /// <param name="calendarOf">As for a week.</param>
    /// <param name="people">As for a week.</param>
    public static ScorecardTally OfMonth(SlaPolicy policy, YearMonth month, Instant? asOf = null,
        Func<string, BusinessCalendar>? calendarOf = null, People? people = null) =>
        Of(policy, MonthsOf.Month(month), asOf, calendarOf, people);

    /// <summary>The same over a month or a quarter.</summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="months">The month or quarter.</param>
    /// <param name="asOf">Later events do not exist; null for its last second.</param>
    /// <param name="calendarOf">As for a week.</param>
    /// <param name="people">As for a week.</param>
    public static ScorecardTally Of(SlaPolicy policy, MonthsOf months, Instant? asOf = null,
        Func<string, BusinessCalendar>? calendarOf = null, People? people = null)
    {
        var last = IsoWeek.StartOf(months.End, policy.Calendar.Zone) - Duration.FromSeconds(1);
        return new ScorecardTally(
            new ReportingPeriod(policy, months.Name, months.First, months.End, asOf ?? last, calendarOf, people), null);
    }

    /// <summary>Counts a lead.</summary>
    public void Add(LeadFacts lead)
    {
        if (lead.EarliestSecond > frame.AsOf || !IsInScope(lead))
        {
            return;
        }

        duties.Clear();
        JudgedDuties.Of(lead, frame, duties);
        if (!credit.IsSplit)
        {
            judged.Add(duties);
        }

        people.Add(lead, duties);
        indicators.Add(lead);
        if (lead.LatestSecond < frame.From)
        {
            AddQuiet(lead);
            return;
        }

        volume.Add(lead);
        quality.Add(lead);
        spans.Add(lead);
        conversion.Add(lead);
        sources.Add(lead);
    }

    /// <summary>A lead of which the week has nothing to tell is in no number of what happened; most leads of most weeks
    /// are such.</summary>
    private void AddQuiet(LeadFacts lead)
    {
        volume.AddToMonth(lead);
        quality.AddUndecided(quality.IsUndecided(lead) ? 1 : 0);
    }

    internal ReportingPeriod Period => frame;

    /// <summary>Counts what stands still in this week.</summary>
    internal void Add(CarriedOver standing)
    {
        judged.Add(standing.Pending);
        quality.AddUndecided(standing.Undecided);
        people.Add(standing.Owners);
        indicators.Add(standing);
    }

    /// <summary>The instants at which a lead's conversion windows end.</summary>
    internal void AddEnds(LeadFacts lead, List<long> into) => indicators.AddEnds(lead, into);

    /// <summary>Counts a lead of which nothing happens in this week, to the month only.</summary>
    internal void AddToMonth(LeadFacts lead) => volume.AddToMonth(lead);

    /// <summary>Notes what a lead adds to a week in which nothing of it happens, so many times.</summary>
    internal void Note(LeadFacts lead, CarriedOver standing, int times)
    {
        if (lead.EarliestSecond > frame.AsOf || !IsInScope(lead))
        {
            return;
        }

        duties.Clear();
        JudgedDuties.Of(lead, frame, duties);
        foreach (var duty in duties.Where(duty => duty.Settle(frame.AsOf).Outcome == Outcome.Pending))
        {
            standing.AddPending(duty.Clause, times);
        }

        standing.AddUndecided(quality.IsUndecided(lead) ? times : 0);
        people.Note(lead, duties, standing, times);
        indicators.Note(lead, standing, times);
    }

    /// <summary>The scorecard of what was added so far.</summary>
    public Scorecard ToScorecard()
    {
        var card = new Scorecard
        {
            Week = frame.Name,
            From = Instant.FromUnixTimeSeconds(frame.From),
            To = Instant.FromUnixTimeSeconds(frame.To),
            AsOf = Instant.FromUnixTimeSeconds(frame.AsOf),
            Zone = frame.Zone.Id,
            Template = frame.Policy.Template,
            PolicyVersion = frame.Policy.Version,
            Scope = scope,
            MqlVolume = volume.ToMetric(),
            Conversion = conversion.ToMetric(),
            Velocity = spans.Velocity(),
        };
        card = ClauseDefinition.All.Aggregate(card, (sum, definition) => Kept(sum, definition.Kind));
        var quotas = QuotasFor(frame.Policy, scope);
        var revenue = scope.IsWhole && quotas.RevenuePerMonth is { } monthly
            ? Math.Round(frame.ShareOf(monthly), 6) : (decimal?)null;
        return MetricLines.Judge(indicators.Fill(people.Fill(sources.Fill(quality.Fill(card)))), frame.Policy, quotas,
            revenue);
    }

    /// <summary>The card with the number of one kind of clause.</summary>
    private Scorecard Kept(Scorecard card, ClauseKind kind) => kind switch
    {
        ClauseKind.Handoff => card with { Handoff = spans.Handoff(judged.Of(kind)) },
        ClauseKind.Decision => card with { Decision = judged.Of(kind) },
        ClauseKind.FirstTouch => card with { SpeedToLead = spans.Speed(judged.Of(kind)) },
        ClauseKind.Cadence => card with { Cadence = judged.Of(kind) },
        ClauseKind.Disposition => card with { Disposition = judged.Of(kind) },
        ClauseKind.StatusUpdate => card with { StatusUpdates = judged.Of(kind) },
        ClauseKind.Feedback => card with { Feedback = judged.Of(kind) },

        // METRICS.md counts no answers to disputes.
        ClauseKind.DisputeAnswer => card,
    };

    private static Quotas QuotasFor(SlaPolicy policy, ScorecardScope scope) =>
        scope.Team is { } team
            && policy.TeamQuotas.FirstOrDefault(teamQuota => LeadFacts.Same(teamQuota.Key, team)).Value is { } own ? own
        : scope.Team is not null || scope.Owner is not null || scope.Source is not null
        ? policy.Quotas with { Volume = null }
        : scope.Region is { } region
        ? policy.RegionQuotas.FirstOrDefault(regionQuota => LeadFacts.Same(regionQuota.Key, region)).Value
            ?? policy.Quotas with { Volume = null }
        : scope.Segment is { } segment
        ? policy.Quotas
            with { Volume =
                policy.Quotas.Volume?.Segments?.FirstOrDefault(pair => LeadFacts.Same(pair.Key, segment)).Value }
        : policy.Quotas;

    private bool IsInScope(LeadFacts lead)
    {
        if (scope.Source is { } source && !LeadFacts.Same(source, SourceTally.NameOf(lead, frame)))
        {
            return false;
        }

        if ((scope.Region is { } region && !LeadFacts.Same(region, lead.RegionAsOf(frame.AsOf) ?? NameCounts.Blank))
            || (scope.Segment is { } segment
                && !LeadFacts.Same(segment, lead.TierAsOf(frame.AsOf) ?? NameCounts.Blank)))
        {
            return false;
        }

        return true;
    }
}
