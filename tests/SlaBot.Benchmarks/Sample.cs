using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Benchmarks;

/// <summary>Leads as a marketing system sends them.</summary>
internal static class Sample
{
    private static readonly string[] Sources = ["Webinar", "Paid search", "Event", "Content download"];
    private static readonly Instant Then = Instant.FromUtc(2026, 1, 12, 9, 30);

    /// <summary>The fields that came with it.</summary>
    public static IReadOnlySet<string> Sent { get; } = new HashSet<string> { "source", "tier", "region", "score", "contact.name", "contact.email", "contact.phone", "contact.title", "company.name", "company.size" };

    /// <summary>A CRM's id.</summary>
    public static string Id(int number) => $"00Q5g{number:D10}";

    /// <summary>What is known of it: all criteria met.</summary>
    public static LeadProfile Profile(int number) => new()
    {
        Source = Sources[number % Sources.Length],
        Tier = "high-intent",
        Region = "US",
        Score = 70 + number % 30,
        Contact = new Contact($"Zoe Miller {number}", $"zoe{number}@customer{number % 5000}.example", "+1 212 555 0100", "Head of Operations"),
        Company = new Company($"Customer {number % 5000} Inc", $"customer{number % 5000}.example", 50 + number % 400, "B2B SaaS", "US"),
        Activity = [new Activity("demo", "asked for a demo", Then)],
        Briefing = new Briefing("Opened a second plant", "Ask about their onboarding time", "Sam Lee"),
        Url = $"https://crm.example/leads/{number}",
    };

    /// <summary>The same lead as a request's body.</summary>
    public static object Body(string id, int number) => new
    {
        id,
        source = Sources[number % Sources.Length],
        tier = "high-intent",
        region = "US",
        score = 70 + number % 30,
        contact = new { name = $"Zoe Miller {number}", email = $"{id}@customer.example", phone = "+1 212 555 0100", title = "Head of Operations" },
        company = new { name = $"Customer {number % 5000} Inc", domain = "customer.example", size = 50 + number % 400, industry = "B2B SaaS", country = "US" },
        activity = new[] { new { kind = "demo", subject = "asked for a demo", at = "2026-01-12T09:30:00Z" } },
        briefing = new { news = "Opened a second plant", talkTrack = "Ask about their onboarding time", champion = "Sam Lee" },
        url = $"https://crm.example/leads/{number}",
    };
}
