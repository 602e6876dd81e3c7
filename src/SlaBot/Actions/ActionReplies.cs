using NodaTime;
using NodaTime.Text;
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

    private static string Action(LeadCommand command, LeadState? state) => command switch
    {
        Accept => "Accepted.",
        Reject { Reason: not null } reject => $"Rejected: {reject.Reason}.{(Moved(state, command) is { } owner ? "" : " It is back at marketing.")}",
        LogTouch touch => $"Touch logged{(touch.Connected == true ? ": you reached them" : "")}.",
        SlaBot.Core.Leads.Dispose dispose => $"Outcome recorded: {dispose.Code}.",
        Advance advance => $"Stage is now {advance.Stage.Title()}.",
        SetAmount => "Expected worth noted.",
        GiveFeedback => "Reason noted.",
        Recycle recycle => $"In nurture; marketing is reminded on {LocalDatePattern.CreateWithInvariantCulture("ddd d MMM").Format(recycle.RevisitOn)}.",
        UpdateStatus => "Status noted.",
        Rate => "Thank you for the rating.",
        DisputeRejection => "Disputed; the arbiter has been asked.",
        RuleDispute rule => rule.Upheld ? "Ruled: the rejection stands." : "Ruled: the rejection is overturned.",
        Pause => "Paused; sales' clocks stand still.",
        Resume => "Resumed; sales' clocks run again.",
        Waive => "Excused; it still shows on the scorecard as excused.",
        _ => "Done.",
    };

    private static string? Moved(LeadState? state, LeadCommand command) =>
        state?.Owner is { } owner && state.Stage == LeadStage.Assigned && !Same(owner, command.By) ? owner : null;

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
