namespace SlaBot.Tests.Scenarios;

/// <summary>The channel where both teams read their weeks.</summary>
internal static class RevenueChannel
{
    public const string Name = "channel:revenue-sla";

    public static async Task<Message> Agenda(Bot bot, string day) =>
        (await bot.Messages(Name)).Single(message => message.At.StartsWith(day, StringComparison.Ordinal) && message.Text.StartsWith("Agenda", StringComparison.Ordinal));

    public static async Task<int> Tops(Bot bot, string day) => (await Agenda(bot, day)).Text.Split("weeks in a row").Length - 1;
}
