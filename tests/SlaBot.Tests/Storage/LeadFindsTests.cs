using Shouldly;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using Xunit;

namespace SlaBot.Tests.Storage;

/// <summary>The text is looked for in what lies in the file; whatever it holds, nothing that matches is passed over.</summary>
public sealed class LeadFindsTests : IDisposable
{
    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("Söhne", "söhne")]
    [InlineData("日本電気", "本電")]
    [InlineData("O'Neill \"Big\" & <Co>", "\"BIG\" &")]
    [InlineData("back\\slash", "k\\S")]
    [InlineData("🦆 Ducks", "🦆 d")]
    public void Name_InWhateverScript_IsFound(string name, string text)
    {
        temp.Store.Writer.Commit(Samples.Batch(Named("L1", name), Named("L2", "else")));
        var found = temp.Store.Reader.Find(text, lead => Has(lead, text), 0, 10);
        found.Total.ShouldBe(1);
        found.Page.ShouldHaveSingleItem().Id.ShouldBe("L1");
    }

    [Fact]
    public void Pages_AreInOrderOfTheNextDue_AndTheTotalIsTrue()
    {
        temp.Store.Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 25).Select(n => Named($"L{n:00}", "Tern", 100 - n))]));
        var first = temp.Store.Reader.Find("tern", lead => Has(lead, "tern"), 0, 10);
        first.Total.ShouldBe(25);
        first.Page.Select(lead => lead.Id).ShouldBe(Enumerable.Range(0, 10).Select(n => $"L{24 - n:00}"));
        temp.Store.Reader.Find("tern", lead => Has(lead, "tern"), 20, 10).Page.Count.ShouldBe(5);
        temp.Store.Reader.Find("tern", _ => false, 0, 10).Total.ShouldBe(0);
    }

    private static bool Has(LeadState lead, string text) => lead.Profile.Company.Name!.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static LeadChange Named(string id, string company, int at = 0)
    {
        var made = Samples.Assigned(id, at: at);
        return made with { State = made.State with { Profile = new LeadProfile { Company = new Company(company) } } };
    }
}
