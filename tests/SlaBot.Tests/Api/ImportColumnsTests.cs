using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Hosting;
using SlaBot.Tests.Settings;

namespace SlaBot.Tests.Api;

/// <summary>What the settings say of a file's columns and dates, from the settings to the lead.</summary>
public sealed class ImportColumnsTests
{
    [Fact]
    public async Task Columns_SameHeaderTwice_TheFirstThatIsFilledCounts()
    {
        var leads = await Leads("id,email,Notes,ID,notes,Notes\nD1,du@example.com,a,D9,b,c\nD2,,,,,c\n", ImportMapping.Plain);
        leads.Select(lead => (lead.Lead, lead.Profile.Extra["Notes"])).ShouldBe([("D1", "a"), ("D2", "c")]);
    }

    [Fact]
    public async Task Columns_MappedToOneField_TheFirstThatIsFilledCounts()
    {
        var mapping = Mapping(("Person - Email - Work", "contact.email"), ("Person - Email - Home", "contact.email"));
        var leads = await Leads("id,Person - Email - Work,Person - Email - Home\nP1,w@example.com,h@example.com\nP2,,h@example.com\n", mapping);
        leads.Select(lead => lead.Profile.Contact.Email).ShouldBe(["w@example.com", "h@example.com"]);
    }

    [Fact]
    public async Task Columns_DifferentHeadersThatAreOneField_TheFirstThatIsFilledCounts()
    {
        const string both = "id,Email Address,contact.email\nP1,a@example.com,b@example.com\nP2,,b@example.com\nP3,n/a,b@example.com\n";
        (await Leads(both, ImportMapping.Plain)).Select(lead => lead.Profile.Contact.Email).ShouldBe(["a@example.com", "b@example.com", "b@example.com"]);
        (await Leads(both, Mapping(("Email Address", ""))))[0].Profile.Contact.Email.ShouldBe("b@example.com");
    }

    [Fact]
    public async Task Columns_MappedToNothing_AreLeftOut()
    {
        var lead = (await Leads("id,Secret,Notes,Notes\nX1,hidden,a,b\n", Mapping(("Secret", ""), ("notes", " ")))).Single();
        lead.Profile.Extra.ShouldBeEmpty();
        lead.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("16/11/2026", "2026-11-16T14:00:00Z")]
    [InlineData("16/11/2026 08:15", "2026-11-16T13:15:00Z")]
    [InlineData("16/11/2026 8:15 AM", "2026-11-16T13:15:00Z")]
    [InlineData("16/11/2026, 8:15:30 PM", "2026-11-17T01:15:30Z")]
    [InlineData("16/11/2026 08:15 +01:00", "2026-11-16T07:15:00Z")]
    [InlineData("16/11/2026 08:15:00Z", "2026-11-16T08:15:00Z")]
    [InlineData("16.11.26 08.15", "2026-11-16T13:15:00Z")]
    [InlineData("Nov 16, 2026 8:15 AM", "2026-11-16T13:15:00Z")]
    [InlineData("16-Nov-2026 08:15:00", "2026-11-16T13:15:00Z")]
    [InlineData("2026-11-16", "2026-11-16T14:00:00Z")]
    [InlineData("2026-11-16T13:15:00.000+0000", "2026-11-16T13:15:00Z")]
    [InlineData("16/07/2026", "2026-07-16T13:00:00Z")]
    public async Task DateFormats_OfTheSettings_AreRead(string date, string instant)
    {
        var mapping = Mapping(("DateFormats:0", "dd/MM/yyyy"), ("DateFormats:1", "MMM d, yyyy"), ("DateFormats:2", "dd-MMM-yyyy"), ("DateFormats:3", "dd.MM.yy HH.mm"));
        var rows = await CsvRows.ReadAsync($"id,createdAt\nL1,\"{date}\"\n", mapping, Instant.FromUtc(2026, 12, 1, 0, 0));
        rows.Single().Faults.ShouldBeEmpty();
        Instants.Write(rows.Single().Lead!.CreatedAt!.Value).ShouldBe(instant);
    }

    [Theory]
    [InlineData("11/16/2026")]
    [InlineData("16/11/2026 25:00")]
    [InlineData("32/11/2026")]
    [InlineData("16/11/2026 08:15 +99:00")]
    [InlineData("16/11/2026 x")]
    public async Task DateFormats_WhatTheyDoNotSay_IsLeftOutAndNotGuessed(string date)
    {
        var row = (await CsvRows.ReadAsync($"id,createdAt\nL1,\"{date}\"\n", Mapping(("DateFormats:0", "dd/MM/yyyy")))).Single();
        row.Notes.Single().Field.ShouldBe("createdAt");
        row.Lead!.CreatedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("HH:mm")]
    [InlineData("dd/MM")]
    [InlineData("tomorrow")]
    [InlineData("yyyy-MM")]
    public void DateFormats_ThatSayNoDate_AreFaults(string format) =>
        Reading.Example(("Import:DateFormats:0", format)).MessageAt("Import:DateFormats").ShouldContain(format);

    [Theory]
    [InlineData("Company size")]
    [InlineData("company SIZE")]
    [InlineData("company.size")]
    public async Task Criteria_NameAColumnByItsHeaderOrItsField(string name)
    {
        var settings = Reading.Example(
            ("Import:Columns:Company size", "company.size"), ("Agreement:Icp:All:0:Field", name), ("Routing:1:When:Field", name), ("Routing:1:When:AtLeast", "1000"),
            ("Agreement:Tiers:0:Tier", "big"), ("Agreement:Tiers:0:When:Field", name), ("Agreement:Tiers:0:When:AtLeast", "300"));
        var leads = await Leads("id,Company size\nL1,120\nL2,9000\n", CurrentSettings.Mapping(settings.Good()));
        var rules = settings.Good().Rules;
        Holds(((AllOf)rules.Policy.Icp!).Parts[0]).ShouldBe([Finding.Met, Finding.Missed]);
        Holds(rules.Policy.Tiers[0].When!).ShouldBe([Finding.Missed, Finding.Met]);
        Holds(rules.Routing[1].When!).ShouldBe([Finding.Missed, Finding.Met]);

        IEnumerable<Finding> Holds(Criterion criterion) => leads.Select(lead => CriterionJudge.Judge(criterion, lead.Profile, null, Anybody.Now));
    }

    [Fact]
    public void Criteria_ThatNameAColumnByItsHeader_ReadAlsoWhatASenderSentUnderThatName()
    {
        var settings = Reading.Example(("Import:Columns:Plan Name", "plan"), ("Agreement:Icp:All:0:Field", "Plan Name"), ("Agreement:Icp:All:0:AtLeast", "1"));
        var criterion = ((AllOf)settings.Policy().Icp!).Parts[0];
        foreach (var sent in new[] { "Plan Name", "PLAN NAME", "plan", "Plan" })
        {
            CriterionJudge.Judge(criterion, new LeadProfile { Extra = new Dictionary<string, string> { [sent] = "60" } }, null, Anybody.Now).ShouldBe(Finding.Met);
        }
    }

    [Fact]
    public void Criteria_HeaderOneLetterFromAField_IsNoTypingErrorWhenItIsMapped() =>
        Reading.Example(("Import:Columns:Regions", "region"), ("Agreement:Icp:All:1:Field", "Regions")).Good();

    [Fact]
    public void Criteria_ThatNameAColumnLeftOut_AreAFault() =>
        Reading.Example(("Import:Columns:Budget", ""), ("Agreement:Icp:All:1:Field", "Budget")).MessageAt("Agreement:Icp:All:1:Field").ShouldContain("leaves out");

    [Fact]
    public void Criteria_MappedOrNot_AreTheSameAgreement() => SlaBot.Core.Policy.PolicySerializer.Content(Reading.Example(("Import:Columns:Budget", "amount"), ("Agreement:Icp:All:1:Field", "Budget")).Policy())
        .ShouldBe(SlaBot.Core.Policy.PolicySerializer.Content(Reading.Example(("Agreement:Icp:All:1:Field", "Budget")).Policy()));

    private static ImportMapping Mapping(params (string Key, string? Value)[] settings) => CurrentSettings.Mapping(
        Reading.Example([.. settings.Select(each => (each.Key.StartsWith("DateFormats", StringComparison.Ordinal) ? $"Import:{each.Key}" : $"Import:Columns:{each.Key}", each.Value))]).Good());

    private static async Task<IReadOnlyList<ReceiveLead>> Leads(string text, ImportMapping mapping)
    {
        var rows = await CsvRows.ReadAsync(text, mapping);
        rows.SelectMany(row => row.Faults).ShouldBeEmpty();
        return [.. rows.Select(row => row.Lead!)];
    }
}
