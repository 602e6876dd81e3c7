using SlaBot.Core.Policy;
using SlaBot.Settings;

namespace SlaBot.Tests.Settings;

public class NamedAgreementTests
{
    [Fact]
    public void Read_ATemplate_BindsForThePeopleOfTheSettings()
    {
        var policy = NamedAgreement.Read("bant", Reading.Example().Good(), Path.GetTempPath()).Policy.ShouldNotBeNull();

        policy.Template.ShouldBe("bant");
        policy.Calendar.Name.ShouldBe("new-york");
        policy.ClauseFor(ClauseKind.StatusUpdate, null, null, null).ShouldNotBeNull();
    }

    [Fact]
    public void Read_NeitherTemplateNorFile_SaysWhatThereIs() =>
        NamedAgreement.Read("bants", Reading.Example().Good(), Path.GetTempPath()).Faults.ShouldHaveSingleItem().Message.ShouldContain("mutual");

    [Theory]
    [InlineData("four-tier")]
    [InlineData("foundation")]
    [InlineData("one-page")]
    [InlineData("bant")]
    public void Read_ExampleUnderAnotherTemplate_HasNoFaults(string template) =>
        Reading.Example(("Agreement:Template", template)).Policy().Template.ShouldBe(template);
}
