using SlaBot.Actions;
using SlaBot.Engine;

namespace SlaBot.Tests.Chat;

public sealed class FormFaultsTests
{
    [Theory]
    [InlineData("upheld", "upheld must be true or false", "The ruling must be chosen.")]
    [InlineData("reason", "reason is needed", "A reason is needed.")]
    [InlineData("note", "Say it in other words.", "Say it in other words.")]
    public void Fault_OfACommand_IsToldInTheReadersWords(string field, string message, string told) =>
        FormFaults.InFormWords([new Fault(field, message)]).ShouldHaveSingleItem().Message.ShouldBe(told);
}
