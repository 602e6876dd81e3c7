using System.Text;
using SlaBot.Api.Import;

namespace SlaBot.Tests.Api;

public sealed class CsvTests
{
    [Fact]
    public async Task Read_QuotedFields_MayHoldAnything() =>
        (await Records("a,\"b, \"\"c\"\"\r\nd\",e\r\n"u8, 3)).ShouldBe(["1:a|b, \"c\"\nd|e"]);

    [Fact]
    public async Task Read_NoLastLineBreak_StillCounts() => (await Records("a,b\nc,d"u8, 2)).ShouldBe(["1:a|b", "2:c|d"]);

    [Fact]
    public async Task Read_EmptyFields_AreFields() => (await Records(",\n\"\",\n"u8, 2)).ShouldBe(["1:|", "2:|"]);

    [Fact]
    public async Task Read_BlankLines_ArePassedOver() => (await Records("a,b\n\n  \r\nc,d\n"u8, 2)).ShouldBe(["1:a|b", "4:c|d"]);

    [Theory]
    [InlineData("a,\"b\nc,d\ne,f\n")]
    [InlineData("a,\"b\nc,\"d\"\ne,f\n")]
    [InlineData("a,b\"\nc,d\ne,f\n")]
    [InlineData("a,\"b\"x\nc,d\ne,f\n")]
    [InlineData("a,b,c\nc,d\ne,f\n")]
    [InlineData("a,\0\nc,d\ne,f\n")]
    [InlineData("\"a\nc,d\n\"e\",f\n")]
    public async Task Read_MalformedLine_CostsThatLineOnly(string text)
    {
        var records = await Records(Encoding.UTF8.GetBytes(text), 2);
        records[0].ShouldBe("1:!");
        records[1].ShouldBe("2:c|d");
        records[2].ShouldBe("3:e|f");
    }

    [Fact]
    public async Task Read_InvalidUtf8_CostsThatLineOnly() =>
        (await Records([.. "a,"u8, 0xFF, .. "\nc,d\n"u8], 2)).ShouldBe(["1:!", "2:c|d"]);

    [Fact]
    public async Task Read_EndlessLine_CostsThatLineOnly() =>
        (await Records(Encoding.UTF8.GetBytes("a," + new string('x', 3_000_000) + "\nc,d\n"), 2)).ShouldBe(["1:!", "2:c|d"]);

    [Fact]
    public async Task Read_UnclosedQuoteInALongFile_CostsThatLineOnly()
    {
        var text = "a,\"b\n" + string.Concat(Enumerable.Range(0, 5000).Select(number => $"k{number},v\n"));
        var records = await Records(Encoding.UTF8.GetBytes(text), 2);
        records.Count.ShouldBe(5001);
        records.Count(record => record.EndsWith('!')).ShouldBe(1);
    }

    [Fact]
    public async Task Read_QuoteClosedFarBelow_CostsItsLineAndNotThoseBetween()
    {
        var text = "a,\"b\n" + string.Concat(Enumerable.Range(0, 300).Select(number => $"k{number},v\n")) + "c\"\n";
        var records = await Records(Encoding.UTF8.GetBytes(text), 2);
        records.Count(record => record.EndsWith("|v", StringComparison.Ordinal)).ShouldBe(300);
        records[0].ShouldBe("1:!");
    }

    [Theory]
    [InlineData("a,b\nc,d\n")]
    [InlineData("a,b\r\nc,d")]
    [InlineData("")]
    public async Task Lines_TellEveryByte_ForTheProgressBar(string text)
    {
        var seen = 0L;
        await foreach (var _ in CsvLines.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), bytes => seen += bytes))
        {
        }

        seen.ShouldBe(text.Length);
    }

    [Theory]
    [InlineData("id,email\n", ',')]
    [InlineData("id;email\n", ';')]
    [InlineData("id\temail\n", '\t')]
    [InlineData("\"id\";\"a,b,c,d\";email\n", ';')]
    public async Task Header_Delimiter_IsFound(string text, char delimiter) => (await Header(text)).Header!.Delimiter.ShouldBe(delimiter);

    [Fact]
    public async Task Header_ByteOrderMarkAndMapping_NameTheFields()
    {
        var mapping = ImportMapping.Plain with { Columns = new Dictionary<string, string> { ["mql_id"] = "id", ["origin"] = "source", ["junk"] = "" } };
        var header = await Header("\uFEFFMQL_ID,origin,Company,contact.email,junk,landing_page_id\r\n", mapping);
        header.Header!.Columns.Select(column => column?.Field).ShouldBe(["id", "source", "company.name", "contact.email", null, "landing_page_id"]);
    }

    [Theory]
    [InlineData("name,phone\n")]
    [InlineData("id,\"email\n")]
    public async Task Header_Unusable_IsRefusedWithASentence(string text)
    {
        var (header, fault) = await Header(text);
        header.ShouldBeNull();
        fault.ShouldNotBeNullOrWhiteSpace();
    }

    private static async Task<(CsvHeader? Header, string? Fault)> Header(string text, ImportMapping? mapping = null)
    {
        await using var lines = Lines(Encoding.UTF8.GetBytes(text));
        (await lines.MoveNextAsync()).ShouldBeTrue();
        var header = CsvHeader.Read(lines.Current, mapping ?? ImportMapping.Plain, out var fault);
        return (header, fault);
    }

    private static Task<List<string>> Records(ReadOnlySpan<byte> bytes, int columns) => Records(bytes.ToArray(), columns);

    private static async Task<List<string>> Records(byte[] bytes, int columns)
    {
        var told = new List<string>();
        await foreach (var record in new CsvRecords(',', columns).ReadAsync(Lines(bytes)))
        {
            told.Add($"{record.Line}:{(record.Fault is null ? string.Join('|', record.Fields) : "!")}");
        }

        return told;
    }

    private static IAsyncEnumerator<CsvLine> Lines(byte[] bytes) => CsvLines.ReadAsync(new MemoryStream(bytes), _ => { }).GetAsyncEnumerator();
}
