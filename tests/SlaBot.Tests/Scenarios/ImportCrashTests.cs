using System.Globalization;
using System.Text;
using SlaBot.Cli;

namespace SlaBot.Tests.Scenarios;

/// <summary>The bot is killed while a file comes in: the sender is told, and the same file again takes what is missing and nothing twice.</summary>
public sealed class ImportCrashTests
{
    private const int Rows = 4000;

    [Fact]
    public async Task Import_BotKilledInTheMiddle_EndsInAReportAndTheSameFileAgainCompletesIt()
    {
        using var files = new BotFiles(Bot.Monday, null);
        var file = Encoding.UTF8.GetBytes("id,email,Notes\n" + string.Concat(Enumerable.Range(0, Rows).Select(row =>
            string.Create(CultureInfo.InvariantCulture, $"R{row},r{row}@example.com,\"two\nlines {new string('x', 2000)}\"\n"))));
        using (var bot = await ChildBot.StartAsync(files))
        {
            await using var half = new Halting(file, file.Length / 2);
            var sending = ImportClient.SendAsync(bot.Http, half, false, default, BotFiles.AdminKey, default);
            await half.Reached.WaitAsync(TimeSpan.FromSeconds(60));
            await bot.KillAsync();
            half.GoOn();
            (await sending).Stopped.ShouldNotBeNull().Message.ShouldContain("again");
        }

        using (var bot = await ChildBot.StartAsync(files))
        {
            var again = await ImportClient.SendAsync(bot.Http, new MemoryStream(file), false, default, BotFiles.AdminKey, default);
            (again.Taken + again.Known, again.Refused, again.Stopped).ShouldBe((Rows, 0, null));
            var third = await ImportClient.SendAsync(bot.Http, new MemoryStream(file), false, default, BotFiles.AdminKey, default);
            (third.Taken, third.Known).ShouldBe((0, Rows));
            await bot.KillAsync();
        }
    }

    /// <summary>Waits in the middle.</summary>
    private sealed class Halting(byte[] bytes, int at) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource on = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public void GoOn() => on.TrySetResult();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[16_384];
            int read;
            while ((read = Read(buffer)) > 0)
            {
                if (Position >= at && reached.TrySetResult())
                {
                    await on.Task;
                }

                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
