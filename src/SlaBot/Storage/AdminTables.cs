using System.Data.Common;
using Dapper;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>The house's own books: answered requests, documents, absences, signatures, jobs, scorecards,
/// turns.</summary>
internal sealed class AdminWrites(DbConnection connection) : IDisposable
{
    private readonly Statement request = new(connection, $"""
        INSERT INTO requests ({RowMapping.RequestColumns}) VALUES (@key, @body_hash, @lead, @version, @refusal_code, @refusal_sentence, @at)
        ON CONFLICT (key) DO NOTHING
        """);

    private readonly Statement forget = new(connection, "DELETE FROM requests WHERE at < @before");

    private readonly Statement line = new(connection,
        "INSERT INTO history_lines (id) VALUES (@id) ON CONFLICT (id) DO NOTHING");

    private readonly Statement document = new(connection,
        "INSERT INTO documents (kind, version, body, at) VALUES (@kind, @version, @body, @at) ON CONFLICT (kind, "
        + "version) DO NOTHING");

    private readonly Statement absent = new(connection, """
        INSERT INTO absences (email, starts, until, cover, set_by) VALUES (@email, @starts, @until, @cover, @set_by)
        ON CONFLICT (email) DO UPDATE SET starts = excluded.starts, until = excluded.until, cover = excluded.cover, set_by = excluded.set_by
        """);

    private readonly Statement back = new(connection, "DELETE FROM absences WHERE email = @email");

    private readonly Statement signature = new(connection,
        "INSERT INTO signatures (version, party, signed_by, at) VALUES (@version, @party, @signed_by, @at) ON "
        + "CONFLICT (version, party) DO NOTHING");

    private readonly Statement job = new(connection,
        "INSERT INTO jobs (name, next_at) VALUES (@name, @next_at) ON CONFLICT (name) DO UPDATE SET next_at = "
        + "excluded.next_at");

    private readonly Statement scorecard = new(connection, """
        INSERT INTO scorecards (week, team, json, as_of, published_at) VALUES (@week, @team, @json, @as_of, @published_at)
        ON CONFLICT (week, team) DO NOTHING
        """);

    private readonly Statement turn = new(connection, SetTurn);

    internal const string SetTurn = """
        INSERT INTO turns (email, assigned, last_turn) VALUES (@email, @assigned, @last_turn)
        ON CONFLICT (email) DO UPDATE SET assigned = excluded.assigned, last_turn = excluded.last_turn
        """;

    private readonly Statement tick = new(connection,
        "INSERT INTO ticks (agenda, item, ticked_by, at) VALUES (@agenda, @item, @ticked_by, @at) ON CONFLICT "
        + "(agenda, item) DO NOTHING");

    private readonly Statement untick = new(connection, "DELETE FROM ticks WHERE agenda = @agenda AND item = @item");

    private readonly Statement matter = new(connection, """
        INSERT INTO matters (party, week, version, owner, metrics, opened_at, closed_at, closed_why)
        VALUES (@party, @week, @version, @owner, @metrics, @opened_at, @closed_at, @closed_why)
        ON CONFLICT (party, week) DO UPDATE SET closed_at = excluded.closed_at, closed_why = excluded.closed_why
        """);

    private readonly Statement spent = new(connection, """
        INSERT INTO spend (month, source, amount, lifetime) VALUES (@month, @source, @amount, @lifetime)
        ON CONFLICT (month, source) DO UPDATE SET amount = excluded.amount, lifetime = COALESCE(excluded.lifetime, lifetime)
        """);

    private readonly Statement counter = new(connection,
        "INSERT INTO counters (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = "
        + "excluded.value");

    /// <summary>Writes what the batch has of them.</summary>
    public void Write(WriteBatch batch)
    {
        batch.Requests.ForEach(requestRecord => request.Run(
            requestRecord.Key, requestRecord.BodyHash, requestRecord.Lead, (long)requestRecord.Version,
            requestRecord.RefusalCode, requestRecord.RefusalSentence, RowMapping.Seconds(requestRecord.At)));
        if (batch.ForgetRequestsBefore is { } before)
        {
            forget.Run(RowMapping.Seconds(before));
        }

        Write(batch.Clock);
        batch.HistoryLines.ForEach(historyLine => line.Run(historyLine));
        batch.Documents.ForEach(item => document.Run(item.Kind, item.Version, item.Body, RowMapping.Seconds(item.At)));
        batch.Absences.ForEach(Write);
        batch.Signatures.ForEach(item => signature.Run(item.Version, item.Party, item.By, RowMapping.Seconds(item.At)));
        batch.Jobs.ForEach(item => job.Run(item.Name, RowMapping.Seconds(item.NextAt)));
        batch.Scorecards.ForEach(publishedScorecard => scorecard.Run(
            publishedScorecard.Week, publishedScorecard.Team ?? "", publishedScorecard.Json,
            RowMapping.Seconds(publishedScorecard.AsOf), RowMapping.Seconds(publishedScorecard.PublishedAt)));
        batch.Turns.ForEach(item => turn.Run(item.Email, item.Assigned, item.LastTurn));
        batch.Unticked.ForEach(checkedItem => untick.Run(checkedItem.Agenda, checkedItem.Item));
        batch.Ticks.ForEach(
            checkedItem =>
                tick.Run(checkedItem.Agenda, checkedItem.Item, checkedItem.By, RowMapping.Seconds(checkedItem.At)));
        batch.Matters.ForEach(missedWeeksItem => matter.Run(
            PolicyNames.All.Write(missedWeeksItem.Party), missedWeeksItem.Week, missedWeeksItem.Version,
            missedWeeksItem.Owner, string.Join(',', missedWeeksItem.Metrics),
            RowMapping.Seconds(missedWeeksItem.OpenedAt), RowMapping.Seconds(missedWeeksItem.ClosedAt),
            missedWeeksItem.ClosedWhy));
        batch.Spend.ForEach(
            spend =>
                spent.Run(spend.Month, spend.Source,
                    spend.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    spend.LifetimeValue?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[request, forget, line, document, absent, back, signature, job,
            scorecard, turn, tick, untick, matter, spent, counter])
        {
            statement.Dispose();
        }
    }

    private void Write(ClockMark? mark)
    {
        if (mark is null)
        {
            return;
        }

        counter.Run("clock.at", RowMapping.Seconds(mark.At));
        counter.Run("clock.uptime", mark.Uptime);
        counter.Run("clock.boot", mark.Boot);
        counter.Run("clock.from", RowMapping.Seconds(mark.JumpedFrom) ?? 0L);
        counter.Run("clock.to", RowMapping.Seconds(mark.JumpedTo) ?? 0L);
    }

    private void Write(Absence absence)
    {
        if (absence.Until > absence.From)
        {
            absent.Run(absence.Email, RowMapping.Seconds(absence.From), RowMapping.Seconds(absence.Until),
                absence.Cover, absence.By);
        }
        else
        {
            back.Run(absence.Email);
        }
    }
}

/// <summary>Reads of the house's own books: small tables, read seldom.</summary>
internal static class AdminReads
{
    public static List<Turn> Turns(DbConnection connection) =>
        [.. connection
            .Query<(string Email, long Assigned, long LastTurn)>(
                "SELECT email, assigned, last_turn FROM turns ORDER BY email")
            .Select(row => new Turn(row.Email, row.Assigned, row.LastTurn))];

    public static ClockMark? ClockMark(DbConnection connection)
    {
        var kept = connection
            .Query<(string Name, long Value)>("SELECT name, value FROM counters WHERE name LIKE 'clock.%'")
            .ToDictionary(row => row.Name, row => row.Value);
        Instant? Jump(string name) => kept.GetValueOrDefault(name) is var value and not 0 ? At(value) : null;
        return kept.TryGetValue("clock.at", out var at)
            ? new ClockMark(At(at), kept["clock.uptime"], kept["clock.boot"], Jump("clock.from"), Jump("clock.to"))
            : null;
    }

    public static List<Absence> Absences(DbConnection connection, Instant after) =>
        [.. connection.Query<(string Email, long From, long Until, string? Cover, string By)>(
                "SELECT email, starts, until, cover, set_by FROM absences WHERE until > @after ORDER BY email",
                new { after = after.ToUnixTimeSeconds() })
            .Select(row => new Absence(row.Email, At(row.From), At(row.Until), row.Cover, row.By))];

    public static List<Document> Documents(DbConnection connection, string kind) =>
        [.. connection.Query<(string Kind, string Version, string Body, long At)>(
                "SELECT kind, version, body, at FROM documents WHERE kind = @kind ORDER BY at, version", new { kind })
            .Select(row => new Document(row.Kind, row.Version, row.Body, At(row.At)))];

    public static List<Signature> Signatures(DbConnection connection, string version) =>
        [.. connection.Query<(string Version, string Party, string By, long At)>(
                "SELECT version, party, signed_by, at FROM signatures WHERE version = @version ORDER BY at, party",
                new { version })
            .Select(row => new Signature(row.Version, row.Party, row.By, At(row.At)))];

    public static List<Job> Jobs(DbConnection connection) =>
        [.. connection.Query<(string Name, long NextAt)>("SELECT name, next_at FROM jobs ORDER BY name")
            .Select(row => new Job(row.Name, At(row.NextAt)))];

    public static PublishedScorecard? Scorecard(DbConnection connection, string week, string? team) =>
        connection.Query<(string Week, string Team, string Json, long AsOf, long PublishedAt)>(
                "SELECT week, team, json, as_of, published_at FROM scorecards WHERE week = @week AND team = @team",
                new { week, team = team ?? "" })
            .Select(
                row => new PublishedScorecard(row.Week, row.Team.Length == 0 ? null : row.Team, row.Json, At(row.AsOf),
                    At(row.PublishedAt)))
            .FirstOrDefault();

    public static List<string> PublishedWeeks(DbConnection connection) =>
        [.. connection.Query<string>("SELECT DISTINCT week FROM scorecards ORDER BY week")];

    public static List<CheckedItem> Ticks(DbConnection connection, string agenda) =>
        [.. connection.Query<(string Agenda, string Item, string By, long At)>(
                "SELECT agenda, item, ticked_by, at FROM ticks WHERE agenda = @agenda ORDER BY at, item",
                new { agenda })
            .Select(row => new CheckedItem(row.Agenda, row.Item, row.By, At(row.At)))];

    public static List<MissedWeeksItem> Matters(DbConnection connection, bool openOnly) =>
        [.. connection
            .Query<(string Party, string Week, string Version, string? Owner, string Metrics, long OpenedAt,
                long? ClosedAt, string? ClosedWhy)>(
                $"SELECT party, week, version, owner, metrics, opened_at, closed_at, closed_why FROM matters "
                + $"{(openOnly ? "WHERE closed_at IS NULL " : "")}ORDER BY opened_at, party")
            .Select(row => new MissedWeeksItem(
                PolicyNames.All.Read<Party>(row.Party), row.Week, row.Version, row.Owner,
                row.Metrics.Split(',', StringSplitOptions.RemoveEmptyEntries), At(row.OpenedAt))
            {
                ClosedAt = row.ClosedAt is { } closed ? At(closed) : null,
                ClosedWhy = row.ClosedWhy,
            })];

    public static List<Spend> Spend(DbConnection connection) =>
        [.. connection
            .Query<(string Month, string Source, string Amount, string? Lifetime)>(
                "SELECT month, source, amount, lifetime FROM spend ORDER BY month, source")
            .Select(row => new Spend(row.Month, row.Source, Money(row.Amount)!.Value, Money(row.Lifetime)))];

    private static decimal? Money(string? words) =>
        words is null ? null : decimal.Parse(words, System.Globalization.CultureInfo.InvariantCulture);

    private static Instant At(long seconds) => Instant.FromUnixTimeSeconds(seconds);
}
