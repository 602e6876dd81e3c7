using System.Data.Common;
using SlaBot.Core.Routing;
using SlaBot.Desk;

namespace SlaBot.Storage;

/// <summary>The house's own books: answered requests, documents, absences, signatures, jobs, scorecards, turns.</summary>
internal sealed class BookWrites(DbConnection connection) : IDisposable
{
    private readonly Statement request = new(connection, $"""
        INSERT INTO requests ({Rows.RequestColumns}) VALUES (@key, @body_hash, @lead, @version, @refusal_code, @refusal_sentence, @at)
        ON CONFLICT (key) DO NOTHING
        """);

    private readonly Statement document = new(connection,
        "INSERT INTO documents (kind, version, body, at) VALUES (@kind, @version, @body, @at) ON CONFLICT (kind, version) DO NOTHING");

    private readonly Statement absent = new(connection, """
        INSERT INTO absences (email, starts, until, cover, set_by) VALUES (@email, @starts, @until, @cover, @set_by)
        ON CONFLICT (email) DO UPDATE SET starts = excluded.starts, until = excluded.until, cover = excluded.cover, set_by = excluded.set_by
        """);

    private readonly Statement back = new(connection, "DELETE FROM absences WHERE email = @email");

    private readonly Statement signature = new(connection,
        "INSERT INTO signatures (version, party, signed_by, at) VALUES (@version, @party, @signed_by, @at) ON CONFLICT (version, party) DO NOTHING");

    private readonly Statement job = new(connection,
        "INSERT INTO jobs (name, next_at) VALUES (@name, @next_at) ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at");

    private readonly Statement scorecard = new(connection, """
        INSERT INTO scorecards (week, team, json, as_of, published_at) VALUES (@week, @team, @json, @as_of, @published_at)
        ON CONFLICT (week, team) DO NOTHING
        """);

    private readonly Statement turn = new(connection, SetTurn);

    internal const string SetTurn = """
        INSERT INTO turns (email, assigned, last_turn) VALUES (@email, @assigned, @last_turn)
        ON CONFLICT (email) DO UPDATE SET assigned = excluded.assigned, last_turn = excluded.last_turn
        """;

    /// <summary>Writes what the batch has of them.</summary>
    public void Write(DeskBatch batch)
    {
        batch.Requests.ForEach(one => request.Run(
            one.Key, one.BodyHash, one.Lead, (long)one.Version, one.RefusalCode, one.RefusalSentence, Rows.Seconds(one.At)));
        batch.Documents.ForEach(one => document.Run(one.Kind, one.Version, one.Body, Rows.Seconds(one.At)));
        batch.Absences.ForEach(Write);
        batch.Signatures.ForEach(one => signature.Run(one.Version, one.Party, one.By, Rows.Seconds(one.At)));
        batch.Jobs.ForEach(one => job.Run(one.Name, Rows.Seconds(one.NextAt)));
        batch.Scorecards.ForEach(one => scorecard.Run(
            one.Week, one.Team ?? "", one.Json, Rows.Seconds(one.AsOf), Rows.Seconds(one.PublishedAt)));
        batch.Turns.ForEach(one => turn.Run(one.Email, one.Assigned, one.LastTurn));
    }

    public void Dispose()
    {
        foreach (var one in (Statement[])[request, document, absent, back, signature, job, scorecard, turn])
        {
            one.Dispose();
        }
    }

    private void Write(Absence one)
    {
        if (one.Until > one.From)
        {
            absent.Run(one.Email, Rows.Seconds(one.From), Rows.Seconds(one.Until), one.Cover, one.By);
        }
        else
        {
            back.Run(one.Email);
        }
    }
}
