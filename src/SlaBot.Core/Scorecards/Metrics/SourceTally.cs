using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metrics 16 and 17: worth, acceptance and wins, of all, by source, and marketing-sourced beside
/// other.</summary>
internal sealed class SourceTally(ReportingPeriod frame, Credit credit)
{
    private readonly Dictionary<string, Line> bySource = [];
    private readonly Line marketing = new("marketing-sourced");
    private readonly Line other = new("other");
    private readonly Worth pipeline = new();
    private readonly Worth won = new();

    internal static string NameOf(LeadFacts lead, ReportingPeriod frame) =>
        lead.SourceAsOf(frame.AsOf) ?? NameCounts.Blank;

    internal void Add(LeadFacts lead)
    {
        if (frame.Holds(lead.SqoSecond) && credit.At(lead, lead.SqoSecond))
        {
            pipeline.Add(lead.AmountAsOf(frame.AsOf));
        }

        if (frame.Holds(lead.WonSecond) && credit.At(lead, lead.WonSecond))
        {
            won.Add(lead.AmountAsOf(frame.AsOf));
        }

        var name = NameOf(lead, frame);
        if (!bySource.TryGetValue(name, out var line))
        {
            bySource[name] = line = new Line(name);
        }

        line.Add(lead, frame, credit);
        (lead.IsMarketingSourcedAsOf(frame.AsOf) ? marketing : other).Add(lead, frame, credit);
    }

    internal Scorecard Fill(Scorecard card) => card with
    {
        Pipeline = pipeline.ToMetric(),
        Won = won.ToMetric(),
        Sources = [
            .. bySource.Values.Where(line => !line.IsEmpty).OrderBy(line => line.Name, StringComparer.Ordinal)
                .Select(line => line.ToLine())],
        Origins = [marketing.ToLine(), other.ToLine()],
    };

    private sealed class Worth
    {
        private long count;
        private decimal sum;
        private long without;

        internal bool IsEmpty => count == 0;

        internal void Add(decimal? amount)
        {
            count++;
            sum += amount ?? 0;
            without += amount is null ? 1 : 0;
        }

        internal AmountMetric ToMetric() => new(count, sum, without);
    }

    private sealed class Line(string name)
    {
        private readonly Worth pipeline = new();
        private long mqls;
        private long accepted;
        private long decided;
        private long wins;
        private long closed;

        internal string Name => name;

        internal bool IsEmpty => mqls + decided + closed == 0 && pipeline.IsEmpty;

        internal void Add(LeadFacts lead, ReportingPeriod frame, Credit credit)
        {
            mqls += frame.Holds(lead.MqlSecond) && credit.ToFirst(lead, frame.AsOf) ? 1 : 0;
            var (at, rejection) = lead.DecisionAsOf(frame.AsOf);
            var isDecided = frame.Holds(at) && credit.At(lead, at);
            decided += isDecided ? 1 : 0;
            accepted += isDecided && rejection is null ? 1 : 0;
            // A lead closes once: with the first of won and lost.
            var end = Moment.Min(lead.WonAt, lead.LostAt).At;
            var isClosed = frame.Holds(end) && credit.At(lead, end);
            closed += isClosed ? 1 : 0;
            wins += isClosed && lead.WonAt < lead.LostAt ? 1 : 0;
            if (frame.Holds(lead.SqoSecond) && credit.At(lead, lead.SqoSecond))
            {
                pipeline.Add(lead.AmountAsOf(frame.AsOf));
            }
        }

        internal SourceLine ToLine() =>
            new(name, mqls, Share.Of(accepted, decided), Share.Of(wins, closed), pipeline.ToMetric());
    }
}
