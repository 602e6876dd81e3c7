using System.Globalization;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>Histories drawn by lot.</summary>
internal static class RandomLines
{
    private static readonly string[] Types = ["lead_received", "mql_reached", "assigned", "touch", "touch", "touch", "accepted", "rejected", "disposition", "stage", "stage", "amount", "feedback"];
    private static readonly string[] People = [Bot.Ana, Bot.Ben, "gone.rep@example.com"];

    /// <summary>Leads of ten weeks, their lines in disorder, some twice, two broken.</summary>
    public static List<string> Of(Random random, int leads)
    {
        var lines = new List<string>();
        for (var lead = 0; lead < leads; lead++)
        {
            var at = new DateTimeOffset(2026, 11, 2, 14, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(70 * 24 * 60));
            foreach (var type in Types.Where(_ => random.Next(5) > 0))
            {
                lines.Add(Line(random, $"e{lines.Count}", $"H{lead}", type, at));
                at = at.AddSeconds(random.Next(3) == 0 ? random.Next(400_000) : random.Next(4_000));
            }
        }

        for (var n = 0; n < 200; n++)
        {
            lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)]);
        }

        var some = lines.Take(lines.Count / 3).ToArray();
        random.Shuffle(some);
        lines = [.. some, .. lines.Skip(some.Length)];
        lines.Insert(2, "not json");
        lines.Insert(10, "[1]");
        return lines;
    }

    private static string Line(Random random, string id, string lead, string type, DateTimeOffset at)
    {
        var line = new JsonObject { ["id"] = id, ["ts"] = at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), ["lead"] = lead, ["type"] = type };
        switch (type)
        {
            case "lead_received" or "mql_reached":
                line["source"] = random.Next(2) == 0 ? "Webinar" : null;
                line["fields"] = new JsonObject
                {
                    ["contact"] = new JsonObject { ["name"] = random.Next(3) == 0 ? null : "Cleo", ["email"] = random.Next(3) == 0 ? null : "cleo@corp.example" },
                    ["company"] = new JsonObject { ["size"] = random.Next(400), ["industry"] = "B2B SaaS" },
                    ["tier"] = random.Next(3) == 0 ? "hot" : null,
                    ["score"] = random.Next(100),
                };
                break;
            case "assigned": line["to"] = People[random.Next(People.Length)]; break;
            case "touch": line["channel"] = random.Next(2) == 0 ? "call" : "email"; line["by"] = Bot.Ana; break;
            case "rejected" or "feedback": line["reason"] = random.Next(2) == 0 ? "Duplicate" : null; break;
            case "disposition": line["code"] = "Nurture"; break;
            case "stage": line["stage"] = new[] { "sql", "sqo", "won", "lost" }[random.Next(4)]; line["amount"] = random.Next(2) == 0 ? null : random.Next(9_000); break;
            case "amount": line["amount"] = random.Next(9_000); break;
        }

        return line.ToJsonString();
    }
}
