using System.Text;
using System.Text.Json;

namespace SlaBot.Tests.Contracts;

/// <summary>
/// The shape of JSON answers: each member's path and the kinds of its values, sorted. A member that not every object of its place has is
/// marked <c>absent</c>, so that null and absent are told apart; lists are one place (<c>[]</c>), one for each type where their
/// objects have a <c>type</c>. Shapes of several answers add up.
/// </summary>
internal sealed class JsonShape
{
    private readonly SortedDictionary<string, SortedSet<string>> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> objects = [];
    private readonly Dictionary<string, int> seen = [];

    /// <summary>Adds an answer.</summary>
    public void Add(JsonElement answer) => Add("$", answer);

    /// <summary>A line a member.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (path, each) in kinds)
        {
            var parent = path.LastIndexOf('.') is > 0 and var dot ? path[..dot] : "";
            var isSometimesAbsent = !path.EndsWith(']') && objects.TryGetValue(parent, out var all) && seen[path] < all;
            text.Append(path).Append(": ").AppendJoin(" | ", isSometimesAbsent ? each.Append("absent") : each).Append('\n');
        }

        return text.ToString();
    }

    private void Add(string path, JsonElement value)
    {
        if (!kinds.TryGetValue(path, out var all))
        {
            kinds[path] = all = new SortedSet<string>(StringComparer.Ordinal);
        }

        all.Add(value.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "boolean", var kind => kind.ToString().ToLowerInvariant() });
        seen[path] = seen.GetValueOrDefault(path) + 1;
        if (value.ValueKind == JsonValueKind.Object)
        {
            objects[path] = objects.GetValueOrDefault(path) + 1;
            foreach (var member in value.EnumerateObject())
            {
                Add($"{path}.{member.Name}", member.Value);
            }
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                var kind = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var type) ? type.GetString() : "";
                Add($"{path}[{kind}]", item);
            }
        }
    }
}
