using System.Text.Json.Nodes;
using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;
using Xunit;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Chat;

/// <summary>What may be seen is said by who asks and by the post that stands there, whatever a crafted client sends.</summary>
public sealed class SightTests
{
    private const string Eve = "00000000-0000-4000-8000-0000000000ee";
    private static readonly string[] Secrets = ["cleo.", "Head of Data", "Asked for a demo", "+44 20 7946"];

    [Theory]
    [InlineData("""{"action":"view","lead":"L1","purpose":"Card","detail":null}""")]
    [InlineData("""{"action":"view","lead":"L2","purpose":"Card"}""")]
    [InlineData("""{"action":"view","lead":"L1","purpose":"Card","for":"ana.rep@example.com"}""")]
    [InlineData("""{"action":"view","lead":"L1","purpose":"ReturnedLead"}""")]
    [InlineData("""{"action":"show","lead":"L1","version":1}""")]
    [InlineData("""{"action":"show","lead":"L2","version":1}""")]
    [InlineData("""{"action":"lead","lead":"L2"}""")]
    [InlineData("""{"action":"touch","lead":"L2","version":1,"form":"touch","touch.channel":"call"}""")]
    [InlineData("""{"action":"nothing","lead":"L2","version":1}""")]
    [InlineData("""{"action":"page-team-0"}""")]
    public async Task Teams_CraftedAction_OnTheBreachPost_ShowsNobodyMoreThanTheyMaySee(string data)
    {
        await using var world = await OverdueAsync();
        var ping = world.Teams.InChannel(Escalations).First(teamsSeen => teamsSeen.BlocksText.Contains("L1"));
        world.Teams.People[Eve] = "eve@elsewhere.example";
        foreach (var (aad, reply) in new[] { (Eve, ping.Id), (Eve, "no-such"), (Aad(Bot.Ben), ping.Id), (Aad(Bot.Ben), "no-such") })
        {
            var activity = world.Hands.Activity("invoke", aad, ping.Conversation);
            activity["name"] = "adaptiveCard/action";
            activity["replyToId"] = reply;
            activity["value"] = new JsonObject { ["action"] = new JsonObject { ["data"] = JsonNode.Parse(data) }, ["trigger"] = "manual" };
            var (status, body) = await world.Hands.SendAsync(activity);
            status.ShouldBe(200);
            var shown = body!.ToJsonString();
            // What the post itself says in its channel is no secret there.
            foreach (var secret in Secrets.Where(secret => !ping.BlocksText.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            {
                shown.ShouldNotContain(secret, Case.Insensitive, $"{aad} with {data} on {reply}");
            }

            shown.ShouldNotContain("Cleo L2", Case.Insensitive);
        }
    }

    [Theory]
    [InlineData("""{"action":"lead","lead":"L2"}""")]
    [InlineData("""{"action":"touch","lead":"L2","version":1}""")]
    [InlineData("""{"action":"nothing","lead":"L2","version":1}""")]
    [InlineData("""{"action":"assign","lead":"L2","version":1}""")]
    public async Task Slack_CraftedClick_ByAnotherRepAndByAStranger_ShowsNoContactData(string value)
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world.Bot);
        await world.Bot.Advance("PT3H");
        world.State.AddUser("eve@elsewhere.example", "eve");
        var ping = world.Channel("sla-escalations").First(slackMessageSeen => slackMessageSeen.BlocksText.Contains("L1"));
        foreach (var email in new[] { Bot.Ben, "eve@elsewhere.example" })
        {
            var payload = new JsonObject
            {
                ["type"] = "block_actions", ["trigger_id"] = world.State.NewTrigger(), ["api_app_id"] = FakeSlack.App,
                ["user"] = new JsonObject { ["id"] = world.User(email), ["team_id"] = FakeSlack.Team }, ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
                ["actions"] = new JsonArray(new JsonObject { ["action_id"] = "x", ["block_id"] = "act|1|L2", ["type"] = "button", ["value"] = value }),
                ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = ping.Ts, ["channel_id"] = ping.Channel }, ["channel"] = new JsonObject { ["id"] = ping.Channel },
                ["response_url"] = world.Slack.ResponseUrl(world.User(email), ping.Channel),
            };
            await world.Hands.PostAsync("/slack/interactivity", "payload=" + Uri.EscapeDataString(payload.ToJsonString()), "application/x-www-form-urlencoded");
        }

        var shown = string.Join('\n', world.State.PrivateReplies.Select(privateReply => $"{privateReply.Text} {privateReply.Blocks?.ToJsonString()}").Concat(world.State.Views.Values.Select(view => view.ToJsonString())));
        foreach (var secret in Secrets.Where(secret => !ping.BlocksText.Contains(secret, StringComparison.OrdinalIgnoreCase)).Append("Cleo L2"))
        {
            shown.ShouldNotContain(secret, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Lead_ForAnotherRep_IsItsOutline_ForThoseWhoMaySeeItTheWhole()
    {
        await using var bot = await Bot.StartAsync();
        await SendAsync(bot);
        var seen = await bot.TypeCommand(Bot.Ben, "lead L2");
        foreach (var secret in Secrets.Append("Cleo"))
        {
            seen.ShouldNotContain(secret, Case.Insensitive);
        }

        foreach (var shown in new[] { "L2 Corp", "Ana Reyes", "First touch, due" })
        {
            seen.ShouldContain(shown);
        }

        (await bot.TypeCommand(Bot.Ben, "why L2 firstTouch")).ShouldNotContain("Cleo");
        foreach (var person in new[] { Bot.Ana, Bot.Milo, Bot.Vera, Bot.Maya, Bot.Rita })
        {
            (await bot.TypeCommand(person, "lead L2")).ShouldContain("cleo.l2@corp.example", customMessage: person);
        }

        await bot.Command("L2", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Lena}}"}""");
        (await bot.TypeCommand(Bot.Lena, "lead L2")).ShouldContain("cleo.l2@corp.example");
        (await bot.TypeCommand(Bot.Ana, "lead L2")).ShouldContain("Moved to Lena Hart");
    }

    private static async Task<TeamsWorld> OverdueAsync()
    {
        var world = await StartAsync();
        await SendAsync(world.Bot);
        await world.Bot.Advance("PT3H");
        return world;
    }

    private static async Task SendAsync(Bot bot)
    {
        foreach (var id in new[] { "L1", "L2" })
        {
            await bot.SendLead(id, lead =>
            {
                lead["owner"] = Bot.Ana;
                lead["contact"]!["phone"] = "+44 20 7946 0000";
            });
        }
    }
}
