using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Cards;

/// <summary>A touch that is logged with one press: at this instant, and not reached until the presser says so.</summary>
public static class QuickTouch
{
    private const string Prefix = "quick-";
    private const string ReachedPrefix = "reached-";

    /// <summary>The channels with a button of their own where the settings name none.</summary>
    public static IReadOnlyList<string> Default { get; } = ["call", "email"];

    /// <summary>The action of the button of a channel.</summary>
    public static string ActionOf(string channel) => Prefix + channel;

    /// <summary>The channel behind a button's action; null when it is no such button.</summary>
    public static string? ChannelOf(string action) =>
        action.StartsWith(Prefix, StringComparison.Ordinal) && action.Length > Prefix.Length
            ? action[Prefix.Length..] : null;

    /// <summary>True for a press that logs a touch, or says that it reached them, without a form.</summary>
    public static bool Is(string action) => ChannelOf(action) is not null || ReachedOf(action) is not null;

    /// <summary>What the button of a channel says: <c>Called</c>.</summary>
    public static string LabelOf(string channel) => channel switch
    {
        "call" => "Called",
        "email" => "E-mailed",
        "meeting" => "Met",
        "message" => "Messaged",
        "linkedin" => "On LinkedIn",
        _ => "Logged " + Truncate.To(channel, 20),
    };

    /// <summary>A touch of that channel as it is asked for: <c>an e-mail</c>.</summary>
    public static string WordsOf(string channel) => channel.Trim().ToLowerInvariant() switch
    {
        "call" => "a call",
        "email" => "an e-mail",
        "meeting" => "a meeting",
        "message" => "a message",
        "linkedin" => "a message on LinkedIn",
        _ => $"a touch by {Truncate.Name(channel)}",
    };

    /// <summary>The button that says afterwards that they were reached. It names the touch, so that an old answer never
    /// speaks of a newer one.</summary>
    public static Button Reached(Touch touch) => new(
        string.Create(CultureInfo.InvariantCulture, $"{ReachedPrefix}{touch.At.ToUnixTimeSeconds()}-{touch.Channel}"),
        "Reached them");

    /// <summary>The touch behind such a button; null when it is no such button.</summary>
    public static (Instant At, string Channel)? ReachedOf(string action) =>
        action.StartsWith(ReachedPrefix, StringComparison.Ordinal)
            && action[ReachedPrefix.Length..].Split('-', 2) is [var seconds, { Length: > 0 } channel]
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= 253_402_300_799
            ? (Instant.FromUnixTimeSeconds(at), channel) : null;
}
