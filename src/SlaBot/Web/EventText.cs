using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Web;

/// <summary>What happened to a lead, as people say it: a few words, and what there is to add. (The API names the same
/// as programs do.)</summary>
internal static class EventText
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");

    /// <summary>The event; the lead's own fields stand elsewhere on the page.</summary>
    public static (string What, string? Details) Of(LeadEvent happened, PageContext page) =>
        OfLead(happened, page) ?? OfSale(happened, page) ?? OfDuty(happened, page);

    private static (string, string?)? OfLead(LeadEvent happened, PageContext page) => happened switch
    {
        LeadReceived received =>
            ("Received", received.SentOwner is { } owner ? $"already assigned to {page.Name(owner)}" : null),
        HistoryOpened => ("Taken from a history", null),
        ProfileMerged merged =>
            ("More was sent", string.Join(", ", merged.Changed.Select(field => field.Replace('.', ' ')))),
        ActivityAdded added =>
            ("Activity", Joined(added.Activity.Kind.Replace('_', ' ').Replace('-', ' '), added.Activity.Subject)),
        DuplicateFlagged flagged => ("Possible duplicate", $"the same e-mail as lead {flagged.OtherLead}"),
        MqlReached reached =>
            ("Became a qualified lead (MQL)",
                Joined(reached.BySender ? "its sender says so" : "it meets the criteria",
                    reached.FitsIcp switch { true => "fits the ideal customer",
                        false => "does not fit the ideal customer", null => null })),
        Queued queued => ("Queued", queued.Reason),
        Assigned assigned => ("Assigned", $"to {page.Name(assigned.Owner)}: {assigned.Why}"),
        CardDelivered delivered => ("Card delivered", $"to {page.Name(delivered.Owner)}"),
        CardUndelivered undelivered => ("Card not delivered", $"to {page.Name(undelivered.Owner)}: {undelivered.Why}"),
        Erased => ("Personal data deleted", null),
        _ => null,
    };

    private static (string, string?)? OfSale(LeadEvent happened, PageContext page) => happened switch
    {
        Accepted => ("Accepted", null),
        Rejected rejected => ("Rejected", Joined(rejected.Reason ?? "no reason given yet", rejected.Note)),
        Touched touch =>
            ("Touch",
                Joined(ClauseText.Channel(touch.Channel),
                    touch.Connected switch { true => "reached", false => "no answer", null => null },
                    touch.SelfReported ? "self-reported" : null, touch.IsAutomatic ? "sent by a program, not counted" : null,
                    touch.Note)),
        Disposed disposed => ("Outcome", Joined(disposed.Code, disposed.Reason)),
        StageReached reached =>
            ("Stage",
                Joined(reached.Stage.Title(), reached.Amount is { } amount ? $"worth {Money(amount)}" : null,
                    reached.Reason)),
        Reached reached => ("Reached", $"{ClauseText.Channel(reached.Channel)}, {page.When(reached.TouchAt)}"),
        AmountSet set => ("Expected worth", Money(set.Amount)),
        FeedbackGiven given => ("Reason given", given.Reason),
        Recycled recycled => ("Back to nurture", $"to be looked at again on {Day.Format(recycled.RevisitOn)}"),
        RevisitCame => ("Time to look at it again", null),
        StatusUpdated updated => ("Status", updated.Status),
        Rated rated =>
            ("Rated", string.Create(CultureInfo.InvariantCulture, $"fit {rated.Fit} of 5, timing {rated.Timing} of 5")),
        Disputed disputed => ("Rejection disputed", disputed.Note),
        Ruled ruled =>
            ("Dispute ruled", Joined(ruled.Upheld ? "the rejection stands" : "overturned, back to sales", ruled.Note)),
        Paused paused => ("Paused", paused.Reason),
        Resumed => ("Resumed", null),
        Undone undone => ("Undone", undone.What switch
        {
            "accept" => "the acceptance", "reject" => "the rejection", "touch" => "the touch",
            "dispose" => "the outcome", "advance" => "the stage", _ => null,
        }),
        _ => null,
    };

    private static (string, string?) OfDuty(LeadEvent happened, PageContext page) => happened switch
    {
        ObligationStarted started =>
            ("Clock started", $"{ClauseText.Called(started.Obligation)}, due {page.When(started.Obligation.DueAt)}"),
        ObligationMet met => ("Done in time", Called(met.Id)),
        ObligationBreached breached => ("Deadline missed", Called(breached.Id)),
        BreachWithdrawn withdrawn => ("Not missed after all", $"{Called(withdrawn.Id)}: paused at its deadline"),
        ObligationFulfilled fulfilled => ("Done late", Called(fulfilled.Id)),
        ObligationCancelled cancelled => ("No longer owed", $"{Called(cancelled.Id)}: {cancelled.Why}"),
        ObligationWaived waived => ("Excused", $"{Called(waived.Id)}: {waived.Reason}"),
        DeadlineMoved moved => ("Deadline moved", $"{Called(moved.Id)}, now due {page.When(moved.DueAt)}"),
        NoticeRaised raised =>
            (raised.Level.StartsWith("warning", StringComparison.Ordinal) ? "Reminder" : "Escalation",
                Called(raised.Id)),
        RemindersMoved moved => ("Reminders moved", Called(moved.Id)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name,
            "Nothing says what people call this event."),
    };

    /// <summary>What a duty is called, by its id (<c>firstTouch#1</c>).</summary>
    private static string Called(string id) =>
        ClauseNames.TryParse(id.Split('#')[0], out var kind) ? ClauseText.Called(kind) : id;

    private static string Money(decimal amount) =>
        amount.ToString(decimal.IsInteger(amount) ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture);

    private static string Joined(params IReadOnlyList<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
