using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Policy.Agreements;

namespace SlaBot.Core.Tests.Policy;

public class RampTests
{
    private const string Json = """
    { "Template": "mutual", "Version": "1", "Effective": "2026-01-31",
      "Ramps": [ { "Metric": "acceptance", "From": 0.5, "To": 0.8, "Months": 6 }, { "Metric": "volume", "From": 40, "To": 100, "Months": 3 }, { "Metric": "firstTouch", "From": 0.6, "To": 0.9, "Months": 1 } ] }
    """;

    [Theory]
    [InlineData("2025-06-01", 0.5, 40, 0.6)]
    [InlineData("2026-01-31", 0.5, 40, 0.6)]
    [InlineData("2026-02-27", 0.5, 40, 0.6)]
    [InlineData("2026-02-28", 0.55, 60, 0.9)] // a month after the last of January is the last of February
    [InlineData("2026-03-01", 0.55, 60, 0.9)]
    [InlineData("2026-04-29", 0.6, 80, 0.9)]
    [InlineData("2026-04-30", 0.65, 100, 0.9)]
    [InlineData("2026-05-01", 0.65, 100, 0.9)]
    [InlineData("2026-07-31", 0.8, 100, 0.9)]
    [InlineData("2030-01-01", 0.8, 100, 0.9)]
    public void RampedOn_WholeMonthsSinceEffective_RaiseTheTargetStepByStep(string day, decimal acceptance, int volume, decimal firstTouch)
    {
        var policy = Good(Json).RampedOn(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);

        policy.Quotas.Acceptance.ShouldBe(acceptance);
        policy.Quotas.Volume!.PerMonth.ShouldBe(volume);
        policy.Quotas.Compliance[ClauseKind.FirstTouch].ShouldBe(firstTouch);
        policy.Quotas.IcpMatch.ShouldBe(Good(Json).Quotas.IcpMatch);
    }

    [Fact]
    public void Read_FaultyRamps_SaysAllFaultsAtOnce()
    {
        var faults = Read("""{ "Template": "mutual", "Ramps": [ { "Metric": "acceptanse", "From": 2, "To": 0.5, "Months": 0 }, { "Metric": "volume", "From": 1 } ] }""").Faults;

        faults.Select(fault => fault.Key).ShouldBe(
            ["SlaBot:Agreement:Ramps:0:Metric", "SlaBot:Agreement:Ramps:0:From", "SlaBot:Agreement:Ramps:0:Months", "SlaBot:Agreement:Ramps:1:To", "SlaBot:Agreement:Ramps:1:Months", "SlaBot:Agreement:Ramps"],
            ignoreOrder: true);
        faults.ShouldContain(fault => fault.Message.Contains("Did you mean \"acceptance\"?"));
    }
}
