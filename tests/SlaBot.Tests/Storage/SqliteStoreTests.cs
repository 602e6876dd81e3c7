using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Storage;

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
        temp.Store.Writer.Commit(Samples.Batch(new SlaBot.Desk.LeadChange(7, erased, [new Erased { At = Samples.Noon, RecordedAt = Samples.Noon }], null)));

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
        using (var reading = temp.Store.Reader.EventsOfLeadsActiveSince(Instant.MinValue).GetEnumerator())
        {
            reading.MoveNext().ShouldBeTrue();
            temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L2")));
            temp.Store.Writer.Commit(Samples.With(batch => batch.Erased.Add("L1")));
            temp.Store.Writer.Scrub(patiently: true).ShouldBeFalse();
        }

        temp.Store.Writer.Scrub().ShouldBeTrue();
        new FileInfo(Directory.GetFiles(temp.Directory, "*-wal").Single()).Length.ShouldBe(0);
    }

    private static string Refusal(Action act) => Should.Throw<StoreRefusedException>(act).Message;
}
