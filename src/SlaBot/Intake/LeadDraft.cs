using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Intake;

/// <summary>
/// A lead being read, field by field, from JSON or from a CSV row. Every fault is kept with the field it stands at; one fault is enough
/// for the whole not to be taken.
/// </summary>
internal sealed class LeadDraft(ReadingTerms terms)
{
    private const int ShortText = 300;
    private const int LongText = 5000;
    private const decimal MostMoney = 1_000_000_000_000m;

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);
    private readonly ExtraFields extra = new();
    private LeadProfile profile = new();
    private Contact contact = new();
    private Company company = new();
    private Briefing briefing = new();
    private string? owner;

    /// <summary>The sender's id.</summary>
    public string? Id { get; private set; }

    /// <summary>When the lead was created.</summary>
    public Instant? CreatedAt { get; private set; }

    /// <summary>When it became an MQL.</summary>
    public Instant? MqlAt { get; private set; }

    /// <summary>What is wrong, in reading order.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Takes one known field as text; blank is as if it had not been sent.</summary>
    public void Set(string field, string text)
    {
        var value = text.Trim();
        if (value.Length == 0 && field != "id")
        {
            return;
        }

        var faultsBefore = Faults.Count;
        Take(field, value);
        if (Faults.Count == faultsBefore)
        {
            sent.Add(field);
        }
    }

    /// <summary>Takes a field that the product does not know.</summary>
    public void SetExtra(string path, string text)
    {
        if (extra.Add(path, text, Faults))
        {
            sent.Add(path);
        }
    }

    /// <summary>Takes what the person did.</summary>
    public void SetActivity(IReadOnlyList<Activity> activity)
    {
        profile = profile with { Activity = activity };
        sent.Add("activity");
    }

    /// <summary>Takes the intent signals.</summary>
    public void SetSignals(IReadOnlyList<string> signals)
    {
        profile = profile with { Signals = signals };
        sent.Add("signals");
    }

    /// <summary>Reads an instant of that field, believable and not later than now.</summary>
    public Instant? Moment(string field, string value)
    {
        if (!Instants.TryRead(value, out var instant))
        {
            Faults.Add(new Fault(field, $"{field} must be {Instants.Shape}"));
            return null;
        }

        if (terms.Doubt(instant) is { } doubt)
        {
            Faults.Add(new Fault(field, $"{field}: {doubt}"));
            return null;
        }

        return terms.Clamp(instant);
    }

    /// <summary>A text of that field, not too long and free of control characters.</summary>
    public string? Text(string field, string value, int longest = ShortText)
    {
        if (value.Length > longest)
        {
            Faults.Add(new Fault(field, $"{field} is {value.Length} characters long; at most {longest} are taken"));
        }
        else if (value.Any(one => char.IsControl(one) && one is not ('\t' or '\r' or '\n')))
        {
            Faults.Add(new Fault(field, $"{field} holds a control character"));
        }

        return value;
    }

    /// <summary>The wish, once everything was taken; null when anything is wrong.</summary>
    public ReceiveLead? Finish()
    {
        if (Id is null && Faults.All(one => one.Field != "id"))
        {
            Faults.Insert(0, new Fault("id", "id is needed: the sender's own id of the lead"));
        }

        if (Faults.Count > 0)
        {
            return null;
        }

        sent.Remove("id");
        var whole = profile with { Contact = contact, Company = company, Briefing = briefing, Extra = extra.All };
        return new ReceiveLead(whole, CreatedAt, MqlAt, owner, sent) { Lead = Id! };
    }

    private void Take(string field, string value)
    {
        switch (field)
        {
            case "id": Id = Identity(value); break;
            case "source": profile = profile with { Source = Text(field, value) }; break;
            case "tier": profile = profile with { Tier = Text(field, value) }; break;
            case "region": profile = profile with { Region = Text(field, value) }; break;
            case "createdAt": CreatedAt = Moment(field, value); break;
            case "mqlAt": MqlAt = Moment(field, value); break;
            case "owner": owner = Owner(value); break;
            case "score": profile = profile with { Score = Number(field, value, -1_000_000, 1_000_000) }; break;
            case "amount": profile = profile with { Amount = Number(field, value, 0, MostMoney) }; break;
            case "url": profile = profile with { Url = Link(field, value) }; break;
            case "marketingSourced": profile = profile with { MarketingSourced = YesNo(field, value) }; break;
            case "signals": SetSignals([.. value.Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]); break;
            default: TakeNested(field, value); break;
        }
    }

    private void TakeNested(string field, string value)
    {
        switch (field)
        {
            case "contact.name": contact = contact with { Name = Text(field, value) }; break;
            case "contact.email": contact = contact with { Email = Email(field, value) }; break;
            case "contact.phone": contact = contact with { Phone = Text(field, value) }; break;
            case "contact.title": contact = contact with { Title = Text(field, value) }; break;
            case "company.name": company = company with { Name = Text(field, value) }; break;
            case "company.domain": company = company with { Domain = Text(field, value) }; break;
            case "company.size": company = company with { Size = (int?)Count(field, value) }; break;
            case "company.industry": company = company with { Industry = Text(field, value) }; break;
            case "company.country": company = company with { Country = Text(field, value) }; break;
            case "briefing.news": briefing = briefing with { News = Text(field, value, LongText) }; break;
            case "briefing.talkTrack": briefing = briefing with { TalkTrack = Text(field, value, LongText) }; break;
            case "briefing.champion": briefing = briefing with { Champion = Text(field, value, LongText) }; break;
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "not a known field");
        }
    }

    private string? Identity(string value)
    {
        if (LeadFields.IdFault(value) is { } fault)
        {
            Faults.Add(new Fault("id", fault));
            return null;
        }

        return value;
    }

    private string? Owner(string value)
    {
        if (terms.People.Find(value) is { } person)
        {
            return person.Email;
        }

        Faults.Add(new Fault("owner", $"nobody of the settings' People has the e-mail {Shown(value)}; send a known e-mail, or leave owner out to have the lead routed"));
        return null;
    }

    private string? Email(string field, string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != value.LastIndexOf('@') || at == value.Length - 1 || value.Length > 320 || value.Any(one => char.IsWhiteSpace(one) || char.IsControl(one)))
        {
            Faults.Add(new Fault(field, $"{field} must be an e-mail address such as name@example.com"));
        }

        return value;
    }

    private string? Link(string field, string value)
    {
        var taken = value.Length <= 2000 && !value.Any(char.IsControl)
            && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
        if (!taken)
        {
            Faults.Add(new Fault(field, $"{field} must be an http or https address of at most 2000 characters"));
        }

        return value;
    }

    private bool YesNo(string field, string value)
    {
        switch (value.ToLowerInvariant())
        {
            case "true" or "yes" or "1": return true;
            case "false" or "no" or "0": return false;
            default:
                Faults.Add(new Fault(field, $"{field} must be true or false"));
                return true;
        }
    }

    private decimal? Number(string field, string value, decimal least, decimal most)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Faults.Add(new Fault(field, $"{field} must be a number from {least} to {most}"));
        return null;
    }

    private decimal? Count(string field, string value)
    {
        var number = Number(field, value, 0, int.MaxValue);
        if (number is { } some && some != decimal.Truncate(some))
        {
            Faults.Add(new Fault(field, $"{field} must be a whole number"));
        }

        return number;
    }

    private static string Shown(string value) => value.Length > 100 ? value[..100] + "…" : value;
}
