using System.CommandLine;
using SlaBot.Chat;
using SlaBot.Hosting;

namespace SlaBot.Cli;

/// <summary><c>package FILE</c>: the zip that an administrator uploads to Microsoft Teams.</summary>
internal static class PackageCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, IReadOnlyList<IPlatformRegistration> platforms)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write; it must not exist yet." };
        var version = new Option<string?>(
            "--app-version") { Description =
                "The package's version, such as 1.1.1: Teams takes a changed package only under a higher one." };
        var package = new Command("package",
            "Makes the app package that an administrator uploads to Microsoft Teams.") { file, version };
        package.SetAction((parsed, _) => CommandLine.Guarded(() =>
        {
            var settings = HostEnvironment.Settings(order(parsed));
            var packed = platforms.Where(platform => settings.Platforms.ContainsKey(platform.Name))
                .Select(
                    platform =>
                        platform.Pack(PlatformSetups.Of(settings, platform.Name), parsed.GetValue(file)!,
                            parsed.GetValue(version)))
                .OfType<PackageResult>().First();
            if (packed.Fault is { } fault)
            {
                Console.Error.WriteLine(fault);
                return Task.FromResult(1);
            }

            Console.WriteLine(
                $"Packed into {Path.GetFullPath(parsed.GetValue(file)!)}: upload it in the Teams admin center, or in "
                + $"Teams under Apps.{packed.Remark}");
            return Task.FromResult(0);
        }));
        return package;
    }
}
