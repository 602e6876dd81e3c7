using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The hands that walk a lead through an agreement as shipped.</summary>
internal static class TemplateHands
{
    public static Task<Bot> Start(string template) => Bot.StartAsync(edit: bot =>
    {
        var example = bot["Agreement"]!.AsObject();
        var agreement = new JsonObject { ["Template"] = template };
        foreach (var key in new[] { "Version", "Effective", "Owner", "Calendar", "Signers", "Arbiter" })
        {
            agreement[key] = example[key]!.DeepClone();
        }

        bot["Agreement"] = agreement;
    });

    public static async Task Inquiry(Bot bot, Action<JsonObject> change, string missed)
    {
        var lead = await bot.SendLead("Q1", change);
        (lead["stage"], lead["mqlAt"]).ShouldBe(("Inquiry", null));
        var shown = lead.Body.GetProperty("criteria").EnumerateArray().Select(element => $"{(element.GetProperty("finding").GetString() == "met" ? "✓" : "✗")} {element.GetProperty("label").GetString()}");
        shown.ShouldContain(missed);
        (await bot.Messages()).ShouldBeEmpty();
    }

    public static async Task<Message> Qualified(Bot bot, Action<JsonObject> change, string duty)
    {
        var lead = await bot.SendLead("L1", change);
        (lead["stage"], lead["mqlAt"]).ShouldBe(("Assigned", Bot.Monday), lead.Body.ToString());
        var card = await bot.Message(Bot.Dm(lead["owner"]!), "L1 Corp");
        card.Text.ShouldContain(duty);
        return card;
    }

    public static async Task Do(Bot bot, Message card, string action, object? inputs = null)
    {
        await bot.Advance("PT2M");
        var owner = card.Conversation["dm:".Length..];
        var pressed = await bot.PressButton(card, owner, action, inputs);
        pressed.Ok.ShouldBeTrue($"{action}: {pressed.PrivateText}");
    }

    public static async Task<string> No(Bot bot, Message card, string action, object inputs)
    {
        await bot.Advance("PT2M");
        var pressed = await bot.PressButton(card, card.Conversation["dm:".Length..], action, inputs);
        pressed.Ok.ShouldBeFalse(pressed.PrivateText);
        return pressed.PrivateText!;
    }

    public static async Task Touches(Bot bot, Message card, int count)
    {
        string[] channels = ["call", "email", "linkedin"];
        for (var touch = 0; touch < count; touch++)
        {
            await Do(bot, card, "touch", new { channel = channels[touch % 3] });
        }
    }

    public static async Task AllMet(Bot bot, string stage, params string[] clauses)
    {
        var lead = await bot.Lead("L1");
        lead["stage"].ShouldBe(stage);
        foreach (var clause in clauses)
        {
            lead.Duties(clause).ShouldNotBeEmpty(clause);
            lead.Duties(clause).ShouldAllBe(duty => duty.StartsWith("met", StringComparison.Ordinal), $"{clause}: {string.Join(", ", lead.Duties(clause))}");
        }
    }

    public static JsonArray Did(string at) => JsonNode.Parse(
        $$"""[{"kind":"Download","subject":"The Enterprise eBook","at":"{{at}}"},{"kind":"page view","subject":"/pricing","at":"{{at}}"}]""")!.AsArray();
}
