using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Web;

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
