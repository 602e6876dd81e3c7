using SlaBot.Core.Cards;

namespace SlaBot.Tests.Sandbox;

public sealed class CardTextTests
{
    [Fact]
    public void Of_EveryKindOfBlock_HoldsAllThatAReaderSees()
    {
        CardText.Of(SampleCards.Every("A")).ShouldBe(
            """
            A
            A strong at 11:00 link
            A heading
            - A bullet
            - A lead
            A label: A value
            A context
            A column | second
            A cell | 7 %
            A bars
            A bar: 4
            other: 0
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Of_EveryBlockTypeOfTheHouse_IsDrawnInTextAndInHtml()
    {
        var drawn = SampleCards.Every("A").Blocks.Select(block => block.GetType()).ToHashSet();
        typeof(CardBlock).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CardBlock))).ShouldAllBe(type => drawn.Contains(type));
    }
}
