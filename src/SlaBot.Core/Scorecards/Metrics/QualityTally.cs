using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metrics 2 to 6 and 13: decisions, fit, ratings, data.</summary>
internal sealed class QualityTally(ReportingPeriod frame, Credit credit)
{
    private readonly NameCounts reasons = new();
    private readonly DataTally required = new();
    private readonly DataTally enriched = new();
    private long accepted;
    private long rejected;
    private long undecided;
    private long fits;
    private long judgedForFit;
    private long ratings;
    private decimal ratingSum;

    internal void Add(LeadFacts lead)
    {
        AddDecision(lead);
        if (frame.IsMarketingMql(lead) && credit.ToFirst(lead, frame.AsOf))
        {
            judgedForFit += lead.FitsIcp is null ? 0 : 1;
            fits += lead.FitsIcp == true ? 1 : 0;
            required.Add(lead.Data?.RequiredPresent ?? 0, lead.Data?.Required ?? 0);
            enriched.Add(lead.Data?.EnrichmentPresent ?? 0, lead.Data?.Enrichment ?? 0);
        }

        if (frame.Holds(lead.RatedSecond) && credit.At(lead, lead.RatedSecond))
        {
            ratings++;
            ratingSum += lead.Rating;
        }
    }

    internal void AddUndecided(long more) => undecided += more;

    internal bool IsUndecided(LeadFacts lead) =>
        lead.MqlSecond <= frame.AsOf && lead.DecisionAsOf(frame.AsOf).At == LeadFacts.Never
            && credit.At(lead, frame.AsOf);

    internal Scorecard Fill(Scorecard card) => card with
    {
        Acceptance = new AcceptanceShare
        {
            Num = accepted,
            Den = accepted + rejected,
            Accepted = accepted,
            Rejected = rejected,
            Undecided = undecided,
        },
        RejectReasons = reasons.LargestFirst(),
        IcpMatch = Share.Of(fits, judgedForFit),
        QualityScore = new RatingMetric(ratings, ratings == 0 ? null : Math.Round(ratingSum / ratings, 3)),
        DataCompleteness = required.ToMetric(),
        Enrichment = enriched.ToMetric(),
    };

    private void AddDecision(LeadFacts lead)
    {
        var (at, rejection) = lead.DecisionAsOf(frame.AsOf);
        if (at == LeadFacts.Never)
        {
            undecided += IsUndecided(lead) ? 1 : 0;
        }
        else if (!credit.At(lead, at))
        {
            return;
        }
        else if (frame.Holds(at) && rejection is null)
        {
            accepted++;
        }
        else if (frame.Holds(at))
        {
            rejected++;
            reasons.Add(rejection!.Reason);
        }
    }

    /// <summary>One list of fields; leads of which none were asked are no data.</summary>
    private sealed class DataTally
    {
        private long complete;
        private long leads;
        private long present;
        private long asked;

        internal void Add(int have, int of)
        {
            leads += of > 0 ? 1 : 0;
            complete += of > 0 && have >= of ? 1 : 0;
            present += have;
            asked += of;
        }

        internal Completeness ToMetric() =>
            new() { Leads = Share.Of(complete, leads), Fields = Share.Of(present, asked) };
    }
}
