using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>
/// A lead being read, field by field, from JSON or from a CSV row. Every fault is kept with the field it stands at; one
/// fault is enough for the whole not to be taken.
/// </summary>
internal sealed class LeadDraft
{
    private const int LongText = 5000;
    private const decimal MostMoney = 1_000_000_000_000m;

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);
    private readonly ExtraFields extra = new();
    private readonly FieldTexts texts;
    private LeadProfile profile = new();
    private Contact contact = new();
    private Company company = new();
    private Briefing briefing = new();
    private string? owner;
    private string? unknownOwner;
    private Instant? assignedAt;
    private bool isTest;
    private bool isOptional;

    private readonly ValidationContext terms;

    /// <summary>A draft held against these terms.</summary>
    public LeadDraft(ValidationContext terms) => (this.terms, texts) = (terms, new FieldTexts(Faults));

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
        if (sent.Contains(field))
        {
            Faults.Add(new Fault(field, $"{field} stands twice, nested and by its path"));
            return;
        }

        Take(field, value);
        if (Faults.Count == faultsBefore)
        {
            sent.Add(field);
        }
    }

    /// <summary>Takes one known field where its text can be read; else leaves it as if it had not been sent, and says
    /// why.</summary>
    public string? Try(string field, string text)
    {
        var (before, person, firm, brief, faults) = (profile, contact, company, briefing, Faults.Count);
        isOptional = true;
        Set(field, text);
        isOptional = false;
        if (Faults.Count == faults)
        {
            return null;
        }

        var why = Faults[faults].Message;
        Faults.RemoveRange(faults, Faults.Count - faults);
        (profile, contact, company, briefing) = (before, person, firm, brief);
        return why;
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
    public string? Text(string field, string value, int longest = FieldTexts.Short) =>
        texts.Text(field, value, longest);

    /// <summary>The command, once everything was taken; null when anything is wrong.</summary>
    public ReceiveLead? Finish()
    {
        if (Id is null && Faults.All(fault => fault.Field != "id"))
        {
            Faults.Insert(0, new Fault("id", "id is needed: the sender's own id of the lead"));
        }

        if (Faults.Count > 0)
        {
            return null;
        }

        sent.Remove("id");
        sent.Remove("test");
        var whole = profile with { Contact = contact, Company = company, Briefing = briefing, Extra = extra.All };
        return new ReceiveLead(whole, CreatedAt, MqlAt, owner, sent)
        {
            Lead = Id!,
            AssignedAt = assignedAt,
            IsTest = isTest,
            UnknownOwner = unknownOwner,
        };
    }

    private void Take(string field, string value)
    {
        switch (field)
        {
            case "id": Id = Identity(value); break;
            case "source": profile = profile with { Source = texts.Text(field, value) }; break;
            case "tier": profile = profile with { Tier = texts.Text(field, value) }; break;
            case "region": profile = profile with { Region = texts.Text(field, value) }; break;
            case "createdAt": CreatedAt = Moment(field, value); break;
            case "mqlAt": MqlAt = Moment(field, value); break;
            case "owner": owner = Owner(value); break;
            case "assignedAt": assignedAt = Moment(field, value); break;
            case "score": profile = profile with { Score = texts.Number(field, value, -1_000_000, 1_000_000) }; break;
            case "amount": profile = profile with { Amount = texts.Number(field, value, 0, MostMoney) }; break;
            case "url": profile = profile with { Url = texts.Held(field, value, LeadFields.UrlFault(value)) }; break;
            case "marketingSourced": profile = profile with { MarketingSourced = texts.YesNo(field, value) }; break;
            case "test": isTest = texts.YesNo(field, value); break;
            case "signals": SetSignals(
                [.. value.Split([';', '|'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]); break;
            default: TakeNested(field, value); break;
        }
    }

    private void TakeNested(string field, string value)
    {
        switch (field)
        {
            case "contact.name": contact = contact with { Name = texts.Text(field, value) }; break;
            case "contact.email": contact =
                contact with { Email = texts.Held(field, value, LeadFields.EmailFault(value)) }; break;
            case "contact.phone": contact = contact with { Phone = texts.Text(field, value) }; break;
            case "contact.title": contact = contact with { Title = texts.Text(field, value) }; break;
            case "company.name": company = company with { Name = texts.Text(field, value) }; break;
            case "company.domain": company = company with { Domain = texts.Text(field, value) }; break;
            case "company.size": company = company with { Size = (int?)texts.Count(field, value) }; break;
            case "company.industry": company = company with { Industry = texts.Text(field, value) }; break;
            case "company.country": company = company with { Country = texts.Text(field, value) }; break;
            case "briefing.news": briefing = briefing with { News = texts.Text(field, value, LongText) }; break;
            case "briefing.talkTrack": briefing =
                briefing with { TalkTrack = texts.Text(field, value, LongText) }; break;
            case "briefing.champion": briefing = briefing with { Champion = texts.Text(field, value, LongText) }; break;
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "not a known field");
        }
    }

    private string? Identity(string value)
    {
        var fault = LeadFields.IdFault(value);
        texts.Held("id", value, fault);
        return fault is null ? value : null;
    }

    // An owner nobody knows refuses nothing: the lead is routed, and somebody is told.
    private string? Owner(string value)
    {
        var person = terms.People.Meant(value);
        if (person is { MayOwn: true })
        {
            return person.Email;
        }

        if (isOptional)
        {
            Faults.Add(new Fault("owner", person is null
                ? $"nobody of the settings' People has the e-mail, or alone the name, {Shown(value)}; the lead is routed"
                : $"{Shown(value)} is no seller; the lead is routed"));
        }

        unknownOwner = Shown(value);
        return null;
    }

    private static string Shown(string value) => value.Length > 100 ? value[..100] + "…" : value;
}
