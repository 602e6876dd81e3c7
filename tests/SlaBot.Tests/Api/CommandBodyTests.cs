using System.Text;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Api;

public sealed class CommandBodyTests
{
    [Fact]
    public void Read_LateTouch_KeepsWhoAndWhen()
    {
        var reading = Read("""{"type":"touch","by":" ana.rep@example.com ","at":"2026-11-16T08:00:00.7-05:00","channel":"phone","connected":true,"note":"n"}""");
        reading.Faults.ShouldBeEmpty();
        var touch = reading.Command.ShouldBeOfType<LogTouch>();
        (touch.Lead, touch.By, touch.Channel, touch.Connected, touch.Note).ShouldBe(("L1", "ana.rep@example.com", "phone", true, "n"));
        touch.At.ShouldBe(Instant.FromUtc(2026, 11, 16, 13, 0, 0));
    }

    [Theory]
    [InlineData("""{"type":"advance","by":"a@b","stage":"won","amount":1.5e3}""", 1500)]
    [InlineData("""{"type":"advance","by":"a@b","stage":"won","amount":0.10}""", 0.1)]
    public void Read_Amount_IsExact(string body, decimal amount) => Read(body).Command.ShouldBeOfType<Advance>().Amount.ShouldBe(amount);

    [Fact]
    public void Read_Checklist_IsAList() =>
        Read("""{"type":"advance","by":"a@b","stage":"sql","checklist":["Need","Budget, approved"]}""").Command.ShouldBeOfType<Advance>().Checklist.ShouldBe(["Need", "Budget, approved"]);

    [Fact]
    public void Read_Activity_NeedsNobody() => Read("""{"type":"activity","kind":"demo"}""").Command.ShouldBeOfType<AddActivity>().By.ShouldBeNull();

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "type")]
    [InlineData("""{"type":5,"by":"a@b"}""", "type")]
    [InlineData("""{"type":"Accept","by":"a@b"}""", "type")]
    [InlineData("""{"type":"explode","by":"a@b"}""", "type")]
    [InlineData("""{"type":"accept"}""", "by")]
    [InlineData("""{"type":"accept","by":" "}""", "by")]
    [InlineData("""{"type":"accept","by":5}""", "by")]
    [InlineData("""{"type":"accept","by":"a@b","by":"c@d"}""", "by")]
    [InlineData("""{"type":"accept","by":"a@b","at":"2026-11-16T14:02:01Z"}""", "at")]
    [InlineData("""{"type":"accept","by":"a@b","at":"1980-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"type":"accept","by":"a@b","at":"yesterday"}""", "at")]
    [InlineData("""{"type":"accept","by":"a@b","at":5}""", "at")]
    [InlineData("""{"type":"reject","by":"a@b"}""", "reason")]
    [InlineData("""{"type":"reject","by":"a@b","reason":7}""", "reason")]
    [InlineData("""{"type":"reject","by":"a@b","reason":"\ud800"}""", "reason")]
    [InlineData("""{"type":"reject","by":"a@b","reason":"a\u0000"}""", "reason")]
    [InlineData("""{"type":"touch","by":"a@b","channel":"phone","connected":"yes"}""", "connected")]
    [InlineData("""{"type":"amount","by":"a@b","amount":"5"}""", "amount")]
    [InlineData("""{"type":"amount","by":"a@b","amount":1e99}""", "amount")]
    [InlineData("""{"type":"rate","by":"a@b","fit":6,"timing":1}""", "fit")]
    [InlineData("""{"type":"rate","by":"a@b","fit":2.5,"timing":1}""", "fit")]
    [InlineData("""{"type":"advance","by":"a@b","stage":"mql"}""", "stage")]
    [InlineData("""{"type":"advance","by":"a@b","stage":"sql","checklist":[1]}""", "checklist")]
    [InlineData("""{"type":"recycle","by":"a@b","revisitOn":"soon"}""", "revisitOn")]
    [InlineData("""{"type":"waive","by":"a@b","clause":"x","reason":"r"}""", "clause")]
    public void Read_OneFault_NamesItsMember(string body, string field)
    {
        var reading = Read(body);
        reading.Command.ShouldBeNull();
        reading.Faults.Select(fault => fault.Field).ShouldBe([field]);
    }

    [Theory]
    [InlineData("assign", "admin")]
    [InlineData("waive", "admin")]
    [InlineData("pause", "admin")]
    [InlineData("rule", "admin")]
    [InlineData("resume", "intake")]
    [InlineData("accept", "intake")]
    [InlineData("recycle", "intake")]
    public void RightFor_Type_IsAsDocumented(string type, string right) => CommandBody.RightFor(type).ShouldBe(right);

    private static CommandReading Read(string body) => CommandBody.Read(Encoding.UTF8.GetBytes(body), "L1", Anybody.Terms);
}
