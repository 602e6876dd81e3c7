using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>A sample lead that was sent, and who has it.</summary>
internal sealed record SampleSent(string Id, string Name, string Company, string? Owner);

/// <summary>Sends sample leads through the engine like any other lead.</summary>
internal sealed class SampleLeadSender(LeadCommandProcessor engine, IReadStore reader, SandboxActions room)
{
    private int tried;

    /// <summary>Sends the next sample and waits for its card.</summary>
    public async Task<SampleSent> SendOneAsync()
    {
        var (sent, _) = await SendAsync();
        await room.SettleAsync();
        return sent;
    }

    /// <summary>Sends the next sample; answers with the lead as it then stands too.</summary>
    public async Task<(SampleSent Sent, LeadState? State)> SendAsync()
    {
        int number;
        string id;
        do
        {
            number = Interlocked.Increment(ref tried);
            id = "sample-" + number.ToString("000", CultureInfo.InvariantCulture);
        }
        while (reader.Lead(id) is not null);

        var profile = SampleLeads.Make(number - 1, room.Now);
        var answer =
            await engine.SubmitAsync(new ReceiveLead(profile, null, null, null, SampleLeads.Sent) { Lead = id });
        return (new SampleSent(id, profile.Contact.Name!, profile.Company.Name!, answer.State?.Owner), answer.State);
    }
}

/// <summary>Made-up leads at example.com addresses, varied in region, size, fit and how they came to be
/// qualified.</summary>
internal static class SampleLeads
{
    private sealed record Firm(string Name, string Domain, int Size, string Industry, string Country, string News);

    private sealed record Story(string Source, string? Tier, string Asset, string TalkTrack, string Signal, bool Demo);

    private static readonly (string Name, string Title)[] Persons =
    [
        ("Priya Nair", "Head of Growth"), ("Tom Becker", "VP Sales"), ("Amélie Laurent", "Marketing Director"),
        ("Grace Oduya", "Director of Operations"),
        ("Jonas Weber", "Head of Revenue"), ("Carla Mendes", "CMO"), ("Noah Feldman", "Director of Demand Generation"),
        ("Isla Grant", "Sales Director"),
        ("Hiro Tanaka", "VP Marketing"), ("Sofia Rossi", "Head of Partnerships"),
        ("Daniel Osei", "Director of Sales Operations"), ("Marta Kowalska", "Head of Marketing"),
        ("Leo Whitman", "VP Revenue Operations"), ("Nadia Haddad", "Marketing Operations Director"),
        ("Oscar Lindqvist", "Chief Commercial Officer"), ("Ruth Abramson", "Director of Growth"),
        ("Kwame Boateng", "Head of Inside Sales"), ("Elena Petrova", "VP Customer Marketing"),
        ("Victor Hale", "Sales Enablement Director"),
    ];

    private static readonly Firm[] Firms =
    [
        new("Northwind Analytics", "northwind.example.com", 180, "B2B SaaS", "US",
            "Raised a Series B in the spring and is doubling its sales team."),
        new("Halden & Moore", "haldenmoore.example.com", 320, "Professional Services", "GB",
            "Opened a Manchester office last month."),
        new("Brightloom", "brightloom.example.com", 95, "B2B SaaS", "US", "Replaced its CRM in the last quarter."),
        new("Sternfeld Consulting", "sternfeld.example.com", 240, "Professional Services", "DE",
            "Won a framework contract with a large insurer."),
        new("Parcelwise", "parcelwise.example.com", 410, "B2B SaaS", "US",
            "Announced a new pricing model for mid-sized customers."),
        new("Atelier Conseil", "atelierconseil.example.com", 130, "Professional Services", "FR",
            "Merged its Lyon and Paris practices."),
        new("Cobalt Ledger", "cobaltledger.example.com", 75, "B2B SaaS", "US",
            "Hired a VP Sales from a competitor of ours."),
        new("Fairmount Advisory", "fairmount.example.com", 60, "Professional Services", "US",
            "Named among the fastest growing firms in its state."),
        new("Kestrel Cloud", "kestrelcloud.example.com", 500, "B2B SaaS", "GB",
            "Moved its customers to yearly contracts."),
        new("Larkspur Foods", "larkspur.example.com", 1400, "Food & Beverage", "US",
            "Is building an in-house sales team for restaurants."),
        new("Quillstone", "quillstone.example.com", 210, "B2B SaaS", "US", "Speaks at three trade fairs this autumn."),
    ];

    private static readonly Story[] Stories =
    [
        new("webinar", "high-intent", "Pipeline reviews that hold",
            "Ask how they split pipeline between the teams today.", "pricing page twice this week", true),
        new("organic search", null, "The handoff checklist", "They read about handoffs: offer the two-week baseline.",
            "returning visitor", false),
        new("trade fair", "high-intent", "Response-time benchmark",
            "Refer to the talk at the stand about response times.", "asked for a call", true),
        new("newsletter", null, "Lead scoring workbook", "They use our workbook: ask which score they act on.",
            "opened five mails", false),
        new("partner", null, "Territory planning guide", "Our partner introduced us: name them first.",
            "partner referral", false),
    ];

    /// <summary>What these leads carry, in the sender's names.</summary>
    public static IReadOnlySet<string> Sent { get; } = new[]
    {
        "source", "tier", "region", "contact.name", "contact.email", "contact.phone", "contact.title",
        "company.name", "company.domain", "company.size", "company.industry", "company.country",
        "score", "activity", "signals", "briefing.news", "briefing.talkTrack", "briefing.champion", "url", "amount",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The n-th lead (from 0) as it would be sent at that instant; no two share an e-mail.</summary>
    public static LeadProfile Make(int n, Instant now)
    {
        var ((name, title), firm, story) =
            (Persons[n % Persons.Length], Firms[n % Firms.Length], Stories[n % Stories.Length]);
        var round = n / (Persons.Length * Firms.Length);
        return new LeadProfile
        {
            Source = story.Source,
            Tier = story.Tier,
            Region = firm.Country,
            Contact = new Contact(name, $"{Mailbox(name)}{(round == 0 ? "" : $"{round + 1}")}@{firm.Domain}",
                $"+1 555 01{n % 100:00}", title),
            Company = new Company(firm.Name, firm.Domain, firm.Size, firm.Industry, firm.Country),
            Score = 64 + (n * 7 % 33),
            Activity = ActivityOf(story, now),
            Signals = [story.Signal],
            Briefing = new Briefing(firm.News, story.TalkTrack,
                n % 3 == 0 ? "Their head of finance is a former customer." : null),
            Url = $"https://crm.example.com/leads/sample-{n + 1:000}",
            Amount = 6000 + (n * 3500 % 42000),
        };
    }

    private static IReadOnlyList<Activity> ActivityOf(Story story, Instant now)
    {
        Activity[] read =
        [
            new("download", "Enterprise e-book", now - Duration.FromHours(52)),
            new("download", story.Asset, now - Duration.FromHours(50)),
            new("page-view", "Pricing", now - Duration.FromHours(4)),
            new("download", "Customer stories", now - Duration.FromHours(3)),
        ];
        return story.Demo ? [.. read, new Activity("demo", "Live demo", now - Duration.FromMinutes(25))] : read;
    }

    private static string Mailbox(string name) => name.ToLowerInvariant().Replace('é', 'e').Replace(' ', '.');
}
