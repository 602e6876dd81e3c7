using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>The keys of messages. A key that ends in <see cref="Redraw"/> only updates a message that is posted
/// already.</summary>
internal static class MessageKeys
{
    public const string Redraw = "|redraw";

    /// <summary>What marks the post of a channel on a further platform, after the key of the first one.</summary>
    private const string CopyMark = "|@";
    private const string HeldAlarm = "alarm|held|";
    private const string HeldSending = "sending|";
    private const string HeldTimer = "timer|";
    private const char Escape = '\u001e';

    // How the keys begin that name a lead, up to its id.
    private static readonly string[] BeforeLead = ["card|", "notice|", "queue|", "returned|", "dispute|", "revisit|",
        "alarm|card|"];

    public static string Card(string lead, ChatAddress to) => Join("card", lead, to.Text);

    public static string Notice(string lead, string obligation, string level, ChatAddress to) =>
        Join("notice", lead, obligation, level, to.Text);

    public static string Queue(LeadState lead, ChatAddress to) => Join("queue", lead.Id, At(lead.QueuedAt), to.Text);

    public static string Returned(LeadState lead) => Join("returned", lead.Id, At(lead.Rejection?.At));

    public static string Dispute(LeadState lead) => Join("dispute", lead.Id, At(lead.Rejection?.DisputedAt));

    public static string Revisit(LeadState lead) => Join("revisit", lead.Id, lead.RevisitOn?.ToString() ?? "");

    public static string Week(string week, string part) => Join("scorecard", week, part);

    public static string Month(string month, string part) => Join("review", month, part);

    /// <summary>The alarm of a day that something is held back.</summary>
    public static string OfHeld(string held, LocalDate day) =>
        HeldAlarm + Encode(held) + "|" + LocalDatePattern.Iso.Format(day);

    public static string AlarmOfCard(string lead, string owner) => Join("alarm", "card", lead, owner);

    /// <summary>
    /// One key of several parts. A part may hold any text: what would be read as a separator is written with a sign
    /// that no id holds, so that a key of plain parts is the same as in rows written before there was an escape.
    /// </summary>
    public static string Join(params string[] parts) => string.Join('|', parts.Select(Encode));

    /// <summary>The key with all its parts as they are, also those of keys within it; for searching only.</summary>
    public static string Plain(string key)
    {
        while (key.Contains(Escape, StringComparison.Ordinal))
        {
            key = Decode(key);
        }

        return key;
    }

    /// <summary>The same as rows were keyed before there was an escape; null where that is no different.</summary>
    public static string? Legacy(string key) => key.Contains(Escape, StringComparison.Ordinal) ? Decode(key) : null;

    /// <summary>True for a key that only updates what is posted.</summary>
    public static bool IsRedraw(string key) => key.EndsWith(Redraw, StringComparison.Ordinal);

    /// <summary>The key of the message that an item makes or updates.</summary>
    public static string OfPost(string key) => IsRedraw(key) ? key[..^Redraw.Length] : key;

    /// <summary>The line of a list whose row was written before lists named their leads; null for a key of another
    /// kind.</summary>
    public static ListLine? Listed(string key)
    {
        var parts = WithoutCopy(OfPost(key)).Split('|');

        // Rows of an older build hold ids as they are: what is too much belongs to the id.
        return parts switch
        {
            ["notice", .. { Length: >= 4 } rest] =>
                new ListLine(key, Whole(rest[..^3])) { Obligation = Decode(rest[^3]), Level = Decode(rest[^2]) },
            ["queue", .. { Length: >= 3 } rest] => new ListLine(key, Whole(rest[..^2])),
            ["card", .. { Length: >= 2 } rest] => new ListLine(key, Whole(rest[..^1])) { IsCard = true },
            _ => null,
        };
    }

    /// <summary>A key or a redraw's key as it is for a further platform.</summary>
    public static string Copy(string key, string platform) =>
        OfPost(key) + CopyMark + platform + (IsRedraw(key) ? Redraw : "");

    private static string WithoutCopy(string key) =>
        key.LastIndexOf(CopyMark, StringComparison.Ordinal) is > 0 and var at && !key[(at + 2)..].Contains('|')
            ? key[..at] : key;

    private static string Whole(string[] parts) => Decode(string.Join('|', parts));

    private static string Encode(string part) => part.AsSpan().IndexOfAny("|\n\u001e") < 0 ? part
        : part.Replace("\u001e", "\u001e0", StringComparison.Ordinal).Replace("|", "\u001e1", StringComparison.Ordinal)
            .Replace("\n", "\u001e2", StringComparison.Ordinal);

    private static string Decode(string part) => !part.Contains(Escape, StringComparison.Ordinal) ? part
        : part.Replace("\u001e2", "\n", StringComparison.Ordinal).Replace("\u001e1", "|", StringComparison.Ordinal)
            .Replace("\u001e0", "\u001e", StringComparison.Ordinal);

    /// <summary>A key with another id in a lead's place; the same key where it is not about that lead.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(key))]
    public static string? Renamed(string? key, string lead, string other)
    {
        switch (key?.Split('|'))
        {
            case ["alarm", "held", var held, ..]:
                return HeldAlarm + Encode(RenamedHeld(Decode(held), lead, other))
                    + key[(HeldAlarm.Length + held.Length)..];
            case ["alarm", var platform, "twice", _, _, ..]:
                var message = $"alarm|{platform}|twice|".Length;
                var day = WithoutCopy(OfPost(key)).LastIndexOf('|');
                return key[..message] + Renamed(key[message..day], lead, other) + key[day..];
        }

        if (key is null || (Listed(key) is { } listed && listed.Lead != lead)
            || Array.Find(BeforeLead, head => key.StartsWith(head, StringComparison.Ordinal)) is not { } start)
        {
            return key;
        }

        // Rows of an older build hold ids as they are.
        var rest = key[start.Length..];
        var id = Array.Find([Encode(lead), lead], form => rest.StartsWith(form + "|", StringComparison.Ordinal));
        return id is null ? key : start + Encode(other) + rest[id.Length..];
    }

    // What is held back is a message by its key, the sending of one, or a lead's timer.
    private static string RenamedHeld(string held, string lead, string other)
    {
        if (held.StartsWith(HeldSending, StringComparison.Ordinal))
        {
            return HeldSending + Encode(Renamed(Decode(held[HeldSending.Length..]), lead, other));
        }

        return held == HeldTimer + Encode(lead) ? HeldTimer + Encode(other) : Renamed(held, lead, other);
    }

    private static string At(Instant? at) =>
        at?.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
