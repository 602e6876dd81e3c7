using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlaBot.Core.Cards;

namespace SlaBot.Teams.Rendering;

/// <summary>Text for Adaptive Cards: data is escaped for Teams' markdown, and nothing is longer than its place
/// takes.</summary>
internal static partial class TeamsText
{
    private const char Ellipsis = '…';
    private const int MostAddress = 2_000;

    /// <summary>Data made harmless in a TextBlock or a Fact.</summary>
    public static string Escape(string text)
    {
        var escaped = Function().Replace(Special().Replace(Clean(text), @"\$0").Replace("<", "&lt;"), "{\u200b{");
        escaped = escaped.Replace(" %", "\u00a0%", StringComparison.Ordinal);
        return string.Join("\n\n",
            escaped.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(item => ListStart().Replace(item, @"$1$2\$3")));
    }

    /// <summary>A line in Teams' markdown, with mentions where somebody can be mentioned.</summary>
    public static string Of(Line line, int most, TeamsMentions? mentions = null)
    {
        var text = new StringBuilder();
        foreach (var span in line.Spans.Where(span => span.Text.Length > 0))
        {
            var left = most - text.Length;
            if (left <= 1)
            {
                break;
            }

            text.Append(
                Piece(span.Text.Length <= left
                    ? span : span with { Text = Short(span.Text, left), Kind = SpanKind.Plain }, mentions));
        }

        return text.Length == 0 ? "–" : text.ToString();
    }

    /// <summary>Plain text of at most so many chars, cut between two text elements; never empty.</summary>
    public static string Short(string text, int most)
    {
        var clean = Clean(text).Trim();
        if (clean.Length == 0)
        {
            return "–";
        }

        if (clean.Length <= most)
        {
            return clean;
        }

        var cut = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(clean);
        while (elements.MoveNext() && cut.Length + elements.GetTextElement().Length < most)
        {
            cut.Append(elements.GetTextElement());
        }

        return cut.Append(Ellipsis).ToString();
    }

    /// <summary>The colour of a tone.</summary>
    public static string? Colour(Tone tone) => tone switch
    {
        Tone.Good => "Good",
        Tone.Warning => "Warning",
        Tone.Bad => "Attention",
        Tone.Neutral or Tone.Muted => null,
    };

    /// <summary>A mark of a tone for the beginning of a line: colour alone says nothing to some.</summary>
    public static string Mark(Tone tone) => tone switch
    {
        Tone.Good => "🟢 ",
        Tone.Warning => "🟡 ",
        Tone.Bad => "🔴 ",
        Tone.Neutral or Tone.Muted => "",
    };

    /// <summary>A web address; null for anything else.</summary>
    public static string? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address.AbsoluteUri.Length <= MostAddress ? address.AbsoluteUri : null;

    private static string Piece(Span span, TeamsMentions? mentions) => span.Kind switch
    {
        SpanKind.Strong => Strong(span.Text),
        SpanKind.Command => Strong(span.Text.TrimStart('/')),
        SpanKind.Link when Address(span.Target) is { } url =>
            $"[{Escape(span.Text)}]({url.Replace("(", "%28").Replace(")", "%29")})",
        SpanKind.Person when mentions?.Of(span) is { } mention => mention,
        SpanKind.Plain or SpanKind.Time or SpanKind.Link or SpanKind.Person => Escape(span.Text),
    };

    private static string Strong(string text)
    {
        var inner = text.Trim();
        return inner.Length == 0 || inner.Contains('\n')
            ? Escape(text)
            : $"{(char.IsWhiteSpace(text[0]) ? " " : "")}**{Escape(inner)}**{(char.IsWhiteSpace(text[^1]) ? " " : "")}";
    }

    // A tab parts words, so it becomes a blank; other signs that are not seen are left out.
    private static string Clean(string text) =>
        text.Any(IsUnseen) ? string.Concat(text.Replace('\t', ' ').Where(letter => !IsUnseen(letter))) : text;

    // Control characters; and those that turn the direction of what follows, our own words too.
    private static bool IsUnseen(char character) =>
        (char.IsControl(character) && character != '\n')
            || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    [GeneratedRegex(@"[\\*_\[\]`~]|&(?=[#A-Za-z0-9]+;)|^#", RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    // What a card would reckon out as a date or a time.
    [GeneratedRegex(@"\{\{(?=\s*(DATE|TIME)\s*\()", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(\s*)(\d+(?=[.)])|(?=[-+>#]))([-+>#.)])(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ListStart();
}

/// <summary>The people of one card: who may be mentioned (where it calls anybody), the entities that belong to the
/// words used, and who has a chat in Teams.</summary>
internal sealed partial class TeamsMentions(Func<string, string?> idOf, bool calls = true)
{
    private readonly Dictionary<string, JsonObject> entities = [];

    /// <summary>The mark-up that mentions a person; null when the person cannot be mentioned.</summary>
    public string? Of(Span person)
    {
        if (!calls || person.Target is not { } email || !Plain().IsMatch(person.Text) || idOf(email) is not { } id)
        {
            return null;
        }

        var text = $"<at>{WebUtility.HtmlEncode(person.Text)}</at>";
        entities[text] = new JsonObject
        {
            ["type"] = "mention",
            ["text"] = text,
            ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = person.Text },
        };
        return text;
    }

    /// <summary>A link that opens the chat with somebody who is in Teams; null for others.</summary>
    public string? ChatWith(string email) =>
        idOf(email) is null ? null : $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString(email)}";

    /// <summary>Forgets what an earlier drawing used.</summary>
    public void Clear() => entities.Clear();

    /// <summary>The entities used; null when none were.</summary>
    public JsonArray? Entities() =>
        entities.Count == 0 ? null : new JsonArray([.. entities.Values.Select(entity => entity.DeepClone())]);

    // Teams compares the words letter by letter: a name that would need escaping is not worth the risk.
    [GeneratedRegex(@"^[\p{L}\p{M}\p{N} .'-]{1,80}$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
