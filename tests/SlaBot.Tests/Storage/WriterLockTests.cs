using System.Diagnostics;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Storage;

/// <summary>
/// One writer a data file, by whatever path a second one comes; and what is no second writer is not told as one.
/// </summary>
public sealed class WriterLockTests
{
    [Fact]
    public async Task SecondWriter_ByLinkOrWithoutTheLockFile_IsRefused_WhileReadersRead()
    {
        using var files = new BotFiles(Bot.Monday, null);
        var (symbolic, hard) = (Path.Combine(files.Directory, "soft.db"), Path.Combine(files.Directory, "hard.db"));
        using (var bot = await ChildBot.StartAsync(files))
        {
            File.CreateSymbolicLink(symbolic, files.Data);
            await Process.Start("ln", [files.Data, hard]).WaitForExitAsync();
            Refused(symbolic);
            Refused(hard);
            File.Delete(files.Data + ".lock");
            Refused(files.Data);
            Refused(symbolic);
            Refused(hard);

            using (var reading = SqliteStore.OpenReadOnly($"Data Source={symbolic}"))
            {
                reading.Reader.CountLeads().ShouldBe(0);
                reading.Backup(Path.Combine(files.Directory, "copy.db"));
            }

            using var answer = await bot.Http.GetAsync("/readyz");
            answer.IsSuccessStatusCode.ShouldBeTrue("a refused writer and a reader change nothing for the first");
            await bot.KillAsync();
        }

        SqliteStore.Open($"Data Source={files.Data}").Dispose();
    }

    [Fact]
    public async Task SecondProgram_ByAHardLink_EndsWithASentenceThatNamesTheProcess()
    {
        using var files = new BotFiles(Bot.Monday, null);
        using var bot = await ChildBot.StartAsync(files);
        await Process.Start("ln", [files.Data, Path.Combine(files.Directory, "other.db")]).WaitForExitAsync();
        files.Edit(settings => settings["Database"]!["ConnectionString"] = "Data Source=other.db");

        var said = (await Should.ThrowAsync<InvalidOperationException>(() => ChildBot.StartAsync(files))).Message;

        said.ShouldContain("already in use by another SlaBot");
        said.ShouldNotContain(".lock");
    }

    [Fact]
    public void Refusal_NamesTheProcessThatRuns()
    {
        using var temp = new TempStore();
        var said = Should.Throw<StoreRefusedException>(() => SqliteStore.Open(temp.Connection).Dispose());
        said.IsHeld.ShouldBeTrue();
        said.Message.ShouldContain("already in use by another SlaBot");
    }

    [FactOnASmallDisk]
    public void Open_OnAFullDisk_SaysThatItIsFull()
    {
        using var disk = new SmallDisk(4);
        var connection = $"Data Source={Path.Combine(disk.Directory, "slabot.db")}";
        disk.Fill();

        var refusal = Should.Throw<StoreRefusedException>(() => SqliteStore.Open(connection).Dispose());

        refusal.Message.ShouldContain("full");
        refusal.IsHeld.ShouldBeFalse();
        disk.Empty();
        SqliteStore.Open(connection).Dispose();
    }

    [FactOnASmallDisk]
    public void Open_OnAReadOnlyDisk_SaysThatItIsReadOnly()
    {
        using var disk = new SmallDisk(16);
        var connection = $"Data Source={Path.Combine(disk.Directory, "slabot.db")}";
        SqliteStore.Open(connection).Dispose();
        disk.MakeReadOnly();

        var refusal = Should.Throw<StoreRefusedException>(() => SqliteStore.Open(connection).Dispose());

        refusal.Message.ShouldContain("read-only");
        refusal.IsHeld.ShouldBeFalse();
    }

    private static void Refused(string file)
    {
        var refusal = Should.Throw<StoreRefusedException>(() => SqliteStore.Open($"Data Source={file}").Dispose(), file);
        refusal.IsHeld.ShouldBeTrue();
        refusal.Message.ShouldContain("already in use by another SlaBot");
        refusal.Message.ShouldNotContain(".lock");
    }
}
