using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>The whole program beside a Slack of our own, over either way in.</summary>
internal sealed class SlackWorld : IAsyncDisposable
{
    private SlackWorld(FakeSlack slack, Bot bot, bool overSocket) => (Slack, Bot, Hands) = (slack, bot, new SlackUser(slack, bot.Address, overSocket));

    public FakeSlack Slack { get; }

    public Bot Bot { get; }

    public SlackUser Hands { get; private set; }

    public SlackState State => Slack.State;

    public static async Task<SlackWorld> StartAsync(bool overSocket = false, string start = Bot.Monday, Action<FakeSlack>? before = null, Action<JsonNode>? edit = null)
    {
        var slack = await FakeSlack.StartAsync();
        foreach (var email in new[] { Bot.Ana, Bot.Ben, Bot.Lena, Bot.Milo, Bot.Vera, Bot.Maya, Bot.Rita })
        {
            slack.State.AddUser(email, email.Split('.')[0]);
        }

        foreach (var channel in new[] { "sla-escalations", "revenue-sla", "marketing-leads", "slabot-admin" })
        {
            slack.State.AddChannel(channel);
        }

        before?.Invoke(slack);
        var bot = await Bot.StartAsync(start, settings =>
        {
            settings["Slack"] = new JsonObject
            {
                ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["ApiBaseUrl"] = slack.Api.ToString(),
                [overSocket ? "AppToken" : "SigningSecret"] = overSocket ? FakeSlack.AppToken : FakeSlack.Secret,
            };
            edit?.Invoke(settings);
        });
        if (overSocket)
        {
            await slack.Sockets.WhenGreetedAsync(1);
        }

        return new SlackWorld(slack, bot, overSocket);
    }

    public string User(string email) => State.User(email).Id;

    /// <summary>The messages of a person's direct conversation.</summary>
    public IReadOnlyList<SlackMessageSeen> Direct(string email) => State.In(State.Direct(User(email)).Id);

    public IReadOnlyList<SlackMessageSeen> Channel(string name) => State.In(State.Channel(name).Id);

    /// <summary>Presses a button that asks first, and fills in what it asks; null when the window closes.</summary>
    public async Task<JsonNode?> FillAsync(SlackMessageSeen message, string email, string action, params (string Field, JsonObject Answer)[] answers)
    {
        var before = State.Views.Keys.ToHashSet();
        await Hands.ClickAsync(message, User(email), action);
        var opened = State.Views.Where(view => !before.Contains(view.Key)).ToList();
        opened.Count.ShouldBe(1, $"{action} opened no window; private replies: {string.Join(" / ", State.PrivateReplies.Select(privateReply => privateReply.Text))}");
        return await Hands.SubmitAsync(opened[0].Value, User(email), answers);
    }

    public async ValueTask DisposeAsync()
    {
        Hands.Dispose();
        await Bot.DisposeAsync();
        await Slack.DisposeAsync();
    }
}
