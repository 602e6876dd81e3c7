using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Storage;

/// <summary>Backups of a live file, and text that is gone when it was blanked.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

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
    public void Erasure_AfterItsStep_LeavesNoTextInTheFiles()
    {
        var change = Samples.Assigned("L1", email: "very.secret@example.com");
        temp.Store.Writer.Commit(Samples.Batch([change, .. Enumerable.Range(0, 20).Select(i => Samples.Assigned("N" + i))]));
        temp.Store.Writer.Commit(Samples.With(batch => batch.Posts.Add(Samples.Post("a", 1, "m") with { Card = Samples.Card("L1") with { Title = "very.secret" } })));
        var touched = Samples.Touched(change.State, 4);
        temp.Store.Writer.Commit(Samples.Batch(touched));
        var erased = touched.State with { Version = 8, IsErased = true, Profile = new LeadProfile() };
        temp.Store.Writer.Commit(Samples.Batch(new LeadChange(7, erased, [new Erased { At = Samples.Noon, RecordedAt = Samples.Noon }], null)));

        temp.Store.Writer.Commit(Samples.With(batch => batch.Erased.Add("L1")));
        temp.Store.Writer.Scrub().ShouldBeTrue();

        foreach (var file in Directory.GetFiles(temp.Directory).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(stream, Encoding.Latin1);
            text.ReadToEnd().ShouldNotContain("very.secret", Case.Insensitive, file);
        }
    }

    [Fact]
    public void Erasure_WhileSomebodyReads_SaysSo_AndIsFinishedAfterwards()
    {
        var change = Samples.Assigned("L1", email: "very.secret@example.com");
        temp.Store.Writer.Commit(Samples.Batch(change));
        using (OtherReader.Begin(temp.Connection))
        {
            temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L2")));
            temp.Store.Writer.Commit(Samples.With(batch => batch.Erased.Add("L1")));
            temp.Store.Writer.Scrub(patiently: true).ShouldBeFalse();
        }

        temp.Store.Writer.Scrub().ShouldBeTrue();
        new FileInfo(Directory.GetFiles(temp.Directory, "*-wal").Single()).Length.ShouldBe(0);
    }

    [Fact]
    public void Library_IsOneWithoutTheFaultInTheLogsReset()
    {
        using var reading = OtherReader.Begin(temp.Connection);
        Version.Parse((string)reading.Ask("SELECT sqlite_version()")!).ShouldBeGreaterThanOrEqualTo(new Version(3, 51, 3));
    }

    [Fact]
    public void Dispose_LeavesTheOneFileWhole()
    {
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 5).Select(i => Samples.Assigned("L" + i))]));
        _ = temp.Store.Reader.CountLeads();
        temp.Store.Dispose();

        temp.Store.IsFolded.ShouldBeTrue();
        Directory.GetFiles(temp.Directory, "*-wal").ShouldBeEmpty();
        var copy = Path.Combine(temp.Directory, "copy.db");
        File.Copy(temp.File, copy);
        using var copied = SqliteStore.OpenReadOnly("Data Source=" + copy);
        copied.Reader.CountLeads().ShouldBe(5);
    }

    [Fact]
    public void Dispose_WhileAnotherProgramReads_SaysThatTheLogIsNeeded()
    {
        using var reading = OtherReader.Begin(temp.Connection);
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));

        temp.Store.Dispose();

        temp.Store.IsFolded.ShouldBeFalse();
    }

    [Fact]
    public async Task Log_BesideReadersThatNeverRest_IsBounded()
    {
        // Two take turns, each holding an old state until the other has begun: there is never an instant without a
        // reader.
        using var done = new CancellationTokenSource();
        var readers = Task.Run(() =>
        {
            var last = OtherReader.Begin(temp.Connection);
            while (!done.IsCancellationRequested)
            {
                var next = OtherReader.Begin(temp.Connection);
                last.Dispose();
                last = next;
            }

            last.Dispose();
        });
        var text = new string('x', 500_000);
        var most = 0L;
        for (var i = 0; i < 200; i++)
        {
            temp.Store.Writer.Commit(Samples.Batch(Large($"L{i}", text)));
            most = Math.Max(most, temp.Store.LogSize);
        }

        await done.CancelAsync();
        await readers;
        most.ShouldBeLessThan(WalLimit.Usual + (32L * 1024 * 1024));
    }

    [Fact]
    public void Log_BesideAReaderThatIsStuck_SlowsWritesNowAndThenOnly()
    {
        var bytes = WalLimit.Much + 1;
        var bound = new WalLimit(() => bytes);
        bound.Wait().ShouldBe(500);
        bound.Tried(isEmpty: false);
        bound.Wait().ShouldBeNull("until it has grown by some megabytes more");
        bytes += 5 * 1024 * 1024;
        bound.Wait().ShouldNotBeNull();
        bytes = 0;
        bound.Tried(isEmpty: true);
        bound.Wait().ShouldBeNull();
    }

    [Fact]
    public void File_CutShortUnderTheWriter_IsDamage_AndNothingIsWrittenAfterIt()
    {
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 50).Select(i => Samples.Assigned("L" + i))]));
        temp.Store.Writer.Scrub().ShouldBeTrue();
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("M")));
        Cut(temp.File);

        Should.Throw<StoreFaultException>(() => temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("N")))).IsDamage.ShouldBeTrue();
        temp.Store.Health.Damage.IsCompleted.ShouldBeTrue();
        Should.Throw<StoreFaultException>(() => temp.Store.Writer.Probe()).IsDamage.ShouldBeTrue();
    }

    [Fact]
    public void Open_OfAFileCutShort_IsRefused()
    {
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 50).Select(i => Samples.Assigned("L" + i))]));
        temp.Store.Dispose();
        Cut(temp.File);

        Refusal(() => SqliteStore.Open(temp.Connection).Dispose()).ShouldContain("damaged");
        Refusal(() => SqliteStore.OpenReadOnly(temp.Connection).Dispose()).ShouldContain("damaged");
    }

    private static void Cut(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(stream.Length / 2 / 4096 * 4096);
    }

    private static LeadChange Large(string id, string text)
    {
        var change = Samples.Assigned(id);
        return change with { State = change.State with { Profile = change.State.Profile with { Extra = new Dictionary<string, string> { ["text"] = text } } } };
    }

    private static string Refusal(Action act) => Should.Throw<StoreRefusedException>(act).Message;
}
