using System.IO.Compression;
using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Tests.Api;

/// <summary>Files as CRMs and spreadsheets write them, unchanged: what a row says arrives, and what does not is told.</summary>
public sealed class ExportedFileTests : IDisposable
{
    private static readonly ImportMapping NewYork = new(new Dictionary<string, string>(), DateTimeZoneProviders.Tzdb["America/New_York"], new LocalTime(9, 0));
    private readonly ApiEngine engine = new();

    static ExportedFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public async Task Encoding_OfAnyProduct_IsFoundOut(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("id\tname\tcompany\r\nE1\tZoë Müller\tCafé “Ö”\r\nE2\tAnn\tPlain\r\n")];
        foreach (var chunk in (int[])[1, 3, 4096])
        {
            using var own = new ApiEngine();
            var report = await own.Import.RunAsync(new Slow(bytes, chunk), ImportMapping.Plain, false, null, default);
            (report.Taken, report.Refused, report.Warnings.Count).ShouldBe((2, 0, 0));
            own.Reader.Lead("E1")!.Profile.Contact.Name.ShouldBe("Zoë Müller");
            own.Reader.Lead("E1")!.Profile.Company.Name.ShouldBe("Café “Ö”");
        }
    }

    [Fact]
    public async Task Encoding_LineThatIsNoUtf8InAUtf8File_CostsThatLineOnly()
    {
        byte[] bytes = [.. "id,name\nE1,Zoë\nE2,"u8, 0xEB, .. "\nE3,Ann\n"u8];
        (await Run(bytes)).ShouldSatisfyAllConditions(report => (report.Taken, report.Refused).ShouldBe((2, 1)));
    }

    [Theory]
    [InlineData("sep=;\r\nid;name;score\r\nS1;Ann, PhD;82\r\n")]
    [InlineData("\"sep=;\"\nid;name;score\nS1;Ann, PhD;82\n")]
    public async Task SeparatorLine_NamesTheDelimiter(string file)
    {
        await Run(file);
        engine.Reader.Lead("S1")!.Profile.ShouldSatisfyAllConditions(lead => lead.Contact.Name.ShouldBe("Ann, PhD"), lead => lead.Score.ShouldBe(82));
    }

    [Theory]
    [InlineData("Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Number of Employees,Country/Region,Contact owner,Original Source,HubSpot Score,Create Date,Lead Status",
        "R1,Ida,Berg,ida@example.com,+1 555 0100,VP Sales,Contoso,\"1,200\",US,Ana Reyes,Webinar,82,2026-11-16 08:40,NEW")]
    [InlineData("\"LEAD ID\",\"FIRSTNAME\",\"LASTNAME\",\"TITLE\",\"COMPANY / ACCOUNT\",\"EMAIL\",\"PHONE\",\"LEADSOURCE\",\"LEAD OWNER\",\"CREATEDDATE\",\"NUMBEROFEMPLOYEES\",\"COUNTRY\",\"LEAD SCORE\",\"LEAD STATUS\"",
        "R1,Ida,Berg,VP Sales,Contoso,ida@example.com,+1 555 0100,Webinar,Ana Reyes,2026-11-16T13:40:00.000Z,1200,US,82,Open - Not Contacted")]
    [InlineData("Lead - ID,Lead - Title,Lead - Owner,Lead - Source,Lead - Lead created,Person - Name,Person - Email - Work,Person - Email - Home,Person - Phone - Work,Organization - Name,Job title,No. of employees,Country,Score",
        "R1,Contoso lead,Ana Reyes,Webinar,2026-11-16 08:40:00,Ida Berg,,ida@example.com,+1 555 0100,Contoso,VP Sales,1200,US,82")]
    [InlineData("Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Title,Email,Phone,Lead Source,No. of Employees,Created Time,Country,Score",
        "R1,z9,Ana Reyes,Contoso,Ida,Berg,VP Sales,ida@example.com,+1 555 0100,Webinar,1200,2026-11-16 08:40:00,US,82")]
    [InlineData("id,created_time,full_name,phone_number,work_email,company_name,job_title,source,company size,country,owner,lead score",
        "R1,2026-11-16T08:40:00-05:00,Ida Berg,p:+1 555 0100,ida@example.com,Contoso,VP Sales,Webinar,1001-5000,US,ana.rep@example.com,82")]
    public async Task Headers_OfProducts_AreKnown(string header, string row)
    {
        (await Run($"{header}\n{row}\n", NewYork)).Warnings.ShouldBeEmpty();
        var lead = engine.Reader.Lead("R1")!;
        var (contact, company) = (lead.Profile.Contact, lead.Profile.Company);
        (contact.Name, contact.Email, contact.Phone, contact.Title).ShouldBe(("Ida Berg", "ida@example.com", "+1 555 0100", "VP Sales"));
        (company.Name, company.Country, lead.Profile.Source, lead.Profile.Score).ShouldBe(("Contoso", "US", "Webinar", 82m));
        company.Size.ShouldBeOneOf(1200, 1001);
        Instants.Write(lead.ReceivedAt).ShouldBe("2026-11-16T13:40:00Z");
        lead.SentOwner.ShouldBe("ana.rep@example.com");
    }

    [Theory]
    [InlineData("11/16/2026 8:15 AM")]
    [InlineData("11/16/2026, 8:15 AM")]
    [InlineData("16/11/2026 08:15")]
    [InlineData("46342.34375")]
    [InlineData("16.11.2026 08:15")]
    [InlineData("Nov 16, 2026 8:15 AM")]
    [InlineData("16 November 2026 08:15")]
    [InlineData("16-Nov-2026 08:15:00")]
    [InlineData("2026-11-16 08:15 EST")]
    [InlineData("2026-11-16 07:15 America/Chicago")]
    [InlineData("1794834900000")]
    [InlineData("2026-11-16 08:15:00 -0500")]
    [InlineData("2026-11-16 8:15")]
    [InlineData("2026-11-16T13:15:00.000+0000")]
    [InlineData("Mon, 16 Nov 2026 13:15:00 GMT")]
    public async Task Dates_AsExportsWriteThem_AreOneInstant(string date)
    {
        (await Run($"id,email,Create Date\nD1,d@example.com,\"{date}\"\n", NewYork)).Warnings.ShouldBeEmpty();
        Instants.Write(engine.Reader.Lead("D1")!.ReceivedAt).ShouldBe("2026-11-16T13:15:00Z");
    }

    [Theory]
    [InlineData("13/11/2026", "2026-11-05")]
    [InlineData("11/13/2026", "2026-05-11")]
    public async Task SlashDates_OneValueAboveTwelve_DecidesItsColumn(string clear, string read)
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(number => $"D{number},5/11/2026\n"));
        (await Run($"id,created\n{rows}X,{clear}\n", NewYork)).Warnings.ShouldBeEmpty();
        Instants.Write(engine.Reader.Lead("D0")!.ReceivedAt)[..10].ShouldBe(read);
    }

    [Theory]
    [InlineData("id,created\nD1,5/11/2026\nD2,6/7/2026\n")]
    [InlineData("id,created\nD1,5/11/2026\nD2,11/13/2026\nD3,13/11/2026\nD4,7/6/2026\n")]
    public async Task SlashDates_NothingOrBothSaid_AreLeftOutAndTold(string file)
    {
        var report = await Run(file, NewYork);
        report.Refused.ShouldBe(0);
        report.Warnings.Select(note => note.Field).Distinct().ShouldBe(["created"]);
        report.Warnings.Last().Message.ShouldContain("DateFormats");
    }

    [Theory]
    [InlineData("company size", "51-200", "company.size", "51")]
    [InlineData("company size", "1,200", "company.size", "1200")]
    [InlineData("company size", "10,001+", "company.size", "10001")]
    [InlineData("amount", "$900", "amount", "900")]
    [InlineData("amount", "1.234,56 €", "amount", "1234.56")]
    [InlineData("amount", "USD 12,500.50", "amount", "12500.50")]
    [InlineData("email", "a@x.example.com; b@x.example.com", "contact.email", "a@x.example.com")]
    [InlineData("email", "Cee <c@x.example.com>", "contact.email", "c@x.example.com")]
    public async Task Values_AsSpreadsheetsWriteThem_AreRead(string column, string text, string field, string read)
    {
        (await Run($"id,{column}\nV1,\"{text}\"\n")).Warnings.ShouldBeEmpty();
        engine.Reader.Lead("V1")!.Profile.Field(field).ShouldBe(read);
    }

    [Theory]
    [InlineData("email", "n/a")]
    [InlineData("phone", "1.2E+10")]
    [InlineData("score", "high")]
    [InlineData("company size", "many")]
    [InlineData("created", "soon")]
    [InlineData("owner", "Nobody Known")]
    [InlineData("url", "crm")]
    public async Task Values_ThatCannotBeRead_AreLeftOutAndTold(string column, string text)
    {
        var report = await Run($"id,name,{column}\nV1,Ann,{text}\n");
        (report.Taken, report.Refused).ShouldBe((1, 0));
        report.Warnings.Single().ShouldSatisfyAllConditions(note => (note.Line, note.Field).ShouldBe((2, column)), note => note.Message.ShouldContain(text));
    }

    [Fact]
    public async Task Id_NoneOrRounded_IsMadeOfTheEmail()
    {
        var report = await Run("Record ID,First Name,Email\n1.23457E+11,Ada,ada@example.com\n1.23457E+11,Bob,bob@example.com\n,Ada,ADA@example.com \n,Eve,\n");
        (report.Taken, report.Known, report.Refused, report.Warnings.Count).ShouldBe((2, 1, 1, 2));
        engine.Received.Select(pair => pair.Lead).ShouldAllBe(id => id.StartsWith("em_", StringComparison.Ordinal) && id.Length == 35);
        (await Run("E-mail\nada@example.com\n")).Known.ShouldBe(1);
    }

    [Fact]
    public async Task Id_OfTwoPeople_RefusesTheSecond()
    {
        var report = await Run("id,name,email\n7,Ada One,ada@example.com\n7,Bob Two,bob@example.com\n7,Ada Two,ada@example.com\n");
        (report.Taken, report.Known, report.Refused, report.Faults.Single().Line).ShouldBe((1, 1, 1, 3));
        engine.Reader.Lead("7")!.Profile.Contact.ShouldSatisfyAllConditions(contact => contact.Email.ShouldBe("ada@example.com"), contact => contact.Name.ShouldBe("Ada Two"));
    }

    [Fact]
    public async Task Rows_WhoseWorkIsOver_AreHistoryWithoutACard()
    {
        const string file = "id,email,score,Lifecycle Stage,owner\nH1,a@example.com,99,Customer,ana.rep@example.com\nH2,b@example.com,99,Closed - Not Converted,\nH3,c@example.com,99,Lead,ana.rep@example.com\n";
        (await Run(file)).ShouldSatisfyAllConditions(report => (report.Taken, report.Refused).ShouldBe((3, 0)));
        (await Run(file)).ShouldSatisfyAllConditions(report => (report.Known, report.Refused).ShouldBe((3, 0)));
        new[] { "H1", "H2", "H3" }.Select(id => engine.Reader.Lead(id)!).Select(lead => (lead.IsHistory, lead.Obligations.Count > 0))
            .ShouldBe([(true, false), (true, false), (false, true)]);
    }

    [Fact]
    public async Task Workbook_FirstSheetWithAnything_IsRead()
    {
        var book = Book("""
            <row r="2"><c r="A2" t="inlineStr"><is><t>Record ID</t></is></c><c r="B2" t="inlineStr"><is><t>Email</t></is></c><c r="C2" t="inlineStr"><is><t>Create Date</t></is></c><c r="D2" t="inlineStr"><is><t>Number of employees</t></is></c></row>
            <row r="3"><c r="A3"><v>123456789012</v></c><c r="B3" t="inlineStr"><is><t>a@example.com</t></is></c><c r="C3"><v>46342.34375</v></c><c r="D3"><v>1200</v></c></row>
            <row r="5"><c r="A5" t="inlineStr"><is><t>B-2</t></is></c></row>
            """);
        var report = await engine.Import.RunAsync(new Slow(book, 1000), NewYork, false, null, default);
        (report.Refusal, report.Taken, report.Refused).ShouldBe((null, 2, 0));
        var lead = engine.Reader.Lead("123456789012")!;
        (Instants.Write(lead.ReceivedAt), lead.Profile.Company.Size).ShouldBe(("2026-11-16T13:15:00Z", 1200));
        engine.Reader.Lead("B-2").ShouldNotBeNull();
    }

    [Fact]
    public async Task Workbook_ThatIsNone_IsRefusedWithASentence()
    {
        var report = await engine.Import.RunAsync(new MemoryStream([(byte)'P', (byte)'K', 3, 4, 1, 2, 3]), NewYork, false, null, default);
        report.Refusal!.Code.ShouldBe("no-workbook");
        report.Refusal.Sentence.ShouldContain("CSV");
    }

    [Fact]
    public async Task Preview_SaysWhatTheImportComesToAndWritesNothing()
    {
        var file = "id,email,score,mqlAt,Lifecycle Stage,Notes\n" + string.Concat(Enumerable.Range(0, 700)
            .Select(number => $"P{number},p{number}@example.com,{(number % 7 == 0 ? 1 : 99)},{(number % 7 == 0 ? "" : "2026-11-16T13:00:00Z")},{(number % 50 == 49 ? "Customer" : "lead")},n\n"))
            + "P1,p1@example.com,99,,lead,n\n,,,,,\nP701,x,?,soon,lead,n,more\nP702,p702@example.com,many,,lead,n\n";
        var preview = await engine.Import.PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), NewYork, null, default);
        (engine.Received.Count, engine.Reader.CountLeads(), engine.Reader.LastOutboxNumber()).ShouldBe((0, 0, 0));

        var report = await Run(file, NewYork);
        (preview.Taken, preview.Known, preview.Refused, preview.Warnings.Count).ShouldBe((report.Taken, report.Known, report.Refused, report.Warnings.Count));
        preview.Faults.ShouldBe(report.Faults);
        preview.Columns.ShouldBe(report.Columns);
        var told = preview.Preview!;
        var leads = Enumerable.Range(0, 703).Select(number => engine.Reader.Lead($"P{number}")).OfType<LeadState>().ToList();
        told.Owners.ToDictionary(share => share.Owner, share => (int)share.Leads).ShouldBe(
            leads.Where(lead => lead.Owner is not null).GroupBy(lead => lead.Owner!).ToDictionary(group => group.Key, group => group.Count()), ignoreOrder: true);
        (told.Queued, told.History).ShouldBe((leads.Count(lead => lead.Stage == LeadStage.Queue), leads.Count(lead => lead.IsHistory)));
        told.ClocksStarted.ShouldBe(leads.Sum(lead => lead.Obligations.Count(clock => clock.Party == Party.Sales)));
        told.Samples.Select(sample => (sample.Line, sample.Id)).ShouldBe([(2, "P0"), (3, "P1"), (4, "P2")]);
    }

    private static byte[] Book(string rows)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Part("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Leads" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Part("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Part("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");

            void Part(string name, string text)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private Task<ImportReport> Run(string file, ImportMapping? mapping = null) => Run(Encoding.UTF8.GetBytes(file), mapping);

    private Task<ImportReport> Run(byte[] file, ImportMapping? mapping = null) =>
        engine.Import.RunAsync(new MemoryStream(file), mapping ?? ImportMapping.Plain, false, null, default);

    /// <summary>A stream that cannot be wound back and gives so many bytes at a time.</summary>
    private sealed class Slow(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, size)], cancellationToken);
    }
}
