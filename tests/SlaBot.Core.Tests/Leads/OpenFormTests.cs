using SlaBot.Core.Leads;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A form that stood open while the lead changed.</summary>
public sealed class OpenFormTests
{
    [Fact]
    public void Touch_FormDrawnBeforeAnotherTouch_IsTaken()
    {
        var story = Story.Begun();
        var drawn = story.State.Version;
        story.Do("11-16 09:10", Office.Milo, Commands.Touch("email"));

        story.Do("11-16 09:11", Office.Ana, Form(Commands.Touch(), drawn)).State.Touches.Select(touch => touch.Channel).ShouldBe(["email", "call"]);
    }

    [Fact]
    public void Touch_SameFormSentTwice_IsOneTouch()
    {
        var story = Story.Begun();
        var drawn = story.State.Version;
        story.Do("11-16 09:10", Office.Ana, Form(Commands.Touch(), drawn));

        story.No("stale", "11-16 09:10:01", Office.Ana, Form(Commands.Touch(), drawn));
        story.Do("11-16 09:10:01", Office.Ana, Form(Commands.Touch(), story.State.Version)).State.Touches.Count.ShouldBe(2, "pressed again on the fresh form it is meant");
        story.Do("11-16 09:12", Office.Ana, Form(Commands.Touch(), drawn)).State.Touches.Count.ShouldBe(3, "a later call is another one");
    }

    [Fact]
    public void Touch_PressWithoutAForm_OnAnOldCard_IsStillRefused()
    {
        var story = Story.Begun();
        var drawn = story.State.Version;
        story.Do("11-16 09:10", Office.Milo, Commands.Touch("email")).No("stale", "11-16 09:11", Office.Ana, Commands.Touch() with { SeenVersion = drawn });
    }

    [Fact]
    public void Update_FormDrawnBeforeATouch_IsTaken_AndTheSameWordsAtOnceAreNot()
    {
        var story = Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Accept);
        var drawn = story.State.Version;
        story.Do("11-16 09:20", Office.Ana, Commands.Touch());
        var update = Form(new UpdateStatus("Meets on Friday") { Lead = Commands.Lead }, drawn);

        story.Do("11-16 09:21", Office.Ana, update).State.Status.ShouldBe("Meets on Friday");
        story.No("stale", "11-16 09:21:20", Office.Ana, update);
    }

    [Fact]
    public void Assign_FormDrawnBeforeATouch_IsTaken_BeforeAnotherReassignmentItIsNot()
    {
        var story = Story.Begun();
        var drawn = story.State.Version;
        story.Do("11-16 09:10", Office.Ana, Commands.Touch()).Do("11-16 09:11", Office.Milo, Form(Commands.Assign(Office.Ben), drawn));
        story.State.Owner.ShouldBe(Office.Ben);

        story.No("stale", "11-16 09:12", Office.Milo, Form(Commands.Assign(Office.Lena), drawn));
        story.Do("11-16 09:12", Office.Milo, Form(Commands.Assign(Office.Lena), story.State.Version)).State.Owner.ShouldBe(Office.Lena);
    }

    private static LeadCommand Form(LeadCommand command, int seen) => command with { SeenVersion = seen, FromForm = true };
}
