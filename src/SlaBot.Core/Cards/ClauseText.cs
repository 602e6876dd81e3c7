using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What a duty is called, and what to do about it.</summary>
public static class ClauseText
{
    /// <summary>What a reader calls the duty: <c>First touch</c>.</summary>
    public static string Called(ClauseKind kind) => ClauseDefinition.Of(kind).Title;

    /// <summary>The duty of one obligation, with its numbers: <c>6 touches on 2 channels</c>.</summary>
    public static string Called(Obligation duty) => duty switch
    {
        { Clause: ClauseKind.Cadence, Touches: > 0 } => Touches(duty.Touches, duty.Channels),
        { Clause: ClauseKind.FirstTouch, Method: { } method } => $"First touch by {Channel(method)}",
        _ => Called(duty.Clause),
    };

    /// <summary>What to do now, as a sentence without its stop.</summary>
    public static string Imperative(ClauseKind kind) => ClauseDefinition.Of(kind).Imperative;

    /// <summary>What to do now for one obligation: where the agreement names the channel of the first touch, that one, and what to name in it.</summary>
    public static string Imperative(Obligation duty, LeadState lead)
    {
        if (duty is not { Clause: ClauseKind.FirstTouch, Method: { } method })
        {
            return Imperative(duty.Clause);
        }

        var isMail = method.Equals("email", StringComparison.OrdinalIgnoreCase);
        var content = Content(lead) is { } subject ? $" that names what they looked at ({Truncate.Name(subject)})" : " that names what they looked at";
        var missed = lead.Touches.Any(touch => touch.At >= duty.Since) ? "; what is logged so far went another way and does not count" : "; another channel does not count";
        return $"{(isMail ? $"Write a personal e-mail{content}" : $"Contact the lead by {Channel(method)}")} and log it{missed}";
    }

    private static string? Content(LeadState lead)
    {
        var told = lead.Profile.Activity.Where(activity => !string.IsNullOrWhiteSpace(activity.Subject)).OrderByDescending(activity => activity.At).ToList();
        return (told.FirstOrDefault(activity => activity.Kind.Contains("download", StringComparison.OrdinalIgnoreCase)) ?? told.FirstOrDefault())?.Subject;
    }

    /// <summary>What was done when the duty was, in one or two words: <c>touched</c>.</summary>
    public static string Done(ClauseKind kind) => ClauseDefinition.Of(kind).Done;

    /// <summary>A channel as it is read: <c>e-mail</c> for <c>email</c>, <c>LinkedIn</c> for <c>linkedin</c>; others as they are.</summary>
    public static string Channel(string channel) => channel.Trim().ToLowerInvariant() switch
    {
        "email" => "e-mail",
        "linkedin" => "LinkedIn",
        _ => Truncate.Name(channel),
    };

    /// <summary>The same words inside a sentence: the first letter small.</summary>
    public static string InSentence(string words) => words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];

    private static string Touches(int touches, int channels) => string.Create(
        CultureInfo.InvariantCulture,
        $"{touches} {(touches == 1 ? "touch" : "touches")}{(channels > 1 ? $" on {channels} channels" : "")}");
}
