using System.CommandLine;
using SlaBot.Hosting;
using SlaBot.Settings;

namespace SlaBot.Cli;

/// <summary>Writes the app package of Microsoft Teams to a file, under a version (null: the shipped one); why not, when it cannot be.</summary>
internal delegate string? PackageWriter(SlaBotSettings settings, string file, string? version);

/// <summary><c>package FILE</c>: the zip that an administrator uploads to Microsoft Teams.</summary>
internal static class PackageCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, PackageWriter pack)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write; it must not exist yet." };
        var version = new Option<string?>("--app-version") { Description = "The package's version, such as 1.1.1: Teams takes a changed package only under a higher one." };
        var package = new Command("package", "Makes the app package that an administrator uploads to Microsoft Teams.") { file, version };
        package.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var settings = HostEnvironment.Settings(order(parsed));
            if ((Fault(settings) ?? pack(settings, parsed.GetValue(file)!, parsed.GetValue(version))) is { } fault)
            {
                Console.Error.WriteLine(fault);
                return Task.FromResult(1);
            }

            Console.WriteLine($"Packed into {Path.GetFullPath(parsed.GetValue(file)!)}: upload it in the Teams admin center, or in Teams under Apps.{Tab(settings.Teams)}");
            return Task.FromResult(0);
        }));
        return package;
    }

    private static string? Fault(SlaBotSettings settings) => Fault(settings.Teams)
        ?? (settings.Web.PublicUrl ?? settings.Teams.PublicUrl) switch
        {
            null => "SlaBot:Web:PublicUrl is missing: the package names a website, a privacy and a terms page to everybody who installs it. Write the https address under which people reach SlaBot, then make the package.",
            { Scheme: not "https" } at => $"SlaBot:Web:PublicUrl is {at}: Teams takes https addresses only. Write that address, then make the package.",
            _ => null,
        };

    private static string? Fault(TeamsSettings teams) =>
        !Guid.TryParse(teams.AppId, out Guid _) ? "SlaBot:Teams:AppId is missing, or no id such as 3f1d2c4b-…: write the bot's application id, then make the package."
        : teams.PublicUrl is { Scheme: not "https" } at ? $"SlaBot:Teams:PublicUrl is {at}: Teams shows only pages that it reaches over https. Write that address, then make the package."
        : null;

    private static string Tab(TeamsSettings teams) =>
        teams.PublicUrl is null ? " It has no personal tab: for that set SlaBot:Teams:PublicUrl to the https address under which Teams reaches SlaBot." : "";
}
