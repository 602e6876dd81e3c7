using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>
/// The facts of some events of one lead in a few bytes: what <see cref="LiveFacts"/> would be told, and nothing else.
/// Packs of one lead, put end to end in order of arrival, are the pack of all its events; <see cref="FactReader"/>
/// reads it.
/// </summary>
/// <param name="Bytes">The facts; empty when the events tell none.</param>
/// <param name="Earliest">The second of the earliest of them; <see cref="long.MaxValue"/> when there is none.</param>
public readonly record struct FactPack(byte[] Bytes, long Earliest)
{
    /// <summary>Packs events in order of arrival. Safe from many threads.</summary>
    /// <param name="events">One lead's events, all of them or those that were added.</param>
    public static FactPack Of(IEnumerable<LeadEvent> events)
    {
        var pen = new FactWriter();
        foreach (var happened in events)
        {
            if (EventFacts.Of(happened) is { } fact)
            {
                pen.Write(fact);
            }
        }

        return pen.ToPack();
    }

    /// <summary>Puts the packs of one lead's steps end to end.</summary>
    /// <param name="packs">In order of arrival, one at the least.</param>
    public static FactPack Join(IReadOnlyList<FactPack> packs) => packs.Count == 1
        ? packs[0]
        : new([.. packs.SelectMany(pack => pack.Bytes)], packs.Min(pack => pack.Earliest));
}
