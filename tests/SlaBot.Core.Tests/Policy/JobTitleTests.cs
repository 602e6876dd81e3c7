using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Policy;

public class JobTitleTests
{
    [Theory]
    [InlineData("CMO", Seniority.Chief, "marketing")]
    [InlineData("C.M.O.", Seniority.Chief, "marketing")]
    [InlineData("Chief Marketing Officer", Seniority.Chief, "marketing")]
    [InlineData("Chief Revenue Officer", Seniority.Chief, "sales")]
    [InlineData("COO", Seniority.Chief, "operations")]
    [InlineData("Co-Founder & CEO", Seniority.Chief, "general")]
    [InlineData("President, EMEA", Seniority.Chief, "general")]
    [InlineData("EVP Sales", Seniority.SeniorVicePresident, "sales")]
    [InlineData("SVP, Global Sales & Marketing", Seniority.SeniorVicePresident, "marketing sales")]
    [InlineData("Senior Vice-President of Operations", Seniority.SeniorVicePresident, "operations")]
    [InlineData("V.P. of Sales", Seniority.VicePresident, "sales")]
    [InlineData("vice president marketing", Seniority.VicePresident, "marketing")]
    [InlineData("VP Revenue Operations", Seniority.VicePresident, "operations sales")]
    [InlineData("Head of Demand Generation", Seniority.Head, "marketing")]
    [InlineData("Global Head, Business Development", Seniority.Head, "sales")]
    [InlineData("Marketingleiterin", Seniority.Head, "marketing")]
    [InlineData("Leiter Vertrieb DACH", Seniority.Head, "sales")]
    [InlineData("Director", Seniority.Director, "")]
    [InlineData("Sr. Director, RevOps", Seniority.Director, "operations sales")]
    [InlineData("Mktg Dir.", Seniority.Director, "marketing")]
    [InlineData("DIRECTOR OF SALES/MARKETING", Seniority.Director, "marketing sales")]
    [InlineData("Directrice Marketing", Seniority.Director, "marketing")]
    [InlineData("Director de Ventas", Seniority.Director, "sales")]
    [InlineData("Marketing Director (EMEA)", Seniority.Director, "marketing")]
    [InlineData("Art Director", Seniority.Director, "")]
    [InlineData("Director, DevOps", Seniority.Director, "engineering")]
    [InlineData("Product Marketing Manager", Seniority.Manager, "marketing product")]
    [InlineData("Sales Team Lead", Seniority.Manager, "sales")]
    [InlineData("Assistant Director of Sales", Seniority.Manager, "sales")]
    [InlineData("Chief of Staff", Seniority.Manager, "")]
    [InlineData("Lead Generation Specialist", Seniority.Staff, "")]
    [InlineData("Account Executive", Seniority.Staff, "sales")]
    [InlineData("Product Owner", Seniority.Staff, "general product")]
    [InlineData("Salesforce Administrator", Seniority.Staff, "")]
    [InlineData("International Sales Representative", Seniority.Staff, "sales")]
    [InlineData("Executive Assistant to the VP of Sales", Seniority.Entry, "")]
    [InlineData("Executive Assistant, VP Sales", Seniority.Entry, "sales")]
    [InlineData("Marketing Intern", Seniority.Entry, "marketing")]
    [InlineData("Former VP of Sales", Seniority.Entry, "sales")]
    [InlineData("", Seniority.Staff, "")]
    [InlineData("???", Seniority.Staff, "")]
    public void Read_Title_TellsRankAndDepartments(string text, Seniority rank, string departments)
    {
        var title = JobTitle.Read(text);

        title.Rank.ShouldBe(rank);
        string.Join(' ', title.Departments.Order(StringComparer.Ordinal)).ShouldBe(departments);
    }

    [Fact]
    public void IsIn_DepartmentThatIsNotKnown_IsReadAsItsVeryWords()
    {
        JobTitle.Read("Head of Field-Service").IsIn("field service").ShouldBeTrue();
        JobTitle.Read("International Sales Director").IsIn("intern").ShouldBeFalse();
    }
}
