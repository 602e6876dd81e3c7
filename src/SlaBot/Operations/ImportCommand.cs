using System.CommandLine;
using System.Net.Http.Headers;
using SlaBot.Intake;
using SlaBot.Settings;
using SlaBot.Storage;

namespace SlaBot.Operations;

/// <summary><c>import FILE</c>: through the bot that runs on the data, else in a bot of its own.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOrder> order, Func<RunOrder, WebApplication> build)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file, a lead a row, with a header." };
        var own = new Option<bool>("--at-own-time") { Description = "Manual clock only: moves the clock to each row's own time." };
        var command = new Command("import", "Takes a file of leads.") { file, own };
        command.SetAction((parsed, stop) => CommandLine.Guarded(() => RunAsync(order(parsed), parsed.GetValue(file)!, parsed.GetValue(own), build, stop)));
        return command;
    }

    private static async Task<int> RunAsync(RunOrder order, string file, bool atOwnTime, Func<RunOrder, WebApplication> build, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(file)}.");
        }

        WebApplication app;
        try
        {
            app = build(order with { Urls = "http://127.0.0.1:0" });
        }
        catch (StoreRefusedException refused) when (refused.IsHeld)
        {
            return await SendAsync(Hosting.Settings(order), file, atOwnTime, stop);
        }

        await using (app)
        {
            await app.StartAsync(stop);
            var report = await ImportBar.RunAsync(file, async progress =>
            {
                await using var csv = File.OpenRead(file);
                return await app.Services.GetRequiredService<ImportRunner>().RunAsync(csv, ApiWiring.Mapping(app.Services.GetRequiredService<SlaBotSettings>()), atOwnTime, progress, stop);
            });
            await app.Services.GetRequiredService<Desk.Pumps>().SettleAsync(stop);
            await app.StopAsync(stop);
            return ImportBar.Say(report);
        }
    }

    private static async Task<int> SendAsync(SlaBotSettings settings, string file, bool atOwnTime, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = Hosting.Address(), Timeout = Timeout.InfiniteTimeSpan };
        await using var csv = File.OpenRead(file);
        using var content = new StreamContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/import{(atOwnTime ? "?atOwnTime=true" : "")}") { Content = content };
        if (settings.ApiKeys.FirstOrDefault(key => key.Rights.HasFlag(ApiRights.Intake)) is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        }

        Console.WriteLine($"A bot runs on this data: the file goes through it, at {client.BaseAddress}.");
        using var response = await client.SendAsync(request, stop);
        Console.WriteLine(await response.Content.ReadAsStringAsync(stop));
        return response.IsSuccessStatusCode ? 0 : 1;
    }
}
