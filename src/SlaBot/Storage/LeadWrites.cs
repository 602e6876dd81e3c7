using System.Data.Common;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>The hot path: a lead's state row, with everything that is searched by, and its events.</summary>
internal sealed class LeadWrites(DbConnection connection, Dialect dialect) : IDisposable
{
    // Leads are numbered without gaps; only one writer ever runs.
    internal const string Insert = """
        INSERT INTO leads (seq, id, version, stage, owner, is_open, email, queued_at, next_due, wake_at, active_at, state, missed, missed_since, is_history)
        VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM leads), @id, @version, @stage, @owner, @is_open, @email, @queued_at, @next_due, @wake_at, @active_at, @state, @missed, @missed_since, @is_history)
        ON CONFLICT (id) DO NOTHING RETURNING seq, active_at
        """;

    internal const string Update = """
        UPDATE leads SET version = @version, stage = @stage, owner = @owner, is_open = @is_open, email = @email,
          queued_at = CASE WHEN @queued_at IS NULL THEN NULL ELSE COALESCE(queued_at, @queued_at) END,
          next_due = @next_due, wake_at = @wake_at, active_at = CASE WHEN @active_at > active_at THEN @active_at ELSE active_at END, state = @state,
          missed = @missed, missed_since = @missed_since
        WHERE id = @id AND version = @expected RETURNING seq, active_at
        """;

    internal const string AppendEvent =
        "INSERT INTO events (lead, version, type, body) VALUES (@lead, @version, @type, @body)";

    private readonly Statement insert = new(connection, Insert);
    private readonly Statement update = new(connection, Update);
    private readonly Statement append = new(connection, AppendEvent);
    private readonly FactWrites facts = new(connection, dialect);

    /// <summary>Writes the changes; a lead that stands there more than once gets one state row, its last.</summary>
    public void Write(IReadOnlyList<LeadChange> changes)
    {
        foreach (var lead in SerializedLead.Of(changes))
        {
            Write(lead);
        }
    }

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
        append.Dispose();
        facts.Dispose();
    }

    private void Write(SerializedLead lead)
    {
        var steps = lead.Steps;
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i].ExpectedVersion != steps[i - 1].State.Version)
            {
                throw new VersionConflictException(steps[0].State.Id);
            }
        }

        var (seq, active) = Row(steps, lead.State) ?? throw new VersionConflictException(steps[0].State.Id);
        var written = 0;
        foreach (var step in steps)
        {
            Append(seq, step, lead.Events.AsSpan(written, step.Events.Count));
            written += step.Events.Count;
        }

        facts.Write(seq, active, lead);
    }

    private Tuple<long, long>? Row(LeadChange[] steps, byte[] json)
    {
        var (state, wake) = (steps[^1].State, RowMapping.Seconds(steps[^1].WakeAt));
        var (open, email, queued) = (state.IsOpen ? 1L : 0L, Email(state), RowMapping.Seconds(QueuedAt(steps)));
        var (due, active) = (RowMapping.Seconds(NextDue(state)), ActiveAt(steps));
        var (missed, since) = Missed(state);
        return steps[0].ExpectedVersion == 0
            ? insert.First(Numbers, state.Id, (long)state.Version, StoredTypeNames.Names.Write(state.Stage),
                state.Owner, open, email, queued, due, wake, active, json, missed, since, state.IsHistory ? 1L : 0L)
            : update.First(Numbers, (long)state.Version, StoredTypeNames.Names.Write(state.Stage), state.Owner, open,
                email, queued, due, wake, active, json, missed, since,
                state.Id, (long)steps[0].ExpectedVersion);
    }

    private static Tuple<long, long> Numbers(DbDataReader row) => Tuple.Create(row.GetInt64(0), row.GetInt64(1));

    private void Append(long seq, LeadChange step, ReadOnlySpan<byte[]> bodies)
    {
        if (step.ExpectedVersion + step.Events.Count != step.State.Version)
        {
            throw new ArgumentException(
                $"Lead {step.State.Id}: {step.Events.Count} events after version {step.ExpectedVersion} do not make "
                + $"version {step.State.Version}.");
        }

        for (var i = 0; i < step.Events.Count; i++)
        {
            append.Run(seq, step.ExpectedVersion + 1L + i, StoreJson.Name(step.Events[i]), bodies[i]);
        }
    }

    private static string? Email(LeadState state) =>
        state.IsErased || state.IsHistory || state.IsTest ? null : Normal(state.Profile.Contact.Email);

    /// <summary>An e-mail as it is compared; null when blank.</summary>
    internal static string? Normal(string? email) => Contact.PlainEmail(email);

    private static Instant? NextDue(LeadState state)
    {
        Instant? next = null;
        foreach (var obligation in state.Obligations)
        {
            if (obligation.Status == ObligationStatus.Running && (next is null || obligation.DueAt < next))
            {
                next = obligation.DueAt;
            }
        }

        return next;
    }

    /// <summary>How many of its duties were missed and are still to be done, and the first deadline among them in
    /// seconds.</summary>
    internal static (long Count, object? Since) Missed(LeadState state)
    {
        var (count, since) = (0L, (Instant?)null);
        foreach (var obligation in state.Obligations)
        {
            if (obligation.Climbs)
            {
                (count, since) = (count + 1, since < obligation.DueAt ? since : obligation.DueAt);
            }
        }

        return (count, RowMapping.Seconds(since));
    }

    private static Instant? QueuedAt(LeadChange[] steps)
    {
        var state = steps[^1].State;
        return state.Stage != LeadStage.Queue ? null
            : steps.SelectMany(step => step.Events).OfType<Queued>().LastOrDefault()?.At ?? state.MqlAt
                ?? state.ReceivedAt;
    }

    private static long ActiveAt(LeadChange[] steps)
    {
        var latest = 0L;
        foreach (var step in steps)
        {
            foreach (var happened in step.Events)
            {
                latest = Math.Max(latest, Instant.Max(happened.At, happened.RecordedAt).ToUnixTimeSeconds());
            }
        }

        return latest;
    }
}
