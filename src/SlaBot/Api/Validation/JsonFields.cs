using System.Text.Json;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>Walks a JSON body and keeps what is wrong with its members.</summary>
internal sealed class JsonFields(List<Fault> faults)
{
    /// <summary>So many faults are told; a body of a megabyte may hold very many more.</summary>
    public const int MostFaults = 200;

    /// <summary>Every member once, in order, with its path; what stands twice or has no readable name is a
    /// fault.</summary>
    public List<(string Path, JsonElement Value)> Members(JsonElement value, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<(string, JsonElement)>();
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonBody.Name(member);
            if (name is null)
            {
                Fault(prefix.TrimEnd('.'), "a field's name holds half of a surrogate pair");
            }
            else if (!seen.Add(LeadFields.Find(prefix + name)?.Path ?? prefix + name))
            {
                Fault(prefix + name, $"{Shown(prefix + name)} stands twice");
            }
            else
            {
                members.Add((prefix + name, member.Value));
            }
        }

        return members;
    }

    /// <summary>Hands on a text; another kind, or half of a surrogate pair, is a fault.</summary>
    public void Text(string path, JsonElement value, Action<string> take)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(path, $"{path} must be a text, not {KindName(value.ValueKind)}");
        }
        else if (JsonBody.Text(value) is { } text)
        {
            take(text);
        }
        else
        {
            Fault(path, $"{Shown(path)} holds half of a surrogate pair");
        }
    }

    /// <summary>Keeps a fault.</summary>
    public void Fault(string field, string message)
    {
        if (faults.Count <= MostFaults)
        {
            faults.Add(new Fault(Shown(field), message));
        }
    }

    /// <summary>What a JSON kind is called.</summary>
    public static string KindName(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "null",
    };

    private static string Shown(string path) => path.Length > 200 ? path[..200] + "…" : path;
}
