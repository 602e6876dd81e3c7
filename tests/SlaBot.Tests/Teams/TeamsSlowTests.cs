using System.Text.Json.Nodes;
using SlaBot.Teams.Connector;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Teams may be slow: it is answered all the same; and the bot is never faster than Teams allows.</summary>
public sealed class TeamsSlowTests
{
    /// <summary>By the machine's clock, with a connector that answers nothing at all: every answer comes, and what was pressed is decided.</summary>
    [Fact]
    public async Task Activities_AreAnsweredWhileTeamsIsSilent()
    {
        await using var world = await StartAsync(edit: settings => settings["Clock"] = new JsonObject { ["Mode"] = "System" });
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Teams.WhenAsync(() => world.Direct(Bot.Ana).Count > 0);
        var card = world.Card(Bot.Ana);
        var drawn = card.Card.DeepClone().AsObject();
        world.Teams.Hold = new TaskCompletionSource();

        ((int)(await world.Hands.PressInAsync(drawn, card, Aad(Bot.Ana), "accept", null))["statusCode"]!).ShouldBe(200);
        (await world.Bot.Lead("L1"))["stage"].ShouldBe("SalesAccepted");
        await world.Hands.SubmitAsync(card, Aad(Bot.Ben), "touch", null, ("channel", "call"));
        (await world.Hands.SayAsync(Aad(Bot.Ana), "leads")).Status.ShouldBe(200);
        await world.Hands.InstallAsync(Aad(Bot.Lena));
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        ((string)(await world.Hands.PressInAsync(drawn, card, Eve, "accept", null))["value"]!).ShouldContain("try again in a moment");
        await world.Hands.SubmitAsync(card, Eve, "touch", null, ("channel", "call"));

        world.Teams.Hold.SetResult();
        string[] answered = [FakeTeams.Chat(Aad(Bot.Ana)), FakeTeams.Chat(Aad(Bot.Ben)), FakeTeams.Chat(Aad(Bot.Lena)), FakeTeams.Chat(Eve)];
        await world.Teams.WhenAsync(() => answered.All(chat => world.Teams.In(chat).Count > (chat == answered[0] ? 1 : 0)));
    }

    [Fact]
    public async Task Press_WhileTeamsCannotSayWhoItIs_IsNobodysYet_AndAStrangersAfterwards()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var card = world.Card(Bot.Ana);
        const string Eve = "00000000-0000-4000-8000-0000000000ee";
        world.Teams.IsDown = 503;
        ((string)(await world.Hands.PressInAsync(card.Card, card, Eve, "accept", null))["value"]!).ShouldContain("try again in a moment");

        world.Teams.IsDown = null;
        ((string)(await world.Hands.PressInAsync(card.Card, card, Eve, "accept", null))["value"]!).ShouldContain("belongs to nobody in the settings");
    }

    [Fact]
    public void Pace_IsTeamsTable_ForOneConversation()
    {
        var clock = new Hour();
        var pace = new TeamsRateLimiter(clock);
        List<(double At, bool IsTaken)> took = [];
        for (var n = 0; n < 400; n++)
        {
            took.Add(((clock.Now - Instant.FromUnixTimeSeconds(0)).TotalSeconds, pace.Take("19:a") is null));
            clock.Now += Duration.FromMilliseconds(100);
        }

        var sent = took.Where(pair => pair.IsTaken).Select(pair => pair.At).ToList();
        foreach (var (span, most) in new[] { (1, 7), (2, 8), (30, 60) })
        {
            sent.Max(from => sent.Count(number => number >= from && number < from + span - 1e-6)).ShouldBe(most, $"in {span} s");
        }

        pace.Take("19:b").ShouldBeNull("another conversation has turns of its own");
    }

    /// <summary>An answer to a command goes at once, and takes a place in the table.</summary>
    [Fact]
    public void Pace_CountsTheAnswersThatDoNotWait()
    {
        var pace = new TeamsRateLimiter(new Hour());
        for (var n = 0; n < 5; n++)
        {
            pace.Count("19:a");
        }

        Enumerable.Range(0, 7).Count(_ => pace.Take("19:a") is null).ShouldBe(2);
        pace.Take("19:b").ShouldBeNull();
    }

    [Fact]
    public void Pace_IsFiftyASecondForAllTogether()
    {
        var pace = new TeamsRateLimiter(new Hour());
        Enumerable.Range(0, 80).Count(n => pace.Take($"a:{n}") is null).ShouldBe(50);
    }

    [Fact]
    public void Pace_RestsForEverybody_WhenTeamsDoesNotAnswer()
    {
        var clock = new Hour();
        var pace = new TeamsRateLimiter(clock);
        pace.RestAWhile();
        (pace.Take("19:a")! - clock.Now).Value.TotalSeconds.ShouldBeInRange(5, 8);
        clock.Now += Duration.FromSeconds(8);
        pace.Take("19:a").ShouldBeNull();
    }

    private sealed class Hour : IClock
    {
        public Instant Now { get; set; } = Instant.FromUnixTimeSeconds(0);

        public Instant GetCurrentInstant() => Now;
    }
}
