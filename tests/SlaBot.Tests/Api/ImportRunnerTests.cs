using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;

namespace SlaBot.Tests.Api;

public sealed class ImportRunnerTests : IDisposable
{
    private readonly ApiEngine engine = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public async Task Run_GoodAndBadRows_CountsEachAndGoesOn()
    {
        const string file = "id,email,score,plan\nL1,a@b.example,70,gold\nL2,nobody,70,\nL1,a@b.example,70,gold\n,x@y.example,,\nL3,\"open,1,2\nL4,d@e.example,x,y,z\nL5,e@f.example,,\n";
        var report = await Run(file);
        (report.Taken, report.Known, report.Refused).ShouldBe((4, 1, 2));
        report.Faults.Select(fault => (fault.Line, fault.Field)).ShouldBe([(6, ""), (7, "")]);
        report.Warnings.Select(note => (note.Line, note.Field)).ShouldBe([(3, "email")]);
        report.Columns.Select(column => (column.Name, column.Field, column.IsKnown)).ShouldBe(
            [("id", "id", true), ("email", "contact.email", true), ("score", "score", true), ("plan", "plan", false)]);
        var first = engine.Reader.Lead("L1")!.Profile;
        (first.Contact.Email, first.Score, first.Extra["plan"]).ShouldBe(("a@b.example", 70m, "gold"));
        (await CsvRows.ReadAsync(file))[0].Lead!.Sent.ShouldBe(["contact.email", "score", "plan"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ManyRows_KeepsOrderAndBoundsWhatIsUnderWay()
    {
        var answered = new Answered();
        var most = 0L;
        engine.Fails = batch =>
        {
            most = Math.Max(most, engine.Received.Count + batch.Leads.Count - answered.Rows);
            return null;
        };
        var file = Stream("id\n" + string.Concat(Enumerable.Range(0, 5000).Select(number => $"L{number}\n")));
        var report = await engine.Import.RunAsync(file, ImportMapping.Plain, false, answered, default);
        report.Taken.ShouldBe(5000);
        engine.Received.Select(pair => pair.Lead).ShouldBe(Enumerable.Range(0, 5000).Select(number => $"L{number}"));
        most.ShouldBeLessThanOrEqualTo(256 + Answered.Step);
    }

    [Theory]
    [InlineData("2018-02-01", "2018-02-01T11:00:00Z")]
    [InlineData("2018-07-01", "2018-07-01T12:00:00Z")]
    [InlineData("2018-02-26 19:58:54", "2018-02-26T22:58:54Z")]
    [InlineData("2018-02-26T19:58:54Z", "2018-02-26T19:58:54Z")]
    [InlineData("2018-11-04 00:30", "2018-11-04T03:30:00Z")]
    public async Task Run_DateOfTheFile_IsReadInItsZone(string date, string instant)
    {
        var row = (await CsvRows.ReadAsync($"mql_id,first_contact_date\nL1,{date}\n", Olist)).Single();
        Instants.Write(row.Lead!.MqlAt!.Value).ShouldBe(instant);
    }

    [Fact]
    public async Task Run_AtOwnTime_TakesRowsInOrderOfTheirInstantAtIt()
    {
        var rows = "mql_id,first_contact_date\nL1,2026-12-03\nL2,2026-12-01\nL3,2026-12-03\nL4,2026-10-01\nL5,\nL6,9999-01-01\n";
        var report = await Run(rows, Olist, atOwnTime: true);
        (report.Taken, report.Refused, report.Warnings.Single().Line).ShouldBe((6, 0, 7));
        engine.Received.Select(pair => (pair.Lead, Instants.Write(pair.Now))).ShouldBe(
        [
            ("L5", "2026-11-16T14:00:00Z"), ("L6", "2026-11-16T14:00:00Z"), ("L4", "2026-11-16T14:00:00Z"), ("L2", "2026-12-01T12:00:00Z"),
            ("L1", "2026-12-03T12:00:00Z"), ("L3", "2026-12-03T12:00:00Z"),
        ]);
    }

    [Fact]
    public async Task Run_AtOwnTimeUnderTheMachinesClock_IsRefused()
    {
        engine.Time.IsManual = false;
        var report = await Run("id\nL1\n", atOwnTime: true);
        report.Refusal!.Code.ShouldBe("no-manual-clock");
        engine.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("name\nBob\n")]
    public async Task Run_NoUsableHeader_IsRefused(string text) => (await Run(text)).Refusal!.Code.ShouldBe("no-header");

    [Fact]
    public async Task Run_ThousandsOfFaults_CountsAllTellsAThousand()
    {
        var report = await Run("id,score\n" + string.Concat(Enumerable.Range(0, 3000).Select(number => $"L{number},x,y\nM{number},x\n")));
        (report.Refused, report.Faults.Count, report.Taken, report.Warnings.Count).ShouldBe((3000, 1000, 3000, 1000));
    }

    private static ImportMapping Olist { get; } = new(
        new Dictionary<string, string> { ["mql_id"] = "id", ["first_contact_date"] = "mqlAt" }, DateTimeZoneProviders.Tzdb["America/Sao_Paulo"], new LocalTime(9, 0));

    private Task<ImportReport> Run(string text, ImportMapping? mapping = null, bool atOwnTime = false) =>
        engine.Import.RunAsync(Stream(text), mapping ?? ImportMapping.Plain, atOwnTime, null, default);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>How many rows the run says are answered; it says so every so many rows.</summary>
    private sealed class Answered : IProgress<ImportProgress>
    {
        public const int Step = 100;

        public long Rows { get; private set; }

        public void Report(ImportProgress value) => Rows = value.Rows;
    }
}
