using System.Data.Common;
using Dapper;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>Reads of the house's own books: small tables, read seldom.</summary>
internal static class AdminReads
{
    public static List<Turn> Turns(DbConnection connection) =>
        [.. connection.Query<(string Email, long Assigned, long LastTurn)>("SELECT email, assigned, last_turn FROM turns ORDER BY email")
            .Select(row => new Turn(row.Email, row.Assigned, row.LastTurn))];

    public static ClockMark? ClockMark(DbConnection connection)
    {
        var kept = connection.Query<(string Name, long Value)>("SELECT name, value FROM counters WHERE name LIKE 'clock.%'").ToDictionary(row => row.Name, row => row.Value);
        Instant? Jump(string name) => kept.GetValueOrDefault(name) is var value and not 0 ? At(value) : null;
        return kept.TryGetValue("clock.at", out var at)
            ? new ClockMark(At(at), kept["clock.uptime"], kept["clock.boot"], Jump("clock.from"), Jump("clock.to"))
            : null;
    }

    public static List<Absence> Absences(DbConnection connection, Instant after) =>
        [.. connection.Query<(string Email, long From, long Until, string? Cover, string By)>(
                "SELECT email, starts, until, cover, set_by FROM absences WHERE until > @after ORDER BY email", new { after = after.ToUnixTimeSeconds() })
            .Select(row => new Absence(row.Email, At(row.From), At(row.Until), row.Cover, row.By))];

    public static List<Document> Documents(DbConnection connection, string kind) =>
        [.. connection.Query<(string Kind, string Version, string Body, long At)>(
                "SELECT kind, version, body, at FROM documents WHERE kind = @kind ORDER BY at, version", new { kind })
            .Select(row => new Document(row.Kind, row.Version, row.Body, At(row.At)))];

    public static List<Signature> Signatures(DbConnection connection, string version) =>
        [.. connection.Query<(string Version, string Party, string By, long At)>(
                "SELECT version, party, signed_by, at FROM signatures WHERE version = @version ORDER BY at, party", new { version })
            .Select(row => new Signature(row.Version, row.Party, row.By, At(row.At)))];

    public static List<Job> Jobs(DbConnection connection) =>
        [.. connection.Query<(string Name, long NextAt)>("SELECT name, next_at FROM jobs ORDER BY name")
            .Select(row => new Job(row.Name, At(row.NextAt)))];

    public static PublishedScorecard? Scorecard(DbConnection connection, string week, string? team) =>
        connection.Query<(string Week, string Team, string Json, long AsOf, long PublishedAt)>(
                "SELECT week, team, json, as_of, published_at FROM scorecards WHERE week = @week AND team = @team", new { week, team = team ?? "" })
            .Select(row => new PublishedScorecard(row.Week, row.Team.Length == 0 ? null : row.Team, row.Json, At(row.AsOf), At(row.PublishedAt)))
            .FirstOrDefault();

    public static List<string> PublishedWeeks(DbConnection connection) =>
        [.. connection.Query<string>("SELECT DISTINCT week FROM scorecards ORDER BY week")];

    public static List<CheckedItem> Ticks(DbConnection connection, string agenda) =>
        [.. connection.Query<(string Agenda, string Item, string By, long At)>(
                "SELECT agenda, item, ticked_by, at FROM ticks WHERE agenda = @agenda ORDER BY at, item", new { agenda })
            .Select(row => new CheckedItem(row.Agenda, row.Item, row.By, At(row.At)))];

    public static List<MissedWeeksItem> Matters(DbConnection connection, bool openOnly) =>
        [.. connection.Query<(string Party, string Week, string Version, string? Owner, string Metrics, long OpenedAt, long? ClosedAt, string? ClosedWhy)>(
                $"SELECT party, week, version, owner, metrics, opened_at, closed_at, closed_why FROM matters {(openOnly ? "WHERE closed_at IS NULL " : "")}ORDER BY opened_at, party")
            .Select(row => new MissedWeeksItem(
                PolicyNames.All.Read<Party>(row.Party), row.Week, row.Version, row.Owner, row.Metrics.Split(',', StringSplitOptions.RemoveEmptyEntries), At(row.OpenedAt))
            {
                ClosedAt = row.ClosedAt is { } closed ? At(closed) : null,
                ClosedWhy = row.ClosedWhy,
            })];

    public static List<Spend> Spend(DbConnection connection) =>
        [.. connection.Query<(string Month, string Source, string Amount, string? Lifetime)>("SELECT month, source, amount, lifetime FROM spend ORDER BY month, source")
            .Select(row => new Spend(row.Month, row.Source, Money(row.Amount)!.Value, Money(row.Lifetime)))];

    private static decimal? Money(string? words) => words is null ? null : decimal.Parse(words, System.Globalization.CultureInfo.InvariantCulture);

    private static Instant At(long seconds) => Instant.FromUnixTimeSeconds(seconds);
}
