using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>
/// Seven weeks of what the quiet fortnight of the samples lacks: names of all the world and hostile ones, endless texts and almost none, misses that are mended, excused and
/// disputed, an empty roster, a flood, reviews of a month and a quarter. Done through the program's own doors, so that it is the same beside any platform.
/// </summary>
internal static class FullScenario
{
    public const string Hostile = "<script>alert(1)</script> <!channel> *bold* _it_ `code` [x](http://evil.example) & @here";
    public static readonly string Long = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaft", 30));

    /// <summary>The agreement asks for all the reviews, and its targets rise.</summary>
    public static void Ask(JsonNode settings)
    {
        settings["Agreement"]!["Review"] = JsonNode.Parse("""{ "Quarterly": true }""");
        settings["Agreement"]!["Ramps"] = JsonNode.Parse("""[{ "Metric": "acceptance", "From": 0.4, "To": 0.8, "Months": 6 }, { "Metric": "qualityScore", "From": 2, "To": 3.5, "Months": 6 }]""");
    }

    /// <summary>Leads as they come: every alphabet, too much and too little.</summary>
    public static async Task StrangersAsync(Bot bot)
    {
        await bot.SendLead("N1", lead => Named(lead, "Jürgen Müller-Lüdenscheidt", "Straßenbau Größe GmbH & Co. KG", "DE"));
        await bot.SendLead("N2", lead => Named(lead, "田中 太郎", "株式会社ひかり", "JP"));
        await bot.SendLead("N3", lead => Named(lead, "محمد العلي", "شركة النور", "AE"));
        await bot.SendLead("N4", lead => Named(lead, Hostile, "O'Brien \"&\" <b>Sons</b> | = ^", "US"));
        await bot.SendLead("N5", Overfull);
        await bot.SendLead("N6", lead =>
        {
            foreach (var member in new[] { "source", "score", "contact", "company", "activity" })
            {
                lead.Remove(member);
            }

            lead["mqlAt"] = "2026-11-16T14:00:00Z";
        });
        await bot.SendLead("N7", lead => lead["contact"]!["email"] = "cleo.n1@corp.example");
        await bot.SendLead("N8", lead => (lead["score"], lead["activity"]) = (10, new JsonArray()));
    }

    /// <summary>A lead's whole life, and all that can be said about a miss.</summary>
    public static async Task LivesAsync(Bot bot)
    {
        foreach (var (id, owner) in new[] { ("M1", Bot.Ana), ("M2", Bot.Ben), ("M3", Bot.Ana), ("M4", Bot.Ben), ("M5", Bot.Ana), ("M6", Bot.Ben), ("M7", Bot.Ana), ("M8", Bot.Ana) })
        {
            await bot.SendLead(id, lead => lead["owner"] = owner);
        }

        await bot.Command("M5", """{"type":"accept","by":"ana.rep@example.com"}""");
        await bot.Advance("PT3H");
        await bot.Command("M1", """{"type":"touch","by":"ana.rep@example.com","channel":"email","at":"2026-11-16T14:40:00Z"}""");
        await bot.Command("M2", """{"type":"touch","by":"ben.rep@example.com","channel":"linkedin"}""");
        await bot.Command("M3", """{"type":"waive","by":"milo.manager@example.com","clause":"firstTouch","reason":"The telephones were down"}""");
        await bot.Command("M4", """{"type":"reject","by":"ben.rep@example.com","reason":"Not our ICP","note":"Ten people, two of them dogs"}""");
        await bot.Command("M4", """{"type":"dispute","by":"maya.marketing@example.com","note":"They are 200"}""");
        await bot.Command("M6", """{"type":"reject","by":"ben.rep@example.com","reason":"Duplicate"}""");
        await bot.Command("M6", """{"type":"dispute","by":"maya.marketing@example.com"}""");
        await bot.Command("M7", """{"type":"assign","by":"milo.manager@example.com","owner":"ben.rep@example.com"}""");
        await bot.Command("M8", """{"type":"pause","by":"milo.manager@example.com","reason":"Waiting for their lawyers"}""");
    }

    /// <summary>How those lives end.</summary>
    public static async Task EndsAsync(Bot bot)
    {
        await bot.Command("M4", """{"type":"rule","by":"rita.revops@example.com","upheld":false}""");
        await bot.Command("M6", """{"type":"rule","by":"rita.revops@example.com","upheld":true,"note":"It is one"}""");
        await bot.Command("M6", """{"type":"recycle","by":"maya.marketing@example.com","revisitOn":"2026-11-30"}""");
        await bot.Command("M5", """{"type":"touch","by":"ana.rep@example.com","channel":"call","connected":true}""");
        await bot.Command("M5", """{"type":"dispose","by":"ana.rep@example.com","code":"Contacted - Qualified","reason":"They want it by spring"}""");
        await bot.Command("M5", """{"type":"advance","by":"ana.rep@example.com","stage":"sqo","amount":48000.5}""");
        await bot.Command("M5", """{"type":"rate","by":"ana.rep@example.com","fit":5,"timing":4}""");
        await bot.Command("M5", """{"type":"advance","by":"ana.rep@example.com","stage":"won"}""");
        await bot.Command("M8", """{"type":"resume","by":"milo.manager@example.com"}""");
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/N7");
    }

    /// <summary>Everybody away, and a flood when one is back; <c>say</c> is how a person says a command there.</summary>
    public static async Task FloodAsync(Bot bot, Func<string, string, Task> say)
    {
        foreach (var rep in new[] { "Ana", "Ben", "Lena" })
        {
            await say(Bot.Milo, $"away {rep} until 2026-11-20");
        }

        await bot.SendLead("Q1");
        await bot.SendLead("Q2");
        await bot.Advance("PT1H");
        await say(Bot.Milo, "back Ana");
        for (var number = 1; number <= 8; number++)
        {
            await bot.SendLead($"F{number}", lead => lead["owner"] = Bot.Ana);
        }

        await bot.Advance("PT2H");
    }

    /// <summary>What the campaigns cost.</summary>
    public static async Task SpendAsync(Bot bot)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey);
        const string csv = "source,month,amount,clv\nWebinar,2026-11,12500.50,98000\nTrade fair,2026-11,800,\nWebinar,2026-12,300,\n";
        (await http.PostAsync("/api/v1/import", new StringContent(csv, Encoding.UTF8, "text/csv"))).EnsureSuccessStatusCode();
    }

    private static void Named(JsonObject lead, string person, string company, string country)
    {
        lead["contact"]!["name"] = person;
        (lead["company"]!["name"], lead["company"]!["country"]) = (company, country);
    }

    private static void Overfull(JsonObject lead)
    {
        Named(lead, Long[..300], Long[..300], Long[..100]);
        (lead["contact"]!["title"], lead["contact"]!["phone"], lead["source"], lead["tier"], lead["url"]) = (Long[..300], Long[..90], Long[..90], Long[..90], "https://crm.example.com/leads/" + new string('x', 1_500));
        lead["signals"] = new JsonArray([.. Enumerable.Range(1, 12).Select(number => (JsonNode)$"Signal number {number}")]);
        lead["activity"] = new JsonArray([.. Enumerable.Range(1, 20).Select(number => new JsonObject { ["kind"] = "page_view", ["subject"] = $"{number}: {Long[..120]}", ["at"] = $"2026-11-{(number % 15) + 1:00}T10:00:00Z" })]);
        lead["briefing"] = new JsonObject { ["news"] = Long, ["talkTrack"] = Long, ["champion"] = Long };
    }
}
