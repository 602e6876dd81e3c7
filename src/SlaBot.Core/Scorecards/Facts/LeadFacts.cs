using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>
/// What the numbers need of one lead, told in order of arrival by live events (<see cref="LiveFacts"/>) or history
/// lines. The first of a kind by its own time counts, ties by arrival; touches all count; the amount is the last.
/// Instants are whole seconds. Everything is kept whatever its time, and read as of an instant, so that one telling
/// serves every week. Not safe from many threads.
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
    private List<TouchFact> touches = NoTouches;
    private List<RejectionFact> rejections = NoRejections;
    private List<AssignmentFact>? assignments;
    private List<Moment>? reasons;
    private List<(ClauseKind Clause, long At)>? excuses;
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

    internal SlaBot.Core.Leads.MqlData? Data { get; private set; }

    /// <summary>Before it nothing was told of the lead.</summary>
    internal long EarliestSecond { get; private set; } = Never;

    /// <summary>After it nothing was told of the lead but what became of its obligations.</summary>
    internal long LatestSecond { get; private set; } = long.MinValue;

    internal long ReceivedSecond { get; private set; } = Never;

    internal long MqlSecond { get; private set; } = Never;

    internal Moment AcceptedAt { get; private set; } = Moment.Never;

    internal Moment SqlAt { get; private set; } = Moment.Never;

    internal Moment SqoAt { get; private set; } = Moment.Never;

    internal Moment WonAt { get; private set; } = Moment.Never;

    internal Moment LostAt { get; private set; } = Moment.Never;

    internal long AcceptedSecond => AcceptedAt.At;

    internal long SqlSecond => SqlAt.At;

    internal long SqoSecond => SqoAt.At;

    internal long WonSecond => WonAt.At;

    internal long LostSecond => LostAt.At;

    /// <summary>The first delivery of the card.</summary>
    internal long DeliveredSecond { get; private set; } = Never;

    /// <summary>True where what is told of the lead also tells deliveries, so that none told means none
    /// happened.</summary>
    internal bool TellsDeliveries { get; set; }

    internal long RatedSecond { get; private set; } = Never;

    internal decimal Rating { get; private set; }

    internal long DisposedSecond { get; private set; } = Never;

    /// <summary>The first outcome code that ends work.</summary>
    internal Moment EndedAt { get; private set; } = Moment.Never;

    internal long EndedSecond => EndedAt.At;

    internal string? EndedCode { get; private set; }

    internal bool EndedCredited { get; private set; }

    internal long AssignedSecond { get; private set; } = Never;

    internal List<TouchFact> Touches => touches;

    internal List<ObligationFacts> Obligations { get; private set; } = NoObligations;

    /// <summary>Of a lead of the past: the obligations that it would have had, where its own clocks alone do not say
    /// who owed what; null where they do.</summary>
    internal List<ObligationFacts>? Replayed { get; set; }

    /// <summary>From which second on they do not.</summary>
    internal long ReplayedFrom { get; set; } = Never;

    /// <summary>The start of the lead's first frozen obligation; duties that began before it are computed from the
    /// agreement.</summary>
    internal long FirstObligationSecond { get; private set; } = Never;

    /// <summary>Kept with the agreement that it was computed from.</summary>
    internal ComputedDeadlines? Computed { get; set; }

    internal string? SourceAsOf(long asOf) => SourceSecond <= asOf ? Source : null;

    internal string? TierAsOf(long asOf) => TierSecond <= asOf ? Tier : null;

    internal bool IsMarketingSourcedAsOf(long asOf) => ReceivedSecond > asOf || MarketingSourced;

    /// <summary>The rejection that counts as of then: the first that neither goes on to the next rep nor was overturned
    /// by then.</summary>
    internal RejectionFact? RejectionAsOf(long asOf)
    {
        RejectionFact? first = null;
        foreach (var rejection in rejections)
        {
            if (!rejection.Reroute && rejection.At <= asOf && rejection.OverturnedAt > asOf
                && (first is null || rejection.Moment < first.Moment))
            {
                first = rejection;
            }
        }

        return first;
    }

    /// <summary>The first rejection from a second on that was a decision as of then; never where there is
    /// none.</summary>
    internal Moment RejectedFrom(long start, long asOf)
    {
        var first = Moment.Never;
        foreach (var rejection in rejections)
        {
            first = rejection.Reroute || rejection.At < start || rejection.At > asOf || rejection.OverturnedAt <= asOf
                ? first : Moment.Min(first, rejection.Moment);
        }

        return first;
    }

    /// <summary>The first accept or reject as of then: its second (never, when there is none) and the rejection, when
    /// it is one.</summary>
    internal (long At, RejectionFact? Rejection) DecisionAsOf(long asOf)
    {
        var accepted = AcceptedSecond <= asOf ? AcceptedAt : Moment.Never;
        var no = RejectionAsOf(asOf);
        return no is null || accepted < no.Moment ? (accepted.At, null) : (no.At, no);
    }

    /// <summary>The last assignment up to a moment; null when there was none yet.</summary>
    internal AssignmentFact? HeldAt(Moment moment)
    {
        AssignmentFact? last = null;
        foreach (var assignmentFact in assignments ?? [])
        {
            last = !(moment < assignmentFact.Moment) && !(assignmentFact.Moment < last?.Moment) ? assignmentFact : last;
        }

        return last;
    }

    /// <summary>When whoever held the lead at a moment lost it, or the first owner after it where nobody had it yet;
    /// never where it stayed with them.</summary>
    internal long HandoverAfter(Moment moment)
    {
        var (first, next) = (Moment.Never, Moment.Never);
        foreach (var assignmentFact in assignments ?? [])
        {
            if (moment < assignmentFact.Moment)
            {
                next = assignmentFact.Moment < first ? first : Moment.Min(next, assignmentFact.Moment);
                first = Moment.Min(first, assignmentFact.Moment);
            }
        }

        if (HeldAt(moment) is null)
        {
            return next.At;
        }

        foreach (var rejection in rejections)
        {
            first = moment < rejection.Moment ? Moment.Min(first, rejection.Moment) : first;
        }

        return first.At;
    }

    /// <summary>The last assignment at or before a second; null when there was none yet.</summary>
    internal AssignmentFact? AssignmentAsOf(long second) => AssignedSecond <= second ? AssignmentAt(second) : null;

    /// <summary>The first assignment; null when there is none.</summary>
    internal AssignmentFact? FirstAssignment
    {
        get
        {
            AssignmentFact? first = null;
            foreach (var assignmentFact in assignments ?? [])
            {
                first = first is null || assignmentFact.Moment < first.Value.Moment ? assignmentFact : first;
            }

            return first;
        }
    }

    /// <summary>The team in which somebody last came to hold the lead by then; else that of whoever held it.</summary>
    internal string? TeamOf(string owner, long second)
    {
        AssignmentFact? last = null;
        foreach (var assignmentFact in assignments ?? [])
        {
            last = assignmentFact.At <= second && assignmentFact.Owner is { } held && Same(held, owner)
                && !(assignmentFact.Moment < last?.Moment) ? assignmentFact : last;
        }

        return last is { } own ? own.Team : AssignmentAt(second).Team;
    }

    /// <summary>Everybody who held, owed or touched something of it by then.</summary>
    internal IEnumerable<(string? Owner, string? Team)> Involved(long asOf)
    {
        foreach (var assignmentFact in assignments ?? [])
        {
            if (assignmentFact.At <= asOf)
            {
                yield return (assignmentFact.Owner, assignmentFact.Team);
            }
        }

        foreach (var touch in touches)
        {
            if (touch.At <= asOf && touch.By is { } by)
            {
                yield return (by, TeamOf(by, touch.At));
            }
        }

        foreach (var obligation in Obligations)
        {
            if (obligation.Owner is { } owner)
            {
                yield return (owner, TeamOf(owner, asOf));
            }
        }
    }

    /// <summary>The owner and team of the last assignment at or before a second; of the first one before any.</summary>
    internal AssignmentFact AssignmentAt(long second)
    {
        AssignmentFact? last = null;
        AssignmentFact? first = null;
        foreach (var assignmentFact in assignments ?? [])
        {
            last = assignmentFact.At <= second && !(last?.At > assignmentFact.At) ? assignmentFact : last;
            first = first is null || assignmentFact.At < first.Value.At ? assignmentFact : first;
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

    /// <summary>The first touch at or after a start, on a channel where one is asked for; null where there is
    /// none.</summary>
    internal TouchFact? FirstTouch(long start, string? channel)
    {
        var (found, first) = (-1, Moment.Never);
        for (var i = 0; i < touches.Count; i++)
        {
            var touch = touches[i];
            if (touch.At >= start && touch.Moment < first && (channel is null || Same(channel, touch.Channel)))
            {
                (found, first) = (i, touch.Moment);
            }
        }

        return found < 0 ? null : touches[found];
    }

    /// <summary>The touch that completes so many on so many channels from a start on; never where they are not
    /// complete.</summary>
    internal Moment CompleteFrom(long start, int count, int channels)
    {
        if (touches.Count < count || touches.Count < channels)
        {
            return Moment.Never;
        }

        var ordered = IsInOrder(touches) ? touches : [.. touches.OrderBy(touch => touch.Moment)];
        var seen = 0;
        List<string>? distinct = null;
        foreach (var touch in ordered)
        {
            if (touch.At < start)
            {
                continue;
            }

            seen++;
            if (channels > 1 && !IsAmong(distinct ??= [], touch.Channel))
            {
                distinct.Add(touch.Channel);
            }

            if (seen >= count && (channels <= 1 || distinct!.Count >= channels))
            {
                return touch.Moment;
            }
        }

        return count <= 0 && channels <= 0 ? new Moment(start, 0) : Moment.Never;
    }

    private static bool IsInOrder(List<TouchFact> touches)
    {
        for (var i = 1; i < touches.Count; i++)
        {
            if (touches[i].Moment < touches[i - 1].Moment)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAmong(List<string> channels, string channel)
    {
        foreach (var known in channels)
        {
            if (Same(known, channel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first reason that was given with or after something: what was said before it is not its
    /// reason.</summary>
    internal Moment ReasonFrom(Moment start)
    {
        var first = Moment.Never;
        foreach (var reason in reasons ?? [])
        {
            first = reason < start ? first : Moment.Min(first, reason);
        }

        return first;
    }

    /// <summary>When a duty of that clause was first excused, in a history; never where none was.</summary>
    internal long ExcusedAt(ClauseKind clause)
    {
        var first = Never;
        foreach (var excuse in excuses ?? [])
        {
            first = excuse.Clause == clause ? Math.Min(first, excuse.At) : first;
        }

        return first;
    }

    /// <summary>Whether a duty of that clause was excused by then.</summary>
    internal bool IsExcusedAsOf(long asOf, ClauseKind clause)
    {
        foreach (var obligation in Obligations)
        {
            if (obligation.WaivedAt <= asOf && obligation.Clause == clause)
            {
                return true;
            }
        }

        return excuses is not null && ExcusedAt(clause) <= asOf;
    }

    /// <summary>The pauses of sales' clocks, in order of arrival; one that goes on ends never.</summary>
    internal IReadOnlyList<(long From, long To)> Pauses => pauses ?? [];

    /// <summary>Whether sales' clocks stood still at that second, as far as is known then: a clock still running when
    /// they go on has a later deadline.</summary>
    /// <param name="asOf">What is known by then.</param>
    /// <param name="second">The deadline.</param>
    /// <param name="over">When the clock was stopped for good; a later pause holds it no more.</param>
    internal bool IsHeldAsOf(long asOf, long second, long over)
    {
        foreach (var (from, to) in pauses ?? [])
        {
            if (from <= asOf && from <= second && from <= over && (to > asOf || to > second))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The second of everything that was told, never among them.</summary>
    internal void AddInstants(List<long> into)
    {
        into.AddRange(ReceivedSecond, MqlSecond, AcceptedSecond, SqlSecond, SqoSecond, WonSecond, LostSecond,
            DeliveredSecond, RatedSecond, DisposedSecond, EndedSecond);
        reasons?.ForEach(reason => into.Add(reason.At));
        excuses?.ForEach(excuse => into.Add(excuse.At));
        pauses?.ForEach(pause => into.AddRange(pause.From, pause.To));
        touches.ForEach(touch => into.Add(touch.At));
        assignments?.ForEach(assignment => into.Add(assignment.At));
        amounts?.ForEach(amount => into.Add(amount.At));
        turns?.ForEach(turn => into.Add(turn.At));
        foreach (var rejection in rejections)
        {
            into.Add(rejection.At);
            into.Add(rejection.OverturnedAt);
        }
    }

    internal static bool Same(string a, string b) =>
        string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The region, as it was sent; null when it was not said.</summary>
    public string? Region { get; private set; }

    internal long RegionSecond { get; private set; } = Never;

    internal string? RegionAsOf(long asOf) => RegionSecond <= asOf ? Region : null;

    /// <summary>Its region was said; the first that is not blank counts.</summary>
    public void Located(Instant at, string? region)
    {
        var second = Mark(at);
        if (!string.IsNullOrWhiteSpace(region) && second < RegionSecond)
        {
            (RegionSecond, Region) = (second, region.Trim());
        }
    }

    private List<(long At, Turn Turn)>? turns;

    private enum Turn : byte
    {
        /// <summary>Given to a seller.</summary>
        Given,

        /// <summary>Moved to SQL or opportunity.</summary>
        Advanced,

        /// <summary>Won or lost.</summary>
        Closed,

        /// <summary>Rejected, in nurture or in the queue: nobody works it until it is given to a seller
        /// again.</summary>
        Away,

        /// <summary>An outcome that ends the work, unless the lead moves on after it.</summary>
        Ended,

        /// <summary>Erased.</summary>
        Gone,
    }

    /// <summary>Sales' clocks stand still.</summary>
    public void Paused(NodaTime.Instant at) => (pauses ??= new(1)).Add((Mark(at), Never));

    /// <summary>Sales' clocks run again.</summary>
    public void Resumed(NodaTime.Instant at)
    {
        if (pauses is [.., (var from, Never)])
        {
            pauses[^1] = (from, Mark(at));
        }
    }

    /// <summary>It waits in the queue, or in nurture.</summary>
    public void PutAway(NodaTime.Instant at) => Turned(Mark(at), Turn.Away);

    /// <summary>Its personal data was blanked; the work is over.</summary>
    public void Erased(NodaTime.Instant at) => Turned(Mark(at), Turn.Gone);

    internal bool IsOpenAsOf(long asOf)
    {
        if (AssignedSecond > asOf)
        {
            return false;
        }

        var (away, ended, moved) = (false, long.MinValue, long.MinValue);
        foreach (var (at, turn) in turns ?? [])
        {
            if (at > asOf || (turn == Turn.Given && !away))
            {
                continue;
            }

            if (turn == Turn.Ended)
            {
                // Told late of a lead that has moved on since, it ends nothing.
                ended = moved > at ? ended : Math.Max(ended, at);
            }
            else if (turn == Turn.Away)
            {
                away = true;
            }
            else if (turn == Turn.Gone)
            {
                return false;
            }
            else
            {
                (away, moved) = (turn == Turn.Closed, Math.Max(moved, at));
                ended = ended <= at ? long.MinValue : ended;
            }
        }

        return !away && ended == long.MinValue;
    }

    /// <summary>Whether the rejection of that second was overturned by then.</summary>
    internal bool WasOverturned(long second, long asOf)
    {
        foreach (var rejection in rejections)
        {
            if (rejection.At == second && rejection.OverturnedAt <= asOf)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In order of arrival, as the lead itself took them; of a history, whose lines come in any order, by
    /// their own time.</summary>
    private void Turned(long second, Turn turn)
    {
        turns ??= [
            .. (assignments ?? []).OrderBy(assignmentFact => assignmentFact.At)
                .Select(assignmentFact => (assignmentFact.At, Turn.Given))];
        var place = turns.Count;
        while (FirstObligationSecond == Never && place > 0 && turns[place - 1].At > second)
        {
            place--;
        }

        turns.Insert(place, (second, turn));
    }
}
