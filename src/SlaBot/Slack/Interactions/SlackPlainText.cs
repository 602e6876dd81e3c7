using System.Text.RegularExpressions;

namespace SlaBot.Slack.Interactions;

/// <summary>What somebody wrote, as they meant it: Slack wraps mentions, addresses and channels in brackets and escapes
/// three signs.</summary>
internal static partial class SlackPlainText
{
    /// <summary>The plain words; a mention of somebody known is their e-mail, any other (the bot's own) is left
    /// out.</summary>
    public static string Plain(string text, Func<string, string?> emailOf) =>
        Bracketed().Replace(text, found => found.Groups["what"].Value switch
    {
        ['@', .. var user] => emailOf(user) ?? "",
        ['#', ..] or ['!', ..] => found.Groups["called"].Value,
        var address => found.Groups["called"].Success ? found.Groups["called"].Value : address,
    }).Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").Trim();

    [GeneratedRegex(@"<(?<what>[^<>|]+)(\|(?<called>[^<>]*))?>", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
