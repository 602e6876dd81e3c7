using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlaBot.Core.Cards;

namespace SlaBot.Teams.Rendering;

/// <summary>The people of one card: who may be mentioned (where it calls anybody), the entities that belong to the words used, and who has a chat in Teams.</summary>
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
    public string? ChatWith(string email) => idOf(email) is null ? null : $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString(email)}";

    /// <summary>Forgets what an earlier drawing used.</summary>
    public void Clear() => entities.Clear();

    /// <summary>The entities used; null when none were.</summary>
    public JsonArray? Entities() => entities.Count == 0 ? null : new JsonArray([.. entities.Values.Select(entity => entity.DeepClone())]);

    // Teams compares the words letter by letter: a name that would need escaping is not worth the risk.
    [GeneratedRegex(@"^[\p{L}\p{M}\p{N} .'-]{1,80}$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
