using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlaBot.Tests.Teams;

/// <summary>The rules of Microsoft's manifest schema 1.30 for the members that our manifest has, and no others: it knows no unknown ones.</summary>
internal static partial class TeamsManifestRules
{
    private static readonly Dictionary<string, string[]> Members = new()
    {
        [""] = ["$schema", "manifestVersion", "version", "id", "developer", "name", "description", "icons", "accentColor", "bots", "staticTabs", "webApplicationInfo", "permissions", "validDomains", "defaultInstallScope"],
        ["developer"] = ["name", "websiteUrl", "privacyUrl", "termsOfUseUrl", "mpnId"],
        ["name"] = ["short", "full"],
        ["description"] = ["short", "full"],
        ["icons"] = ["color", "outline", "color32x32"],
        ["webApplicationInfo"] = ["id", "resource"],
    };

    /// <summary>What the upload would refuse, a sentence each.</summary>
    public static IEnumerable<string> Faults(JsonObject manifest, bool tabIsExpected) =>
        [.. Top(manifest), .. Unknown(manifest), .. Bots(manifest), .. Tabs(manifest, tabIsExpected)];

    private static IEnumerable<string> Top(JsonObject manifest) =>
    [
        .. Must(Text(manifest, "manifestVersion") == "1.30" && Text(manifest, "$schema")!.Contains("/v1.30/"), "manifestVersion and $schema are 1.30"),
        .. Must(Semver().IsMatch(Text(manifest, "version") ?? "") && Text(manifest, "version")!.Length <= 256, "version is three numbers"),
        .. Must(Guid().IsMatch(Text(manifest, "id") ?? ""), "id is a GUID"),
        .. Length(manifest["developer"], "name", 32), .. Length(manifest["name"], "short", 30), .. Length(manifest["name"], "full", 100),
        .. Length(manifest["description"], "short", 80), .. Length(manifest["description"], "full", 4000),
        .. new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" }.SelectMany(text => Must(IsHttps(Text(manifest["developer"], text)), $"developer.{text} is https")),
        .. Must(Text(manifest["icons"], "color") == "color.png" && Text(manifest["icons"], "outline") == "outline.png", "icons are files of the package"),
        .. Must(Colour().IsMatch(Text(manifest, "accentColor") ?? ""), "accentColor is #RRGGBB"),
        .. Must(Texts(manifest["permissions"]).All(text => text is "identity" or "messageTeamMembers"), "permissions are known"),
        .. Must(Text(manifest, "defaultInstallScope") is "personal" or "team", "defaultInstallScope is one of the bot's"),
    ];

    private static IEnumerable<string> Unknown(JsonObject manifest) => Members.SelectMany(member =>
        ((member.Key.Length == 0 ? manifest : manifest[member.Key] as JsonObject) ?? []).Where(pair => !member.Value.Contains(pair.Key)).Select(pair => $"{member.Key}.{pair.Key} is no member"));

    private static IEnumerable<string> Bots(JsonObject manifest)
    {
        var bot = manifest["bots"]!.AsArray().Single()!.AsObject();
        var lists = bot["commandLists"]!.AsArray();
        var commands = lists.SelectMany(list => list!["commands"]!.AsArray()).ToList();
        return
        [
            .. Must(Guid().IsMatch(Text(bot, "botId") ?? ""), "botId is a GUID"),
            .. Must(Texts(bot["scopes"]).All(text => text is "team" or "personal" or "groupChat" or "copilot"), "the bot's scopes are known"),
            .. Must(bot.All(pair => pair.Key is "botId" or "scopes" or "isNotificationOnly" or "supportsFiles" or "commandLists"), "the bot has known members"),
            .. Must(lists.Count <= 3 && lists.All(list => list!["commands"]!.AsArray().Count <= 12 && Texts(list["scopes"]).All(Texts(bot["scopes"]).Contains)), "at most 3 lists of 12 commands, for scopes of the bot"),
            .. commands.SelectMany(command => Length(command, "title", 32)), .. commands.SelectMany(command => Length(command, "description", 128)),
        ];
    }

    private static IEnumerable<string> Tabs(JsonObject manifest, bool isExpected)
    {
        var tabs = (manifest["staticTabs"] as JsonArray ?? []).Select(node => node!.AsObject()).ToList();
        if (!isExpected)
        {
            return Must(tabs.Count == 0 && manifest["webApplicationInfo"] is null && manifest["validDomains"] is null, "nothing is left of the tab");
        }

        var page = tabs.Single(tab => tab["contentUrl"] is not null);
        var domain = Texts(manifest["validDomains"]).Single();
        return
        [
            .. Must(tabs.Count <= 16 && tabs.Select(tab => Text(tab, "entityId")).Distinct().Count() == tabs.Count && tabs.All(tab => Texts(tab["scopes"]).SequenceEqual(["personal"])), "tabs are personal, each with an id of its own"),
            .. tabs.SelectMany(tab => Length(tab, "entityId", 64)), .. Length(page, "name", 128),
            .. Must(IsHttps(Text(page, "contentUrl")) && IsHttps(Text(page, "websiteUrl")) && new Uri(Text(page, "contentUrl")!).Authority == domain, "the tab is https, in the valid domain"),
            .. Must(!domain.Contains('/') && !domain.Contains('*'), "the valid domain is a name"),
            .. Must(Text(manifest["webApplicationInfo"], "id") == Text(manifest, "id") && Text(manifest["webApplicationInfo"], "resource") == $"api://{domain}/botid-{Text(manifest, "id")}", "the sign-in's resource is the application's id URI at the tab's domain"),
        ];
    }

    private static IEnumerable<string> Must(bool holds, string rule) => holds ? [] : [rule];

    private static IEnumerable<string> Length(JsonNode? of, string name, int most) => Must(Text(of, name) is { Length: > 0 } text && text.Length <= most, $"{name} has 1 to {most} characters");

    private static bool IsHttps(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme == "https" && url!.Length <= 2048;

    private static string? Text(JsonNode? of, string name) => (string?)of?[name];

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(node => (string)node!);

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Semver();

    [GeneratedRegex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    private static partial Regex Guid();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Colour();
}
