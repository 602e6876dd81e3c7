using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Routing;

/// <summary>When the repeated posts go out: cron expressions of five fields, or six with the seconds first, read in a
/// zone.</summary>
public sealed record Schedule(string Scorecard, string? MonthlyReview, DateTimeZone Zone)
{
    /// <summary>When the quarter that has ended is reviewed; null for the usual, its next first morning at nine. Only
    /// where the agreement asks for it.</summary>
    public string? QuarterlyReview { get; init; }
}

/// <summary>Everything that valid settings say about the work: the agreement, the people, the routing, the calendars.
/// Replaced whole when settings change.</summary>
public sealed record AgreementRules
{
    /// <summary>The agreement in force.</summary>
    public required SlaPolicy Policy { get; init; }

    /// <summary>Everybody.</summary>
    public required People People { get; init; }

    /// <summary>The routing rules, in order.</summary>
    public required IReadOnlyList<RoutingRule> Routing { get; init; }

    /// <summary>The calendars by name.</summary>
    public required IReadOnlyDictionary<string, BusinessCalendar> Calendars { get; init; }

    /// <summary>The repeated posts.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>The channels on which only programs send (<c>Touches:Automatic</c>): shown, never counted.</summary>
    public IReadOnlyCollection<string> AutomaticChannels { get; init; } = DefaultAutomaticChannels;

    /// <summary>The channels of programs where the settings name none.</summary>
    public static IReadOnlyList<string> DefaultAutomaticChannels { get; } = ["auto-reply", "sequence"];

    /// <summary>The channels of a touch that is logged with one press (<c>Touches:Quick</c>).</summary>
    public IReadOnlyList<string> QuickTouches { get; init; } = ["call", "email"];

    /// <summary>True when a new lead's card, too, waits for its owner's working hours.</summary>
    public bool HoldCards { get; init; }

    /// <summary>True when a manager is told of a breach directly as well as in the channel.</summary>
    public bool TellManagersDirectly { get; init; } = true;
}
