using Microsoft.Data.Sqlite;

namespace SlaBot.Tests.Scenarios;

/// <summary>A fault in one lead, one message or one job is held there and told; nothing else waits for it.</summary>
public sealed class HeldBackTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task ALeadThatCannotBeRead_HoldsBackNoOther_IsTold_AndGoesOnWhenMended()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("Bad", lead => lead["owner"] = Bot.Ana);
        await bot.SendLead("Good", lead => lead["owner"] = Bot.Ana);
        await bot.StopAsync();
        var state = Spoil(bot, "Bad", null);
        await bot.OpenAsync();

        // The timer of the one fails; the other's ping goes out, and requests are answered.
        await bot.ClockTo("2026-11-16T15:05:00Z");
        (await bot.Messages(Escalations)).ShouldContain(message => message.Text.Contains("Cleo Good", StringComparison.Ordinal));
        await bot.SendLead("Next", lead => lead["owner"] = Bot.Ana);
        (await bot.Messages(Bot.Dm(Bot.Ana))).ShouldContain(message => message.Text.Contains("Cleo Next", StringComparison.Ordinal));
        var ready = await bot.Expect(503, HttpMethod.Get, "/readyz");
        ready.Body.ToString().ShouldContain("The timer of lead Bad");
        (await bot.Message("channel:slabot-admin", "The timer of lead Bad")).Text.ShouldContain("Everything else goes on");

        Spoil(bot, "Bad", state);
        await bot.Advance("PT1H");
        (await bot.Messages(Escalations)).ShouldContain(message => message.Text.Contains("Cleo Bad", StringComparison.Ordinal));
        await bot.Expect(200, HttpMethod.Get, "/readyz");
        (await bot.Lead("Bad")).Duties("firstTouch").ShouldBe(["breached 2026-11-16T15:00:00Z"]);
        bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task AListOneOfWhoseLeadsCannotBeDrawn_ShowsTheOthers()
    {
        await using var bot = await Bot.StartAsync();
        for (var n = 1; n <= 8; n++)
        {
            await bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        await bot.Advance("PT1H");
        await bot.StopAsync();
        Spoil(bot, "L3", null);
        await bot.OpenAsync();
        await bot.Command("L5", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");

        (await bot.Message(Escalations, "Cleo L8")).Text.ShouldContain("6 of 7 deadlines to look at");
        bot.Log.Errors.Clear();
    }

    /// <summary>Writes a lead's state row; the bytes that were there.</summary>
    internal static byte[] Spoil(Bot bot, string lead, byte[]? state)
    {
        using var file = new SqliteConnection($"Data Source={bot.Files.Data};Pooling=False");
        file.Open();
        using var read = new SqliteCommand("SELECT state FROM leads WHERE id = $id", file);
        read.Parameters.AddWithValue("$id", lead);
        var before = (byte[])read.ExecuteScalar()!;
        using var write = new SqliteCommand("UPDATE leads SET state = $state WHERE id = $id", file);
        write.Parameters.AddWithValue("$state", state ?? "not what it was"u8.ToArray());
        write.Parameters.AddWithValue("$id", lead);
        write.ExecuteNonQuery().ShouldBe(1);
        return before;
    }
}
