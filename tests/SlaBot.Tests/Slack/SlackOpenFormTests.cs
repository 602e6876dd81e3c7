using System.Text.Json.Nodes;
using Shouldly;
using SlaBot.Tests.Scenarios;
using Xunit;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Slack;

/// <summary>A window left open while the lead changed: what was typed is taken where it still makes sense, else it stays in the window.</summary>
public sealed class SlackOpenFormTests
{
    private const string Note = "Spoke to Cleo, call again on Friday";

    [Theory]
    [InlineData("touch", "touch")]
    [InlineData("reject", "rejected")]
    [InlineData("dispose", "disposition")]
    [InlineData("advance", "stage")]
    [InlineData("rate", "rated")]
    [InlineData("pause", "paused")]
    [InlineData("assign", "assigned")]
    public async Task Form_OpenWhileAnotherTouchCame_IsTaken(string action, string happened)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var isLeaders = action is "pause" or "assign";
        if (!isLeaders && action is not ("touch" or "reject"))
        {
            await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "accept");
        }

        var (view, user) = isLeaders ? await OpenFromTheListAsync(world, action) : await OpenAsync(world, Bot.Ana, action);
        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Milo}}","channel":"email"}""");

        (await world.Hands.SubmitAsync(view, user, Answers(action)))?.ToJsonString().ShouldNotContain("errors");
        var told = (await world.Bot.Lead("L1")).Events;
        told.SkipWhile(name => name != "touch").ShouldContain(happened);
    }

    [Fact]
    public async Task Touch_FormsOfTwoPeople_AreBothTaken_WithTheirNotes()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var (anas, ana) = await OpenAsync(world, Bot.Ana, "touch");
        var (milos, milo) = await OpenFromTheListAsync(world, "touch");

        await Task.WhenAll(
            world.Hands.SubmitAsync(anas, ana, ("channel", Choose("call")), ("note", Type(Note))),
            world.Hands.SubmitAsync(milos, milo, ("channel", Choose("call")), ("note", Type("I called too"))));

        var notes = (await world.Bot.Lead("L1")).Body.GetProperty("touches").EnumerateArray().Select(element => element.GetProperty("note").GetString());
        notes.ShouldBe([Note, "I called too"], ignoreOrder: true);
    }

    [Fact]
    public async Task Assign_WhileSomebodyElseReassigned_IsAskedAgain_AndTheNextPressIsTaken()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var (view, milo) = await OpenFromTheListAsync(world, "assign");
        await world.Bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Rita}}","owner":"{{Bot.Ben}}"}""");

        var answer = await world.Hands.SubmitAsync(view, milo, ("owner", Choose(Bot.Lena)));
        ((string?)answer!["response_action"]).ShouldBe("update");
        answer.ToJsonString().ShouldContain("has changed since");
        var again = world.State.Views[(string)view["id"]!];
        again["blocks"]!.ToJsonString().ShouldContain($"\"initial_option\":{{\"text\":{{\"type\":\"plain_text\",\"text\":\"Lena Hart\"");

        await world.Hands.SubmitAsync(again, milo, ("owner", Choose(Bot.Lena)));
        (await world.Bot.Lead("L1"))["owner"].ShouldBe(Bot.Lena);
    }

    [Theory]
    [InlineData("reject", """{"type":"accept","by":"ana.rep@example.com"}""")]
    [InlineData("touch", """{"type":"assign","by":"milo.manager@example.com","owner":"ben.rep@example.com"}""")]
    public async Task Form_ThatMakesNoSenseAnyMore_StaysOpenWithWhatWasTyped(string action, string happened)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var (view, ana) = await OpenAsync(world, Bot.Ana, action);
        await world.Bot.Command("L1", happened);

        var answer = await world.Hands.SubmitAsync(view, ana, [.. Answers(action), ("note", Type(Note))]);
        ((string?)answer?["response_action"]).ShouldBe("errors", "Slack keeps the window and every word in it");
    }

    private static async Task<(JsonObject View, string User)> OpenAsync(SlackWorld world, string email, string action)
    {
        var before = world.State.Views.Keys.ToHashSet();
        await world.Hands.ClickAsync(world.Direct(email).Single(), world.User(email), action);
        return (world.State.Views.Single(view => !before.Contains(view.Key)).Value, world.User(email));
    }

    /// <summary>The manager opens the lead by a command, and its form from there.</summary>
    private static async Task<(JsonObject View, string User)> OpenFromTheListAsync(SlackWorld world, string action)
    {
        var milo = world.User(Bot.Milo);
        var shown = (await world.Hands.CommandAsync(milo, "lead L1"))!.AsObject();
        var before = world.State.Views.Keys.ToHashSet();
        await world.Hands.ClickInAsync(shown, milo, action);
        return (world.State.Views.Single(view => !before.Contains(view.Key)).Value, milo);
    }

    private static (string, JsonObject)[] Answers(string action) => action switch
    {
        "touch" => [("channel", Choose("call")), ("note", Type(Note))],
        "reject" => [("reason", Choose("Not our ICP"))],
        "dispose" => [("code", Choose("Contacted - Qualified"))],
        "advance" => [("stage", Choose("sql"))],
        "rate" => [("fit", Choose("4")), ("timing", Choose("2"))],
        "pause" => [("reason", Type("On holiday"))],
        _ => [("owner", Choose(Bot.Ben))],
    };
}
