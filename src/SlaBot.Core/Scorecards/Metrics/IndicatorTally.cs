using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>What the agreements show beside their promises: conversion targets, marketing's leads beside all others, leads with a full briefing.</summary>
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
