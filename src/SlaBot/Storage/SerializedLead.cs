using SlaBot.Core.Scorecards.Facts;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>One lead's steps of a batch with their JSON, made when first asked for, by whichever thread comes
/// first.</summary>
internal sealed class SerializedLead(LeadChange[] steps)
{
    private const int WorthAHand = 8;
    private readonly Lazy<(byte[] State, byte[][] Events)> written = new(() => (
        StoreJson.Write(steps[^1].State), [.. steps.SelectMany(step => step.Events).Select(StoreJson.Write)]));

    /// <summary>The steps, in order.</summary>
    public LeadChange[] Steps => steps;

    /// <summary>The last state.</summary>
    public byte[] State => written.Value.State;

    /// <summary>The events of all steps, in order.</summary>
    public byte[][] Events => written.Value.Events;

    /// <summary>The facts that all steps tell, as they were handed over; from the last on that restates them.</summary>
    public FactPack Facts =>
        FactPack.Join([.. steps.Skip(Math.Max(0, Array.FindLastIndex(steps, step => step.RestatesFacts)))
            .Select(step => step.Facts)]);

    /// <summary>True where they take the place of those on file.</summary>
    public bool RestatesFacts => steps.Any(step => step.RestatesFacts);

    /// <summary>The leads of a batch. While the first are being written to the file, another core, if one is free,
    /// makes the JSON of the rest.</summary>
    public static List<SerializedLead> Of(IReadOnlyList<LeadChange> changes)
    {
        List<SerializedLead> all = changes.Count == 1
            ? [new SerializedLead([changes[0]])]
            : [.. changes.GroupBy(change => change.State.Id, StringComparer.Ordinal)
                .Select(lead => new SerializedLead([.. lead]))];
        if (all.Count >= WorthAHand)
        {
            _ = Task.Run(() => WriteAhead(all));
        }

        return all;
    }

    private static void WriteAhead(List<SerializedLead> all)
    {
        try
        {
            foreach (var serializedLead in all)
            {
                if (!serializedLead.written.IsValueCreated)
                {
                    _ = serializedLead.written.Value;
                }
            }
        }
        catch (Exception)
        {
            // What cannot be written is met again, and told, by the thread that writes it to the file.
        }
    }
}
