using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>What every page shares: the time and the agreement's zone, and the names of people and leads.</summary>
internal sealed class PageContext(PageSource source)
{
    private static readonly ZonedDateTimePattern ToTheMinute =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH':'mm", null);

    private static readonly ZonedDateTimePattern ToTheSecond =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH':'mm':'ss", null);

    private readonly People people = source.People;

    /// <summary>The agreement's zone, in which the pages tell times.</summary>
    public DateTimeZone Zone { get; } = source.Zone;

    /// <summary>Now, to the minute.</summary>
    public string Clock => ToTheMinute.Format(source.Now.InZone(Zone));

    /// <summary>False in the Development environment, where nobody signs in.</summary>
    public bool MaySignOut => !source.IsDevelopment;

    /// <summary>An instant on the agreement's wall clock; its second only where it has one.</summary>
    public string When(Instant? instant) =>
        instant?.InZone(Zone) is { } local ? (local.Second == 0 ? ToTheMinute : ToTheSecond).Format(local) : "–";

    /// <summary>A person's name.</summary>
    public string Name(string? email) => email is null ? "nobody yet" : people.NameOf(email);

    /// <summary>The lead's stage, for a reader who is not its owner.</summary>
    public static string Stage(LeadState lead) =>
        lead.Stage == LeadStage.Assigned ? "new, waiting for its owner to decide" : lead.Stage.Title();

    /// <summary>What a lead is called: the person and the company, else its id.</summary>
    public static string Title(LeadState lead)
    {
        var parts = new[] { lead.Profile.Contact.Name, lead.Profile.Company.Name }
            .Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        return parts.Count == 0 ? $"Lead {lead.Id}" : string.Join(" · ", parts);
    }
}

/// <summary>The addresses of the pages.</summary>
internal static class Address
{
    public const string Home = "/dashboard";
    public const string Style = "/dashboard/style.css";
    public const string SignIn = "/dashboard/sign-in";
    public const string SignOut = "/dashboard/sign-out";

    public static string Lead(string id) => $"{Home}/leads/{Uri.EscapeDataString(id)}";

    public static string Why(string id, ClauseKind clause) => $"{Home}/why/{Uri.EscapeDataString(id)}/{clause.Name()}";
}

/// <summary>What the pages read: leads, people, the time and the agreement's zone.</summary>
internal sealed class PageSource(
    IReadStore reader, LeadInsights insights, CurrentAgreement agreement, IClock clock, IHostEnvironment environment)
{
    /// <summary>The leads.</summary>
    public IReadStore Reader => reader;

    /// <summary>What is worked out about a lead when somebody looks at it.</summary>
    public LeadInsights Insights => insights;

    /// <summary>Everybody in the settings in force.</summary>
    public People People => agreement.Now.People;

    /// <summary>The agreement's zone, in which the pages say times.</summary>
    public DateTimeZone Zone => agreement.Now.Policy.Calendar.Zone;

    /// <summary>Now, in whole seconds.</summary>
    public Instant Now => clock.Second();

    /// <summary>True in the Development environment, where nobody on this machine signs in.</summary>
    public bool IsDevelopment { get; } = environment.IsDevelopment();
}
