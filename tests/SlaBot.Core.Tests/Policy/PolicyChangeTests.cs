using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Policy.Agreements;

namespace SlaBot.Core.Tests.Policy;

public class PolicyChangeTests
{
    private static readonly Instant Signed = Instant.FromUtc(2026, 11, 5, 15, 0);

    [Theory]
    [InlineData("1", 0.7, null, false, 6, null)] // nobody has signed
    [InlineData("1", 0.85, null, true, 6, null)] // nothing changes
    [InlineData("2", 0.85, null, true, 6, null)] // only the version's name
    [InlineData("1", 0.7, "because", true, 6, "SlaBot:Agreement:Version")]
    [InlineData("1", 0.7, null, true, 200, "SlaBot:Agreement:Version")]
    [InlineData("2", 0.7, null, true, 6, "SlaBot:Agreement:ChangeReason")]
    [InlineData("2", 0.7, null, true, 29, "SlaBot:Agreement:ChangeReason")]
    [InlineData("2", 0.7, null, true, 30, null)]
    [InlineData("2", 0.7, "The market turned", true, 6, null)]
    public void FaultOf_SignedAgreement_ChangesOnlyAsANewVersionAndInTheFreezeWithAReason(
        string version, decimal acceptance, string? reason, bool isSigned, int daysAfterSigning, string? key)
    {
        var old = Agreement("1", 0.85m, null);
        var fresh = Agreement(version, acceptance, reason);

        var fault = PolicyChange.FaultOf(old, fresh, isSigned ? Signed : null, Signed + Duration.FromDays(daysAfterSigning));

        fault?.Key.ShouldBe(key);
        (fault is null).ShouldBe(key is null);
    }

    [Fact]
    public void FrozenUntil_EffectiveAfterTheSignature_CountsFromTheEffectiveDay()
    {
        var policy = Agreement("1", 0.85m, null) with { Effective = new LocalDate(2026, 12, 1) };

        PolicyChange.FrozenUntil(policy, Signed).ShouldBe(new LocalDate(2026, 12, 31));
        PolicyChange.FrozenUntil(policy with { Review = policy.Review with { FreezeDays = 0 } }, Signed).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"Clauses\": { \"firstTouch\": { \"Within\": \"2 business hours\" } }")]
    [InlineData("\"Clauses\": { \"firstTouch\": { \"Ladder\": [ { \"After\": \"1 business hour\", \"Tell\": [ \"manager\" ] } ] } }")]
    [InlineData("\"Mql\": { \"All\": [ { \"Field\": \"score\", \"AtLeast\": 70 }, { \"Activity\": \"demo\" }, { \"Activity\": \"download\", \"AtLeast\": 2 } ] }")]
    [InlineData("\"Mql\": { \"Any\": [ { \"Field\": \"score\", \"AtLeast\": 71 }, { \"Activity\": \"demo\" }, { \"Activity\": \"download\", \"AtLeast\": 2 } ] }")]
    [InlineData("\"RejectReasons\": [ \"No\" ]")]
    [InlineData("\"Review\": { \"MissedWeeks\": 3 }")]
    [InlineData("\"Quotas\": { \"Compliance\": { \"firstTouch\": 0.9 } }")]
    [InlineData("\"Teams\": { \"emea\": { \"Quotas\": { \"Acceptance\": 0.5 } } }")]
    public void Content_AnyPromiseChanged_Differs(string change) =>
        PolicySerializer.Content(Good($$"""{ "Template": "mutual", {{change}} }""")).ShouldNotBe(PolicySerializer.Content(Good("""{ "Template": "mutual" }""")));

    private static SlaPolicy Agreement(string version, decimal acceptance, string? reason) =>
        Good($$"""{ "Template": "mutual", "Version": "{{version}}", "Effective": "2026-11-02", "Quotas": { "Acceptance": {{acceptance.ToString(System.Globalization.CultureInfo.InvariantCulture)}} }{{(reason is null ? "" : $", \"ChangeReason\": \"{reason}\"")}} }""");
}
