using System.Text;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Api;

/// <summary>Files written in every dialect that programs write, read again: what a row says arrives, wherever the stream is cut.</summary>
public sealed class CsvDialectTests
{
    private static readonly string[] Pieces =
    [
        "a", "Zoë", "😀", "x y", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", " ", "'", "=", "2026-11-16", ",\"", "\"\n", "\n\"", "\r\n\r\n", "sep=;",
    ];

    private static readonly (char Delimiter, string Break)[] Dialects =
        [.. from delimiter in ",;\t|" from lineBreak in (string[])["\n", "\r\n", "\r"] select (delimiter, lineBreak)];

    [Fact]
    public async Task WriteThenRead_EveryDialect_GivesTheSameRows()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var dialect = Dialects[seed % Dialects.Length];
            var rows = Rows(random);
            var read = await Read(Write(rows, dialect, random), random.Next(1, 40));
            read.ShouldBe(Expected(rows), $"seed {seed}");
        }
    }

    [Fact]
    public async Task WriteThenRead_CutAtEveryByte_GivesTheSameRows()
    {
        foreach (var (dialect, number) in Dialects.Select((dialect, number) => (dialect, number)))
        {
            var random = new Random(number);
            var rows = Rows(random);
            var bytes = Write(rows, dialect, random);
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                (await Read(bytes, cut, twice: true)).ShouldBe(Expected(rows), $"{number} cut at {cut}");
            }
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Read_QuotedLineBreakInTheLastColumn_IsOneRow(string lineBreak)
    {
        var file = string.Join(lineBreak, "id,Street", "R1,1 Low Road", $"R2,\"1 High Street{lineBreak}Floor 2{lineBreak}Room 3\"", "R3,2 Low Road", "");
        (await Read(Encoding.UTF8.GetBytes(file), 4096, columns: ["Street"])).ShouldBe(["R1|1 Low Road", "R2|1 High Street\nFloor 2\nRoom 3", "R3|2 Low Road"]);
    }

    [Fact]
    public async Task Read_QuotedLineBreakInTheHeader_IsOneName() =>
        (await Read("id,\"Notes\nof the rep\"\nR1,x\n"u8.ToArray(), 4096, columns: ["Notes of the rep"])).ShouldBe(["R1|x"]);

    [Fact]
    public async Task Read_RowOfSeveralLinesWithAColumnTooMany_IsRefusedOnceAndWhatItQuotesIsNoLead()
    {
        var rows = await CsvRows.ReadAsync("id,note\nR1,Smith, John\nR2,Smith,\"said:\nL9,buy\"\nR3,fine\n");
        rows.SelectMany(row => row.Faults).Select(fault => fault.Message).ShouldBe(
            ["the line has 3 columns; the header has 2", "lines 3 to 4 are one row and have 3 columns; the header has 2"]);
        rows.Select(row => row.Lead).OfType<ReceiveLead>().Single().Lead.ShouldBe("R3");
    }

    [Theory]
    [InlineData("id,note\rR1,a\rR2,b")]
    [InlineData("id,note\r\rR1,a\r\rR2,b\r")]
    [InlineData("id,note,\r\nR1,a,\r\nR2,b,\r\n")]
    [InlineData("id,note\nR1,a,\nR2,b,,,\n")]
    [InlineData("id , note\n \"R1\" , \"a\"\n\"R2\",\"b\" \n")]
    public async Task Read_OddButPlain_IsTaken(string file) =>
        (await Read(Encoding.UTF8.GetBytes(file), 4096, columns: ["note"])).ShouldBe(["R1|a", "R2|b"]);

    [Fact]
    public async Task Lines_CutAnywhere_TellEveryByte()
    {
        var bytes = "a\r\n\rb\n\r\nc\r"u8.ToArray();
        for (var chunk = 1; chunk <= bytes.Length; chunk++)
        {
            var seen = 0L;
            var texts = new List<string>();
            await foreach (var line in CsvLines.ReadAsync(new Chunks(bytes, chunk), count => seen += count))
            {
                texts.Add(line.Text);
            }

            seen.ShouldBe(bytes.Length);
            texts.ShouldBe(["a", "", "b", "", "c"]);
        }
    }

    private static List<string[]> Rows(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 8)).Select(row => (string[])[$"L{row}", .. Enumerable.Range(0, 3).Select(_ => Text(random))])];

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static byte[] Write(List<string[]> rows, (char Delimiter, string Break) dialect, Random random)
    {
        var (all, trailing, blanks) = (random.Next(2) == 0, random.Next(3) == 0, random.Next(3) == 0);
        var text = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : "");
        foreach (var row in rows.Prepend(["id", "one", "two", "three"]))
        {
            text.AppendJoin(dialect.Delimiter, row.Select(field => Field(field, dialect.Delimiter, all)));
            text.Append(trailing ? dialect.Delimiter.ToString() : "").Append(dialect.Break).Append(blanks ? dialect.Break : "");
        }

        return Encoding.UTF8.GetBytes(random.Next(2) == 0 ? text.ToString() : text.ToString().TrimEnd('\r', '\n'));
    }

    private static string Field(string field, char delimiter, bool always) =>
        always || field.Contains(delimiter, StringComparison.Ordinal) || field.AsSpan().IndexOfAny("\"\r\n") >= 0
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;

    // A break within quotes arrives as LF; a blank field is as if it had not been sent.
    private static List<string> Expected(List<string[]> rows) =>
        [.. rows.Select(row => string.Join('|', row.Select(field => string.IsNullOrWhiteSpace(field) ? "" : Unix(field))))];

    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static async Task<List<string>> Read(byte[] bytes, int chunk, bool twice = false, string[]? columns = null)
    {
        var (rows, refusal) = await CsvRows.ReadAsync(new Chunks(bytes, chunk, twice));
        refusal.ShouldBeNull();
        rows.SelectMany(row => row.Faults).ShouldBeEmpty();
        return [.. rows.Select(row => row.Lead!).Select(lead => string.Join(
            '|', (columns ?? ["one", "two", "three"]).Select(name => lead.Profile.Extra.GetValueOrDefault(name, "")).Prepend(lead.Lead)))];
    }

    /// <summary>A stream that gives so many bytes at a time; <c>once</c>: so many, then all the rest.</summary>
    private sealed class Chunks(byte[] bytes, int size, bool once = false) : MemoryStream(bytes)
    {
        // A memory stream that has a Read of its own asks for an array; so the array's Read is the one that reads.
        public override int Read(Span<byte> buffer)
        {
            var some = new byte[buffer.Length];
            var read = Read(some, 0, some.Length);
            some.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, once && Position > 0 ? count : size));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
