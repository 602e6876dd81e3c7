using System.Text;
using Microsoft.Data.Sqlite;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Storage;

/// <summary>Files from before facts were kept, and facts after an erasure.</summary>
public sealed class FactBackfillTests : IDisposable
{
    // A file of the version before: no facts, and the index that they replaced.
    private const string Before = """
        DROP TABLE facts; DELETE FROM migrations WHERE number = 4;
        DROP INDEX leads_missed; ALTER TABLE leads DROP COLUMN missed; ALTER TABLE leads DROP COLUMN missed_since;
        CREATE INDEX leads_of_history ON leads (active_at, seq) WHERE is_history = 1;
        """;

    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Open_OfAFileFromBefore_MakesTheFactsThatWouldHaveBeenWritten()
    {
        Fill();
        var written = FactRows();
        temp.Store.Dispose();
        Run(Before);

        var told = new List<double>();
        using (var store = SqliteStore.Open(temp.Connection, told.Add))
        {
            store.Reader.Counts().Missed.ShouldBe(2);
            store.Reader.Missed(9).Select(item => item.Id).ShouldBe(["L7", "L8"]);
        }

        FactRows().ShouldBe(written);
        told.ShouldBe([1.0]);
        SqliteStore.Open(temp.Connection, told.Add).Dispose();
        told.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    public void Open_OfAFileWhoseFillingWasCutOff_GoesOnWhereItStopped(int done)
    {
        Fill();
        var written = FactRows();
        temp.Store.Dispose();
        Run($"DELETE FROM facts WHERE lead > {done}");
        Should.Throw<StoreRefusedException>(() => SqliteStore.OpenReadOnly(temp.Connection)).Message.ShouldContain("Start the bot once");

        using (var connection = new SqliteFile(temp.Connection).OpenWriter())
        {
            var cut = new FactBackfill(connection, Dialect.Sqlite, portion: 3);
            Should.Throw<TimeoutException>(() => cut.Run(_ => throw new TimeoutException("the plug was pulled")));
            FactRows().Count.ShouldBe(Math.Min(done + 3, written.Count));
        }

        temp.Reopen();
        FactRows().ShouldBe(written);
    }

    [Fact]
    public void Erasure_OfALeadOfThePast_BlanksItsFactsToo()
    {
        var now = Samples.Noon;
        var sent = new Dictionary<string, string> { ["source"] = "fair", ["email"] = "very.secret@example.com" };
        var state = new LeadState { Id = "L1", Version = 2, Profile = new LeadProfile(), ReceivedAt = now, IsHistory = true };
        temp.Store.Writer.Commit(Samples.Batch(new SlaBot.Engine.LeadChange(0, state, [new HistoryOpened("L1") { At = now, RecordedAt = now }, new LeadReceived("L1", new LeadProfile(), null) { At = now, RecordedAt = now, Sent = sent }], null)));
        Bodies().Single().ShouldContain("very.secret");

        temp.Store.Writer.Commit(Samples.With(batch => batch.Erased.Add("L1")));

        Bodies().Single().ShouldNotContain("very.secret");
        temp.Store.Reader.FactsThatCount(now, now, StoreFactsContract.Policy).Single().Source.ShouldBe("fair");
    }

    [Fact]
    public void Backup_HoldsTheFacts()
    {
        Fill();
        var copy = Path.Combine(temp.Directory, "copy.db");

        temp.Store.Backup(copy);

        using var reading = SqliteStore.OpenReadOnly("Data Source=" + copy);
        reading.Reader.FactsThatCount(Samples.After(-9000), Samples.After(9000), StoreFactsContract.Policy).Count().ShouldBe(14);
    }

    private void Fill()
    {
        var some = Enumerable.Range(0, 10).Select(i => Samples.Assigned($"L{i}", at: i)).ToList();
        temp.Store.Writer.Commit(Samples.Batch([.. some, Samples.InQueue("Q", 3)]));
        temp.Store.Writer.Commit(Samples.Batch([.. some.Take(5).Select(leadChange => Samples.Touched(leadChange.State, 30))]));
        temp.Store.Writer.Commit(Samples.Batch(Samples.Missed(some[8].State), Samples.Missed(some[7].State)));
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(10, 3).Select(i => Samples.Assigned($"L{i}", at: i))]));
    }

    /// <summary>Every row with what its facts come to.</summary>
    private List<string> FactRows()
    {
        using var connection = new SqliteFile(temp.Connection).OpenReader();
        using var all = new Statement(connection, "SELECT lead, id, first_at, until_at, body FROM facts ORDER BY lead");
        return all.All(row => $"{row.GetInt64(0)} {row.GetString(1)} {row.GetInt64(2)} {row.GetInt64(3)} {Numbers(row.GetString(1), row.Bytes(4))}");
    }

    private static string Numbers(string lead, byte[] body) =>
        ScorecardJson.Write(ScorecardMaker.Make([new FactReader().Read(lead, body)], StoreFactsContract.Policy, new IsoWeek(2026, 47)));

    private List<string> Bodies()
    {
        using var connection = new SqliteFile(temp.Connection).OpenReader();
        using var all = new Statement(connection, "SELECT body FROM facts ORDER BY lead");
        return all.All(row => Encoding.Latin1.GetString(row.Bytes(0)));
    }

    private void Run(string sql)
    {
        using var connection = new SqliteFile(temp.Connection).OpenWriter();
        using var command = new SqliteCommand(sql, (SqliteConnection)connection);
        command.ExecuteNonQuery();
    }
}
