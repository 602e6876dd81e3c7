using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>What the agreements show beside their promises: conversion targets, marketing's leads beside all others,
/// leads with a full briefing.</summary>
internal sealed class IndicatorTally(ReportingPeriod frame, Credit credit, ConversionTargets? conversion)
{
    private readonly ConversionTargetTally targets = new(frame, conversion);
    private readonly OriginTally marketing = new(frame);
    private readonly OriginTally other = new(frame);
    private long briefed;
    private long known;

    internal void Add(LeadFacts lead)
    {
        // Where a week is split by owner or team, a lead's indicators are theirs to whom it was first assigned.
        if (!credit.ToFirst(lead, frame.AsOf))
        {
            return;
        }

        // A window ends long after the last thing that happened to a lead, so no lead is too quiet for it.
        targets.Add(lead);
        if (lead.LatestSecond < frame.From)
        {
            return;
        }

        (lead.IsMarketingSourcedAsOf(frame.AsOf) ? marketing : other).Add(lead);
        if (frame.IsMarketingMql(lead) && lead.Data?.IsBriefed is { } full)
        {
            known++;
            briefed += full ? 1 : 0;
        }
    }

    internal void Note(LeadFacts lead, CarriedOver standing, int times) => targets.Note(lead, standing, times);

    internal void Add(CarriedOver standing) => targets.Add(standing);

    internal void AddEnds(LeadFacts lead, List<long> into) => targets.AddEnds(lead, into);

    internal Scorecard Fill(Scorecard card) => card with
    {
        Conversion = card.Conversion with { Targets = targets.ToMetrics() },
        MarketingSourced = marketing.ToMetric(),
        OtherSourced = other.ToMetric(),
        Briefing = Share.Of(briefed, known),
    };
}

/// <summary>Metrics 15 and 16 of the leads that marketing brought, or of all others: how fast they went through the
/// stages, and what was won of them.</summary>
internal sealed class OriginTally(ReportingPeriod frame)
{
    private readonly Step[] steps = [new(), new(), new(), new()];
    private long count;
    private decimal sum;
    private long without;

    internal void Add(LeadFacts lead)
    {
        steps[0].Add(frame, lead.MqlSecond, lead.AcceptedSecond);
        steps[1].Add(frame, lead.AcceptedSecond, lead.SqlSecond);
        steps[2].Add(frame, lead.SqlSecond, lead.SqoSecond);
        steps[3].Add(frame, lead.SqoSecond, lead.WonSecond);
        if (frame.Holds(lead.WonSecond))
        {
            var amount = lead.AmountAsOf(frame.AsOf);
            count++;
            sum += amount ?? 0;
            without += amount is null ? 1 : 0;
        }
    }

    internal OriginMetric ToMetric() => new()
    {
        Velocity = new VelocityMetric { MqlToSal = steps[0].ToMetric(), SalToSql = steps[1].ToMetric(),
            SqlToSqo = steps[2].ToMetric(), SqoToWon = steps[3].ToMetric() },
        Won = new AmountMetric(count, sum, without),
    };

    private sealed class Step
    {
        private readonly List<long> elapsed = [];
        private readonly List<long> business = [];
        private long outOfOrder;

        internal void Add(ReportingPeriod frame, long earlier, long later)
        {
            if (!frame.Holds(later) || earlier > frame.AsOf)
            {
                return;
            }

            if (earlier > later)
            {
                outOfOrder++;
                return;
            }

            elapsed.Add(later - earlier);
            business.Add(ReportingPeriod.Business(frame.Calendar, earlier, later));
        }

        internal VelocityStep ToMetric() => new(Statistics.Of(elapsed), Statistics.Of(business), outOfOrder);
    }
}
