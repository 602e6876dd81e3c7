using SlaBot.Hosting;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Scenarios;

/// <summary>What callers of the API, people in the chat and strangers may and may not.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task SameLeadAgain_ChangesNothing_AndMoreIsMerged()
    {
        await using var bot = await Bot.StartAsync();
        var first = await bot.SendLead("L1");
        await bot.Advance("PT5M");
        var again = await bot.SendLead("L1", status: 200);
        again.Events.ShouldBe([.. first.Events, "card_delivered"]);
        (await bot.Messages()).Single().EditedAt.ShouldBeNull();

        var more = await bot.SendLead("L1", lead => lead["contact"]!["phone"] = "+1 212 555 0101", status: 200);
        (more["contact.phone"], more["contact.email"]).ShouldBe(("+1 212 555 0101", "cleo.l1@corp.example"));
        more.Duties("firstTouch").ShouldBe(["running 2026-11-16T15:00:00Z"]);
        (await bot.Messages()).Single().Text.ShouldContain("+1 212 555 0101");
    }

    [Fact]
    public async Task IdempotencyKey_SameBodySameAnswer_OtherBodyRefused()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        const string touch = """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""";
        var first = await bot.Command("L1", touch, idempotencyKey: "k-1");
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"email"}""", idempotencyKey: "k-2");
        var again = await bot.Command("L1", touch, idempotencyKey: "k-1");
        again.Body.ToString().ShouldBe(first.Body.ToString());
        var other = await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""", status: 422, idempotencyKey: "k-1");
        other["code"].ShouldBe("key-reused");
        (await bot.Lead("L1")).Events.Count(text => text == "touch").ShouldBe(2);
    }

    [Fact]
    public async Task SameEmailUnderTwoIds_SameOwner_AndFlagged()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var second = await bot.SendLead("L2", lead => lead["contact"]!["email"] = "CLEO.L1@corp.example");
        (second["owner"], second["duplicateOf"]).ShouldBe((Bot.Ana, "L1"));
        (await bot.Message(Bot.Dm(Bot.Ana), "Lead L2")).Text.ShouldContain("duplicate", Case.Insensitive);
    }

    [Fact]
    public async Task TwoClicksAtOnce_OneEffect_AndASentenceForTheOther()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).Single();
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.PressButton(card, Bot.Ana, "accept")));
        both.Count(pressed => pressed.Ok).ShouldBe(1);
        both.Where(pressed => !pressed.Ok).ShouldAllBe(pressed => pressed.PrivateText!.Contains("already", StringComparison.Ordinal));
        (await bot.Lead("L1")).Events.Count(text => text == "accepted").ShouldBe(1);
    }

    [Fact]
    public async Task StaleClick_IsToldHowItStands()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).Single();
        await bot.Command("L1", """{"type":"reject","by":"ana.rep@example.com","reason":"Duplicate"}""");
        var stale = await bot.PressButton(card.Id, Bot.Ana, "accept", version: 1);
        stale.Ok.ShouldBeFalse();
        stale.PrivateText!.ShouldContain("Cleo L1");
        (await bot.Lead("L1"))["stage"].ShouldBe("Rejected");
    }

    [Theory]
    [InlineData(Bot.Ben, "accept", "Ana Reyes")]
    [InlineData(Bot.Maya, "touch", "Ana Reyes")]
    [InlineData(Bot.Ana, "assign", "manager or RevOps")]
    [InlineData("mallory@example.com", "accept", "nobody")]
    public async Task WrongPerson_IsToldPrivatelyWhoMay(string person, string action, string says)
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T15:00:00Z");
        var before = (await bot.Lead("L1")).Events;
        var message = action == "assign" ? await bot.Message("channel:sla-escalations", "L1") : (await bot.Messages())[0];
        var pressed = await bot.PressButton(message, person, action, new { owner = Bot.Ben, channel = "call" });
        pressed.Ok.ShouldBeFalse();
        pressed.PrivateText!.ShouldContain(says);
        (await bot.Lead("L1")).Events.ShouldBe(before);
    }

    [Fact]
    public async Task HostileName_IsOnlyText()
    {
        const string name = "<!channel> & \"=cmd()\" <script>alert(1)</script>";
        await using var bot = await Bot.StartAsync();
        (await bot.SendLead("L1", lead => lead["contact"]!["name"] = name))["contact.name"].ShouldBe(name);
        (await bot.Messages()).Single().Text.ShouldContain(name);
        foreach (var page in new[] { "/sandbox?in=" + Uri.EscapeDataString(Bot.Dm(Bot.Ana)), "/leads/L1" })
        {
            var html = (await bot.Send(HttpMethod.Get, page)).Body.ToString();
            html.ShouldNotContain("<script>alert");
        }
    }

    [Fact]
    public async Task Keys_WithoutTheRight_AreRefused()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        const string touch = """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""";
        const string waive = """{"type":"waive","by":"milo.manager@example.com","clause":"firstTouch","reason":"x"}""";
        (HttpMethod, string, string?, string?, int)[] asks =
        [
            (HttpMethod.Get, "/api/v1/leads/L1", null, null, 401),
            (HttpMethod.Get, "/api/v1/leads/L1", null, "wrong-key-0123456789", 401),
            (HttpMethod.Get, "/api/v1/leads/L1", null, BotFiles.IntakeKey, 403),
            (HttpMethod.Get, "/api/v1/leads/L1", null, BotFiles.ReadKey, 200),
            (HttpMethod.Post, "/api/v1/leads", """{"id":"L2"}""", BotFiles.ReadKey, 403),
            (HttpMethod.Post, "/api/v1/leads/L1/commands", touch, BotFiles.ReadKey, 403),
            (HttpMethod.Post, "/api/v1/leads/L1/commands", waive, BotFiles.IntakeKey, 403),
            (HttpMethod.Post, "/api/v1/leads/L1/commands", touch, BotFiles.IntakeKey, 200),
            (HttpMethod.Delete, "/api/v1/leads/L1", null, BotFiles.IntakeKey, 403),
            (HttpMethod.Get, "/api/v1/scorecards/2026-W47", null, BotFiles.IntakeKey, 403),
        ];
        foreach (var (method, path, body, key, status) in asks)
        {
            (await bot.Send(method, path, body, key)).Status.ShouldBe(status, $"{method} {path} {key} {body}");
        }
    }

    [Fact]
    public async Task Delete_LeavesNoTraceOfThePerson_AndKeepsTheCounts()
    {
        await using var bot = await Bot.StartAsync();
        for (var number = 1; number <= 14; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call","note":"spoke with Cleo L1 at home"}""");
        await bot.ClockTo("2026-11-16T21:00:00Z");
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/L2");
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/L1");
        (await bot.Messages()).ShouldAllBe(message => !message.Text.Contains("Cleo L1 ", StringComparison.Ordinal) && !message.Text.Contains("L1 Corp", StringComparison.Ordinal));
        (await bot.Lead("L1"))["erased"].ShouldBe("True");
        foreach (var trace in new[] { "cleo.l1@corp.example", "cleo.l2@corp.example", "Cleo L2", "spoke with", "L1 Corp" })
        {
            bot.Files.Bytes().Contains(trace, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(trace);
        }

        bot.Files.Bytes().ShouldContain("cleo.l3@corp.example");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["mqlVolume.count"].ShouldBe("14");
    }

    [Fact]
    public async Task StrangeHost_Sandbox_IsRefused()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, "/sandbox/api/messages", host: "evil.example")).Status.ShouldBe(403);
        (await bot.Send(HttpMethod.Post, "/sandbox/api/sample", "{}", host: "evil.example")).Status.ShouldBe(403);
        (await bot.Send(HttpMethod.Post, "/dev/clock", """{"advance":"PT1H"}""", host: "evil.example")).Status.ShouldBe(403);
        (await bot.NowAsync()).ShouldBe(Bot.Monday);
    }

    [Fact]
    public async Task HealthPages_AnswerWithoutAKey()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, "/healthz", key: null)).Status.ShouldBe(200);
        (await bot.Send(HttpMethod.Get, "/readyz", key: null))["status"].ShouldBe("ready");
    }

    [Fact]
    public void ManualClock_InProduction_IsRefused()
    {
        using var files = new BotFiles(Bot.Monday, null);
        Should.Throw<SettingsRefusedException>(() => Program.Build(new RunOptions(files.Settings, "Production", "http://127.0.0.1:0"))).Message.ShouldContain("Clock:Mode");
    }

    [Fact]
    public async Task SystemClock_HasNoClockEndpoint()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Clock"] = new System.Text.Json.Nodes.JsonObject { ["Mode"] = "System" });
        (await bot.Send(HttpMethod.Post, "/dev/clock", """{"advance":"PT1H"}""")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task SecondWriter_OnTheSameFile_IsRefusedWithASentence()
    {
        await using var bot = await Bot.StartAsync();
        var refused = Should.Throw<StoreRefusedException>(() => Program.Build(new RunOptions(bot.Files.Settings, "Development", "http://127.0.0.1:0")));
        refused.Message.ShouldContain("already in use by another SlaBot");
        await bot.SendLead("L1");
    }
}
