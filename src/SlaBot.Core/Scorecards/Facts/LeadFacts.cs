namespace SlaBot.Core.Scorecards.Facts;

/// <summary>
/// What the numbers need of one lead, told in order of arrival by live events (<see cref="LiveFacts"/>) or history lines. The first
/// of a kind by its own time counts, ties by arrival; touches all count; the amount is the last. Instants are whole seconds.
/// Everything is kept whatever its time, and read as of an instant, so that one telling serves every week. Not safe from many threads.
/// </summary>
/// <param name="lead">The lead's id.</param>
public sealed partial class LeadFacts(string lead)
{
    /// <summary>The second of what never happened: later than any.</summary>
    internal const long Never = long.MaxValue;

    private static readonly List<TouchFact> NoTouches = [];
    private static readonly List<RejectionFact> NoRejections = [];
    private static readonly List<ObligationFacts> NoObligations = [];

    private int arrivals;
    private int acceptedArrival;
    private List<TouchFact> touches = NoTouches;
    private List<RejectionFact> rejections = NoRejections;
    private List<AssignmentFact>? assignments;
    private List<(long At, decimal Amount)>? amounts;
    private List<(long From, long To)>? pauses;

    /// <summary>The lead's id.</summary>
    public string Lead { get; } = lead;

    /// <summary>Where it came from; null when it was not said.</summary>
    public string? Source { get; private set; }

    /// <summary>The segment; null when it was not said.</summary>
    public string? Tier { get; private set; }

    /// <summary>False when sales found it.</summary>
    public bool MarketingSourced { get; private set; } = true;

    internal long SourceSecond { get; private set; } = Never;

    internal long TierSecond { get; private set; } = Never;

    /// <summary>Whether it met the fit criteria at the MQL instant; null when there are none.</summary>
    public bool? FitsIcp { get; private set; }

    internal Leads.MqlData? Data { get; private set; }

    /// <summary>Before it nothing was told of the lead.</summary>
    internal long EarliestSecond { get; private set; } = Never;

    /// <summary>After it nothing was told of the lead but what became of its obligations.</summary>
    internal long LatestSecond { get; private set; } = long.MinValue;

    internal long ReceivedSecond { get; private set; } = Never;

    internal long MqlSecond { get; private set; } = Never;

    internal long AcceptedSecond { get; private set; } = Never;

    internal long SqlSecond { get; private set; } = Never;

    internal long SqoSecond { get; private set; } = Never;

    internal long WonSecond { get; private set; } = Never;

    internal long LostSecond { get; private set; } = Never;

    internal bool LostWithReason { get; private set; }

    internal long FeedbackSecond { get; private set; } = Never;

    internal bool FeedbackIsBlank { get; private set; }

    internal long RatedSecond { get; private set; } = Never;

    internal decimal Rating { get; private set; }

    internal long DisposedSecond { get; private set; } = Never;

    internal long EndedSecond { get; private set; } = Never;

    internal string? EndedCode { get; private set; }

    internal bool EndedCredited { get; private set; }

    internal long AssignedSecond { get; private set; } = Never;

    internal List<TouchFact> Touches => touches;

    internal List<ObligationFacts> Obligations { get; private set; } = NoObligations;

    /// <summary>The start of the lead's first frozen obligation; duties that began before it are computed from the agreement.</summary>
    internal long FirstObligationSecond { get; private set; } = Never;

    /// <summary>Kept with the agreement that it was computed from.</summary>
    internal ComputedDeadlines? Computed { get; set; }

    internal string? SourceAsOf(long asOf) => SourceSecond <= asOf ? Source : null;

    internal string? TierAsOf(long asOf) => TierSecond <= asOf ? Tier : null;

    internal bool IsMarketingSourcedAsOf(long asOf) => ReceivedSecond > asOf || MarketingSourced;

    /// <summary>The rejection that counts as of then: the first that neither goes on to the next rep nor was overturned by then.</summary>
    internal RejectionFact? RejectionAsOf(long asOf)
    {
        RejectionFact? first = null;
        foreach (var one in rejections)
        {
            if (!one.Reroute && one.At <= asOf && one.OverturnedAt > asOf && (first is null || one.At < first.At))
            {
                first = one;
            }
        }

        return first;
    }

    /// <summary>The first accept or reject as of then: its second (never, when there is none) and the rejection, when it is one.</summary>
    internal (long At, RejectionFact? Rejection) DecisionAsOf(long asOf)
    {
        var accepted = AcceptedSecond <= asOf ? AcceptedSecond : Never;
        var no = RejectionAsOf(asOf);
        return no is null || accepted < no.At || (accepted == no.At && acceptedArrival < no.Arrival) ? (accepted, null) : (no.At, no);
    }

    /// <summary>The owner and team of the last assignment at or before a second; of the first one before any.</summary>
    internal AssignmentFact AssignmentAt(long second)
    {
        AssignmentFact? last = null;
        AssignmentFact? first = null;
        foreach (var one in assignments ?? [])
        {
            last = one.At <= second && !(last?.At > one.At) ? one : last;
            first = first is null || one.At < first.Value.At ? one : first;
        }

        return last ?? first ?? default;
    }

    /// <summary>The last amount as of then.</summary>
    internal decimal? AmountAsOf(long asOf)
    {
        var last = (At: long.MinValue, Amount: (decimal?)null);
        foreach (var (at, amount) in amounts ?? [])
        {
            if (at <= asOf && at >= last.At)
            {
                last = (at, amount);
            }
        }

        return last.Amount;
    }

    /// <summary>The first touch at or after a start, on a channel where one is asked for.</summary>
    internal long FirstTouchFrom(long start, string? channel)
    {
        var first = Never;
        foreach (var touch in touches)
        {
            if (touch.At >= start && touch.At < first && (channel is null || Same(channel, touch.Channel)))
            {
                first = touch.At;
            }
        }

        return first;
    }

    /// <summary>Whether sales' clocks stood still at that second, as far as is known then: a clock still running when they go on has a later deadline.</summary>
    internal bool IsHeldAsOf(long asOf, long second)
    {
        foreach (var (from, to) in pauses ?? [])
        {
            if (from <= asOf && from <= second && (to > asOf || to > second))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The second of everything that was told, never among them.</summary>
    internal void AddInstants(List<long> into)
    {
        into.AddRange(ReceivedSecond, MqlSecond, AcceptedSecond, SqlSecond, SqoSecond, WonSecond, LostSecond, FeedbackSecond, RatedSecond, DisposedSecond, EndedSecond);
        touches.ForEach(one => into.Add(one.At));
        assignments?.ForEach(one => into.Add(one.At));
        amounts?.ForEach(one => into.Add(one.At));
        turns?.ForEach(one => into.Add(one.At));
        foreach (var one in rejections)
        {
            into.Add(one.At);
            into.Add(one.OverturnedAt);
        }
    }

    internal static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
