using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Actions;

/// <summary>The short private sentences that answer a press.</summary>
internal static class ActionReplies
{
    /// <summary>What was done, and what is due next for whom.</summary>
    public static string Done(LeadCommand command, LeadState? state, Person reader, People people) =>
        state is null ? Action(command, null) : $"{Action(command, state)}{Next(state, reader, people)}";

    /// <summary>An instant as the reader reads it.</summary>
    public static string When(Instant at, Person reader) => TimeText.At(at, reader.Zone, at);

    /// <summary>What a duty is called at the beginning of a sentence.</summary>
    public static string DutyName(ClauseKind clause) => ClauseDefinition.Of(clause).Due;

    private static string Action(LeadCommand command, LeadState? state) => CommandDefinition.Of(command).Done(command, state);

    private static string Next(LeadState state, Person reader, People people)
    {
        // A lead that is out of work still names its last owner, who does not have it any more.
        if (state is { IsOpen: true, Owner: { } owner } && !Same(owner, reader.Email))
        {
            var due = First(state, owner);
            return $" {people.NameOf(owner)} has it{(due is null ? "" : $"; {Lower(DutyName(due.Clause))} is due {When(due.DueAt, reader)}")}.";
        }

        return First(state, reader.Email) is { } mine ? $" {DutyName(mine.Clause)} is due {When(mine.DueAt, reader)}." : "";
    }

    private static Obligation? First(LeadState state, string email) => state.Running.FirstOrDefault(obligation => Same(obligation.Owner, email));

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
