using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using SlaBot.Hosting;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Sandbox;

/// <summary>The whole program under the shipped settings, with a data file of its own and the manual clock at a Monday 09:00 in New York, and a real browser.</summary>
public sealed partial class LiveSandbox : IAsyncLifetime
{
    private readonly string folder = Needs.Folder("slabot-page-");
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Address => app!.Urls.First();

    public async Task InitializeAsync()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        var settings = Path.Combine(folder, "appsettings.json");
        var own = Connection().Replace(shipped, $"\"ConnectionString\": \"Data Source={Path.Combine(folder, "slabot.db")}\"");
        await File.WriteAllTextAsync(settings, Section().Replace(own, "\"SlaBot\": { \"Clock\": { \"Mode\": \"Manual\", \"Start\": \"2026-11-16T14:00:00Z\" },", 1));
        app = Program.Build(new RunOptions(settings, "Development", "http://127.0.0.1:0"));
        await app.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async Task<IPage> OpenAsync(string path = "/", int width = 1280, bool dark = false, bool scripts = true)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync(Address + path);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("\"SlaBot\": *\\{")]
    private static partial Regex Section();

    [GeneratedRegex("\"ConnectionString\": *\"[^\"]*\"")]
    private static partial Regex Connection();
}
