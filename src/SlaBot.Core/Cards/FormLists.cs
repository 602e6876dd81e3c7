namespace SlaBot.Core.Cards;

/// <summary>The lists of forms that are the same whatever the lead and the agreement.</summary>
/// <remarks>
/// What the agreement lists (reasons, codes, stages, owners, duties) is judged by the command itself. These are not: through the API a channel is
/// free text. So every surface with a form holds what it is sent against them.
/// </remarks>
public static class FormLists
{
    /// <summary>The channels of a touch.</summary>
    public static IReadOnlyList<FormOption> Channels { get; } =
        [new("call", "Call"), new("email", "E-mail"), new("linkedin", "LinkedIn"), new("meeting", "Meeting"), new("message", "Message")];

    /// <summary>What may be chosen for a field of an action; empty where anything may be written, or the agreement says what.</summary>
    public static IReadOnlyList<FormOption> Offered(string action, string field) =>
        (action, field) switch { ("touch", "channel") => Channels, _ => [] };
}
