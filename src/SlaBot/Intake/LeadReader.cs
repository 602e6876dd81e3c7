using System.Text.Json;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Intake;

/// <summary>What a body came to: the wish, or every fault at once, or that it is no JSON at all.</summary>
internal sealed record LeadReading(ReceiveLead? Lead, IReadOnlyList<Fault> Faults, string? Unreadable);

/// <summary>Reads the body of <c>POST /api/v1/leads</c>.</summary>
internal sealed class LeadReader
{
    private const int MostActivities = 1000;
    private const int MostSignals = 200;
    private const int MostFaults = 200;

    private readonly LeadDraft draft;

    private LeadReader(LeadDraft draft) => this.draft = draft;

    /// <summary>Reads one lead.</summary>
    public static LeadReading Read(ReadOnlyMemory<byte> body, ReadingTerms terms)
    {
        using var json = JsonBody.Parse(body, out var unreadable);
        if (json is null)
        {
            return new LeadReading(null, [], unreadable);
        }

        var draft = new LeadDraft(terms);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return new LeadReading(null, [new Fault("", "the body must be one JSON object, a single lead")], null);
        }

        new LeadReader(draft).ReadObject(json.RootElement, "");
        var lead = draft.Finish();
        return new LeadReading(lead, draft.Faults.Count > MostFaults ? draft.Faults[..MostFaults] : draft.Faults, null);
    }

    private void ReadObject(JsonElement value, string prefix)
    {
        foreach (var (path, member) in Members(value, prefix))
        {
            if (LeadFields.Find(path) is { } known)
            {
                ReadKnown(known.Path, known.Kind, member);
            }
            else
            {
                Keep(path, member);
            }
        }
    }

    // Every member once, in order, with its path; what stands twice or has no readable name is a fault.
    private List<(string Path, JsonElement Value)> Members(JsonElement value, string prefix)
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

    private void ReadKnown(string path, JsonValueKind kind, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (value.ValueKind != kind && !(kind == JsonValueKind.True && value.ValueKind == JsonValueKind.False))
        {
            Fault(path, $"{path} must be {Words(kind)}, not {Words(value.ValueKind)}");
            return;
        }

        switch (kind)
        {
            case JsonValueKind.Object: ReadObject(value, path + "."); break;
            case JsonValueKind.Array when path == "signals": ReadSignals(value); break;
            case JsonValueKind.Array: ReadActivity(value); break;
            case JsonValueKind.String: ReadText(path, value, text => draft.Set(path, text)); break;
            default: draft.Set(path, value.GetRawText()); break;
        }
    }

    private void ReadText(string path, JsonElement value, Action<string> take)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(path, $"{path} must be a text, not {Words(value.ValueKind)}");
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

    private void ReadSignals(JsonElement value)
    {
        var signals = new List<string>();
        if (value.GetArrayLength() > MostSignals)
        {
            Fault("signals", $"there are {value.GetArrayLength()} signals; at most {MostSignals} are taken");
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var path = $"signals[{index}]";
            ReadText(path, item, text => signals.Add(draft.Text(path, text.Trim()) ?? ""));
        }

        draft.SetSignals([.. signals.Where(one => one.Length > 0)]);
    }

    private void ReadActivity(JsonElement value)
    {
        if (value.GetArrayLength() > MostActivities)
        {
            Fault("activity", $"there are {value.GetArrayLength()} activities; at most {MostActivities} are taken");
            return;
        }

        var all = new List<Activity>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var path = $"activity[{index}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                Fault(path, $"{path} must be an object with kind, subject and at");
            }
            else if (ReadOne(item, path + ".") is { } one)
            {
                all.Add(one);
            }
        }

        draft.SetActivity(all);
    }

    private Activity? ReadOne(JsonElement item, string prefix)
    {
        string? kind = null, subject = null, at = null;
        foreach (var (path, value) in Members(item, prefix))
        {
            switch (path[prefix.Length..].ToLowerInvariant())
            {
                case var _ when value.ValueKind == JsonValueKind.Null: break;
                case "kind": ReadText(path, value, text => kind = draft.Text(path, text.Trim(), 100)); break;
                case "subject": ReadText(path, value, text => subject = draft.Text(path, text.Trim())); break;
                case "at": ReadText(path, value, text => at = text); break;
                default: Keep(path, value); break;
            }
        }

        if (string.IsNullOrEmpty(kind))
        {
            Fault(prefix + "kind", $"{prefix}kind is needed: what the person did, such as download");
        }

        var instant = draft.Moment(prefix + "at", at ?? "");
        return string.IsNullOrEmpty(kind) || instant is null ? null : new Activity(kind, string.IsNullOrEmpty(subject) ? null : subject, instant.Value);
    }

    private void Keep(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: break;
            case JsonValueKind.String: ReadText(path, value, text => draft.SetExtra(path, text)); break;
            case JsonValueKind.Object:
                foreach (var (inner, member) in Members(value, path + "."))
                {
                    Keep(inner, member);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Keep($"{path}[{index}]", item);
                }

                break;
            default: draft.SetExtra(path, value.GetRawText()); break;
        }
    }

    private void Fault(string field, string message)
    {
        // A body of a megabyte may hold very many faults; the answer stays readable.
        if (draft.Faults.Count <= MostFaults)
        {
            draft.Faults.Add(new Fault(Shown(field), message));
        }
    }

    private static string Shown(string path) => path.Length > 200 ? path[..200] + "…" : path;

    private static string Words(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "null",
    };
}
