using System.Text.Json;
using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>What a body came to: the command, or every fault at once, or that it is no JSON at all.</summary>
internal sealed record LeadReading(ReceiveLead? Lead, IReadOnlyList<Fault> Faults, string? Unreadable);

/// <summary>Reads the body of <c>POST /api/v1/leads</c>.</summary>
internal sealed class LeadReader
{
    private const int MostActivities = 1000;
    private const int MostSignals = 200;

    private readonly LeadDraft draft;
    private readonly JsonFields fields;

    private LeadReader(LeadDraft draft) => (this.draft, fields) = (draft, new JsonFields(draft.Faults));

    /// <summary>Reads one lead.</summary>
    public static LeadReading Read(ReadOnlyMemory<byte> body, ValidationContext terms)
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
        return new LeadReading(lead,
            draft.Faults.Count > JsonFields.MostFaults ? draft.Faults[..JsonFields.MostFaults] : draft.Faults, null);
    }

    private void ReadObject(JsonElement value, string prefix)
    {
        foreach (var (path, member) in fields.Members(value, prefix))
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

    private void ReadKnown(string path, JsonValueKind kind, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (value.ValueKind != kind && !(kind == JsonValueKind.True && value.ValueKind == JsonValueKind.False))
        {
            fields.Fault(path,
                $"{path} must be {JsonFields.KindName(kind)}, not {JsonFields.KindName(value.ValueKind)}");
            return;
        }

        switch (kind)
        {
            case JsonValueKind.Object: ReadObject(value, path + "."); break;
            case JsonValueKind.Array when path == "signals": ReadSignals(value); break;
            case JsonValueKind.Array: ReadActivity(value); break;
            case JsonValueKind.String: fields.Text(path, value, text => draft.Set(path, text)); break;
            default: draft.Set(path, value.GetRawText()); break;
        }
    }

    private void ReadSignals(JsonElement value)
    {
        var signals = new List<string>();
        if (value.GetArrayLength() > MostSignals)
        {
            fields.Fault("signals", $"there are {value.GetArrayLength()} signals; at most {MostSignals} are taken");
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var path = $"signals[{index}]";
            fields.Text(path, item, text => signals.Add(draft.Text(path, text.Trim()) ?? ""));
        }

        draft.SetSignals([.. signals.Where(signal => signal.Length > 0)]);
    }

    private void ReadActivity(JsonElement value)
    {
        if (value.GetArrayLength() > MostActivities)
        {
            fields.Fault("activity",
                $"there are {value.GetArrayLength()} activities; at most {MostActivities} are taken");
            return;
        }

        var all = new List<Activity>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var path = $"activity[{index}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Fault(path, $"{path} must be an object with kind, subject and at");
            }
            else if (ReadOne(item, path + ".") is { } activity)
            {
                all.Add(activity);
            }
        }

        draft.SetActivity(all);
    }

    private Activity? ReadOne(JsonElement item, string prefix)
    {
        string? kind = null, subject = null, at = null;
        foreach (var (path, value) in fields.Members(item, prefix))
        {
            switch (path[prefix.Length..].ToLowerInvariant())
            {
                case var _ when value.ValueKind == JsonValueKind.Null: break;
                case "kind": fields.Text(path, value, text => kind = draft.Text(path, text.Trim(), 100)); break;
                case "subject": fields.Text(path, value, text => subject = draft.Text(path, text.Trim())); break;
                case "at": fields.Text(path, value, text => at = text); break;
                default: Keep(path, value); break;
            }
        }

        if (string.IsNullOrEmpty(kind))
        {
            fields.Fault(prefix + "kind", $"{prefix}kind is needed: what the person did, such as download");
        }

        var instant = draft.Moment(prefix + "at", at ?? "");
        return string.IsNullOrEmpty(kind) || instant is null
            ? null : new Activity(kind, string.IsNullOrEmpty(subject) ? null : subject, instant.Value);
    }

    private void Keep(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: break;
            case JsonValueKind.String: fields.Text(path, value, text => draft.SetExtra(path, text)); break;
            case JsonValueKind.Object:
                foreach (var (inner, member) in fields.Members(value, path + "."))
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
}

/// <summary>What a sender's values are checked against: the instant, how far ahead its clock may run, and the
/// people.</summary>
internal sealed record ValidationContext(Instant Now, Duration Skew, People People)
{
    /// <summary>How far ahead the time of a command may lie, which then is now: clocks differ.</summary>
    private static readonly Duration Ahead = Duration.FromSeconds(120);

    /// <summary>The sentence that is wrong with the time of a command; null when it is believable.</summary>
    public string? DoubtOfCommand(Instant instant) => instant > Now && instant <= Now + Ahead ? null : Doubt(instant);

    /// <summary>The id of a lead that a file names by its e-mail alone; without it such rows are refused.</summary>
    public Func<string, string>? IdOfEmail { get; init; }

    /// <summary>For rows at their own time: dates up to then are taken, since the clock is moved to them.</summary>
    public Instant? UpTo { get; init; }

    /// <summary>The sentence that is wrong with that instant; null when it is believable.</summary>
    public string? Doubt(Instant instant)
    {
        if (instant < Instants.Oldest)
        {
            return $"{Instants.Write(instant)} lies before 1990";
        }

        return instant > (UpTo ?? Now + Skew)
            ? $"{Instants.Write(instant)} lies in the future; it is {Instants.Write(Now)} now" : null;
    }

    /// <summary>Nothing is taken to have happened later than now, even by a clock that is a little fast.</summary>
    public Instant Clamp(Instant instant) => UpTo is null ? Instant.Min(instant, Now) : instant;
}

/// <summary>Makes the context of this instant.</summary>
internal sealed class ValidationContexts(IClock clock, ITimeControl time, CurrentAgreement agreement, EmailIds emails)
{
    // A sender's clock may be a little fast; a clock that is moved by hand is the same for both.
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>The context of this instant.</summary>
    public ValidationContext Current => new(clock.Second(), time.IsManual ? Duration.Zero : Skew, agreement.Now.People)
    {
        IdOfEmail = emails.Of,
    };

    /// <summary>Has ready what rows without an id want.</summary>
    public Task PrepareAsync() => emails.PrepareAsync();
}
