using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Desk.Outbox;

/// <summary>The keys of posts. A key that ends in <see cref="Redraw"/> only puts right a post that stands already.</summary>
internal static class Keys
{
    public const string Redraw = "|redraw";
    public const string Escalations = "channel:Escalations";
    public const string Marketing = "channel:Marketing";
    public const string Admin = "channel:Admin";
    public const string Scorecard = "channel:Scorecard";

    public static string Direct(string email) => "dm:" + email.ToLowerInvariant();

    public static string Card(string lead, string audience) => $"card|{lead}|{audience}";

    public static string Notice(string lead, string obligation, string level, string audience) => $"notice|{lead}|{obligation}|{level}|{audience}";

    public static string Queue(LeadState lead, string audience) => $"queue|{lead.Id}|{At(lead.QueuedAt)}|{audience}";

    public static string Returned(LeadState lead) => $"returned|{lead.Id}|{At(lead.Rejection?.At)}";

    public static string Dispute(LeadState lead) => $"dispute|{lead.Id}|{At(lead.Rejection?.DisputedAt)}";

    public static string Revisit(LeadState lead) => $"revisit|{lead.Id}|{lead.RevisitOn}";

    public static string Week(string week, string part) => $"scorecard|{week}|{part}";

    public static string Month(string month, string part) => $"review|{month}|{part}";

    /// <summary>A key, or the keys of a list, with another id in a lead's place.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(keys))]
    public static string? Renamed(string? keys, string lead, string other) => keys?.Replace($"|{lead}|", $"|{other}|", StringComparison.Ordinal);

    private static string At(Instant? at) => at?.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
