using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>Who holds how much, whose turn it was and who is away: kept by the writer, rebuilt from the store at
/// start.</summary>
internal sealed class RosterState
{
    private readonly Dictionary<string, Workload> standings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Absence>> absences = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Leads waiting in the queue.</summary>
    public int Queued { get; private set; }

    /// <summary>Reads the store.</summary>
    public static RosterState From(IReadStore reader, Instant now)
    {
        var book = new RosterState();
        foreach (var turn in reader.Turns())
        {
            book.standings[turn.Email] = new Workload(0, turn.Assigned, turn.LastTurn);
        }

        foreach (var (email, open) in reader.OpenByOwner())
        {
            book.standings[email] = book.Of(email) with { Open = open };
        }

        foreach (var absence in reader.Absences(now))
        {
            book.Set(absence);
        }

        book.Queued = reader.Queue(int.MaxValue).Count;
        return book;
    }

    /// <summary>What that person holds.</summary>
    public Workload Of(string email) => standings.GetValueOrDefault(email);

    /// <summary>Notes how far a turn comes with a placement; it counts once the assignment is taken.</summary>
    public Placement Note(Placement placement)
    {
        if (placement.Owner is { } owner)
        {
            turns[owner] = placement.Turn;
        }

        return placement;
    }

    /// <summary>The absence that holds that person at the instant; null when they are there.</summary>
    public Absence? AbsenceOf(string email, Instant at) =>
        absences.TryGetValue(email, out var list)
            ? list.FirstOrDefault(absence => absence.From <= at && at < absence.Until) : null;

    /// <summary>Sets an absence; one that is not after its start ends the person's absences there.</summary>
    public void Set(Absence absence)
    {
        if (!absences.TryGetValue(absence.Email, out var list))
        {
            absences[absence.Email] = list = [];
        }

        list.RemoveAll(item => item.Until > absence.From);
        if (absence.Until > absence.From)
        {
            list.Add(absence);
        }
    }

    /// <summary>Takes one lead's step into the book. True when somebody may have become free.</summary>
    public bool Take(LeadState? before, LeadState after, IReadOnlyList<LeadEvent> events, WriteBatch batch)
    {
        var (was, holds) = (Holder(before), Holder(after));
        if (was != holds)
        {
            Add(was, -1);
            Add(holds, +1);
        }

        foreach (var assigned in events.OfType<Assigned>())
        {
            var standing = Of(assigned.Owner);
            var turn = assigned.Way is AssignmentWay.Rule or AssignmentWay.Reroute or AssignmentWay.Cover
                ? turns.GetValueOrDefault(assigned.Owner, standing.LastTurn) : standing.LastTurn;
            standings[assigned.Owner] = standing with { Assigned = standing.Assigned + 1, LastTurn = turn };
            batch.Turns.Add(new Turn(assigned.Owner, standing.Assigned + 1, turn));
        }

        Queued += (after.Stage == LeadStage.Queue ? 1 : 0) - (before?.Stage == LeadStage.Queue ? 1 : 0);
        return was is not null && was != holds;
    }

    private static string? Holder(LeadState? lead) => lead is { IsOpen: true } ? lead.Owner : null;

    private void Add(string? email, int count)
    {
        if (email is not null)
        {
            standings[email] = Of(email) with { Open = Math.Max(0, Of(email).Open + count) };
        }
    }
}
