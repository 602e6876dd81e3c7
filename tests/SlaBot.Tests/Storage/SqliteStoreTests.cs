using System.Diagnostics;
using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Storage;

namespace SlaBot.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Open_Again_FindsWhatWasWritten()
    {
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));

        temp.Reopen();

        temp.Store.Reader.CountLeads().ShouldBe(1);
        temp.Store.SizeInBytes.ShouldBeGreaterThan(4096);
    }

    [Fact]
    public void Open_WhileOpenInThisProcess_IsRefused() =>
        Refusal(() => SqliteStore.Open(temp.Connection)).ShouldContain("already in use by another SlaBot");

    [Fact]
    public void Open_WhileAnotherProcessHoldsTheLock_IsRefusedUntilItIsKilled()
    {
        temp.Store.Dispose();
        using var other = Process.Start(new ProcessStartInfo("flock", [temp.File + ".lock", "sh", "-c", "echo held; read line"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        other.StandardOutput.ReadLine().ShouldBe("held");

        Refusal(() => SqliteStore.Open(temp.Connection)).ShouldContain("already in use by another SlaBot");
        other.Kill(entireProcessTree: true);
        other.WaitForExit();

        // The shell under flock dies an instant later, and the lock with it.
        SpinWait.SpinUntil(Opens, TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    private bool Opens()
    {
        try
        {
            temp.Reopen();
            return true;
        }
        catch (StoreRefusedException)
        {
            return false;
        }
    }

    [Fact]
    public void Open_OfANewerSchema_IsRefusedAndNotTouched()
    {
        temp.Store.Dispose();
        SqliteStore.Open(temp.Connection, [.. Migration.All, new Migration(9999, "9999_tomorrow", "CREATE TABLE tomorrow (a INTEGER)")]).Dispose();

        Refusal(() => SqliteStore.Open(temp.Connection)).ShouldContain("newer version");
        Refusal(() => SqliteStore.OpenReadOnly(temp.Connection)).ShouldContain("newer version");
    }

    [Fact]
    public void Open_OfAnOlderSchema_BringsItUpToDateAndKeepsTheData()
    {
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));
        temp.Store.Dispose();
        IReadOnlyList<Migration> next = [.. Migration.All, new Migration(9998, "9998_next", "CREATE TABLE next (a INTEGER)")];

        using (var store = SqliteStore.Open(temp.Connection, next))
        {
            store.Reader.CountLeads().ShouldBe(1);
        }

        SqliteStore.Open(temp.Connection, next).Dispose();
    }

    [Fact]
    public void Open_WhenAStepFails_LeavesTheSchemaAsItWas()
    {
        temp.Store.Dispose();
        IReadOnlyList<Migration> broken = [.. Migration.All, new Migration(9998, "9998_broken", "CREATE TABLE half (a INTEGER); CREATE TABLE leads (a INTEGER)")];

        Should.Throw<StoreRefusedException>(() => SqliteStore.Open(temp.Connection, broken));

        temp.Reopen();
    }

    [Fact]
    public void Open_OfAFileThatIsNoDatabase_IsRefused()
    {
        var file = Path.Combine(temp.Directory, "notes.txt");
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("These are notes, not data. ", 400)));

        Refusal(() => SqliteStore.Open("Data Source=" + file)).ShouldContain("damaged or no data file of SlaBot");
        Refusal(() => SqliteStore.OpenReadOnly("Data Source=" + file)).ShouldContain("damaged or no data file of SlaBot");
    }

    [Fact]
    public void Open_OfAReadOnlyFile_IsRefused()
    {
        temp.Store.Dispose();
        File.SetAttributes(temp.File, FileAttributes.ReadOnly);

        Refusal(() => SqliteStore.Open(temp.Connection)).ShouldContain("read-only");
    }

    [Theory]
    [InlineData("Data Source=/no/such/place/slabot.db", "does not exist")]
    [InlineData("Data Source=/", "directory")]
    [InlineData("Data Source=:memory:", "names no file")]
    [InlineData("", "names no file")]
    [InlineData("Host=db;Nonsense=1", "no SQLite connection string")]
    public void Open_OfWhatCannotBe_IsRefusedWithASentence(string connection, string part) =>
        Refusal(() => SqliteStore.Open(connection)).ShouldContain(part);

    [Fact]
    public void OpenReadOnly_BesideTheWriter_SeesWhatIsCommitted()
    {
        using var reading = SqliteStore.OpenReadOnly(temp.Connection);

        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));

        reading.Reader.Lead("L1").ShouldNotBeNull();
    }

    [Fact]
    public void OpenReadOnly_OfNoFile_IsRefused() =>
        Refusal(() => SqliteStore.OpenReadOnly("Data Source=" + temp.File + "x")).ShouldContain("There is no data file");

    [Fact]
    public void Open_OfFilesLeftByAProgramThatDied_FindsWhatWasCommitted()
    {
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));
        var left = Path.Combine(temp.Directory, "left.db");
        File.Copy(temp.File, left);
        File.Copy(temp.File + "-wal", left + "-wal");

        using (var reading = SqliteStore.OpenReadOnly("Data Source=" + left))
        {
            reading.Reader.Events("L1").Count.ShouldBe(5);
        }

        using var store = SqliteStore.Open("Data Source=" + left);
        store.Reader.CountLeads().ShouldBe(1);
    }

    [Fact]
    public void Backup_OfALiveFile_OpensAndHoldsEverything()
    {
        var copy = Path.Combine(temp.Directory, "copy.db");
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 50).Select(i => Samples.Assigned("L" + i))]));
        temp.Store.Writer.Commit(Samples.With(batch => batch.Posts.Add(Samples.Post("a", 1, "m"))));

        SqliteStore.Backup(temp.Connection, copy);
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("later")));

        using var restored = SqliteStore.Open("Data Source=" + copy);
        restored.Reader.CountLeads().ShouldBe(50);
        restored.Reader.Events("L49").Count.ShouldBe(5);
        restored.Reader.Post("a").ShouldNotBeNull();
        restored.Writer.Commit(Samples.Batch(Samples.Assigned("new")));
        Directory.GetFiles(temp.Directory, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public void Backup_OntoAFile_IsRefusedAndLeavesIt()
    {
        var copy = Path.Combine(temp.Directory, "copy.db");
        File.WriteAllText(copy, "precious");

        Refusal(() => temp.Store.Backup(copy)).ShouldContain("exists already");

        File.ReadAllText(copy).ShouldBe("precious");
    }

    [Fact]
    public void Blank_AfterTheErasingStep_LeavesNoTextInTheFiles()
    {
        var change = Samples.Assigned("L1", email: "very.secret@example.com");
        temp.Store.Writer.Commit(Samples.Batch([change, .. Enumerable.Range(0, 20).Select(i => Samples.Assigned("N" + i))]));
        temp.Store.Writer.Commit(Samples.With(batch => batch.Posts.Add(Samples.Post("a", 1, "m") with { Card = Samples.Card("L1") with { Title = "very.secret" } })));
        var touched = Samples.Touched(change.State, 4);
        temp.Store.Writer.Commit(Samples.Batch(touched));
        var erased = touched.State with { Version = 8, IsErased = true, Profile = new LeadProfile() };
        temp.Store.Writer.Commit(Samples.Batch(new SlaBot.Desk.LeadChange(7, erased, [new Erased { At = Samples.Noon, RecordedAt = Samples.Noon }], null)));

        temp.Store.Writer.Blank("L1", one => one is LeadReceived got ? got with { Profile = new LeadProfile() } : one, card => card with { Title = "" });

        foreach (var file in Directory.GetFiles(temp.Directory).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(stream, Encoding.Latin1);
            text.ReadToEnd().ShouldNotContain("very.secret", Case.Insensitive, file);
        }
    }

    [Fact]
    public void Blank_WhileSomebodyReads_SaysSo_AndIsFinishedAfterwards()
    {
        var change = Samples.Assigned("L1", email: "very.secret@example.com");
        temp.Store.Writer.Commit(Samples.Batch(change));
        using (var reading = temp.Store.Reader.EventsOfLeadsActiveSince(Instant.MinValue).GetEnumerator())
        {
            reading.MoveNext().ShouldBeTrue();
            temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L2")));
            temp.Store.Writer.Blank("L1", one => one is LeadReceived got ? got with { Profile = new LeadProfile() } : one, card => card).ShouldBeFalse();
            temp.Store.Writer.Scrub().ShouldBeFalse();
        }

        temp.Store.Writer.Scrub().ShouldBeTrue();
        new FileInfo(Directory.GetFiles(temp.Directory, "*-wal").Single()).Length.ShouldBe(0);
    }

    private static string Refusal(Func<IDisposable> open) => Should.Throw<StoreRefusedException>(() => open().Dispose()).Message;

    private static string Refusal(Action act) => Should.Throw<StoreRefusedException>(act).Message;
}
