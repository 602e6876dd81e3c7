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
                or AssignmentWay.TakenBack
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

/// <summary>What became of the leads of somebody who goes away: with another seller, or in the queue because nobody
/// could take them.</summary>
internal readonly record struct HandedOver(int Moved, int Queued);

/// <summary>Sets and ends absences, and moves leads as they begin.</summary>
internal sealed class Absences(LeadCommandProcessor engine, IReadStore reader)
{
    /// <summary>The job that tries the queue again when somebody is back.</summary>
    public const string JobPrefix = "back:";

    /// <summary>Sets an absence (or ends it, with Until at From), then hands the person's leads over. Answers with what
    /// became of them.</summary>
    public async Task<HandedOver> SetAsync(Absence absence)
    {
        var away = absence.Until > absence.From;
        await engine.RecordForSenderAsync((at, batch) =>
        {
            at.Roster.Set(absence);
            batch.Absences.Add(absence);
            batch.Jobs.Add(new Job(JobPrefix + absence.Email, away ? absence.Until : at.Now));
        });
        return away ? await HandOverAsync(absence) : default;
    }

    private async Task<HandedOver> HandOverAsync(Absence absence)
    {
        var (moved, queued) = (0, 0);
        string? after = null;
        do
        {
            var page = reader.Leads(new LeadFilter(Owner: absence.Email, OpenOnly: true, After: after, Limit: 200));
            var answers = await Task.WhenAll(
                page.Leads.Select(
                    lead =>
                        engine.SubmitAsync(
                            new HandOver(absence.Email, absence.Cover) { Lead = lead.Id, By = absence.By })));
            moved += answers.Count(
                answer =>
                    answer.State?.Owner is { } owner
                        && !string.Equals(owner, absence.Email, StringComparison.OrdinalIgnoreCase));
            queued += answers.Count(answer => answer.State is { Owner: null });
            after = page.Next;
        }
        while (after is not null);
        return new HandedOver(moved, queued);
    }
}
