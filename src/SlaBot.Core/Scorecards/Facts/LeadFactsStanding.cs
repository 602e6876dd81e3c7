using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <content>Whether a seller works it, as <see cref="LeadState.IsOpen"/> says but as of any instant; whether the clocks stand still.</content>
public sealed partial class LeadFacts
{
    private List<(long At, Turn Turn)>? turns;

    private enum Turn : byte
    {
        /// <summary>Given to a seller.</summary>
        Given,

        /// <summary>Moved to SQL or opportunity.</summary>
        Advanced,

        /// <summary>Won or lost.</summary>
        Closed,

        /// <summary>Rejected, in nurture or in the queue: nobody works it until it is given to a seller again.</summary>
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

    /// <summary>In order of arrival, as the lead itself took them; of a history, whose lines come in any order, by their own time.</summary>
    private void Turned(long second, Turn turn)
    {
        turns ??= [.. (assignments ?? []).OrderBy(assignmentFact => assignmentFact.At).Select(assignmentFact => (assignmentFact.At, Turn.Given))];
        var place = turns.Count;
        while (FirstObligationSecond == Never && place > 0 && turns[place - 1].At > second)
        {
            place--;
        }

        turns.Insert(place, (second, turn));
    }
}
