using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Core.Scorecards.History;

/// <summary>Makes of a history line the event that it tells, for rehearsal and import alike: from there on a lead of
/// the past goes the way of a live one.</summary>
public static class HistoryFacts
{
    /// <summary>The event, recorded at its own time; null for a line that no number needs, such as an amount that is no
    /// number.</summary>
    /// <param name="told">The line.</param>
    /// <param name="people">For the team of an owner; one who is not among them is kept as text, as all are
    /// where it is null.</param>
    public static LeadEvent? Of(HistoryEvent told, People? people)
    {
        var owner = told.By ?? "";
        return told.Type switch
        {
            HistoryType.LeadReceived =>
                new LeadReceived(told.Lead, SentProfile.Of(told.Fields, told.Amount), null) { At = told.At,
                    RecordedAt = told.At, By = told.By, Sent = told.Fields },
            HistoryType.MqlReached =>
                new MqlReached(true, [], null, new MqlData(0, 0, 0, 0)) { At = told.At, RecordedAt = told.At,
                    By = told.By, Sent = told.Fields, Amount = told.Amount },
            HistoryType.Assigned =>
                new Assigned(told.To ?? NameCounts.Blank, null, AssignmentWay.Sender, "told by a history",
                    people?.Find(told.To)?.Team) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Accepted => new Accepted(owner) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Rejected =>
                new Rejected(owner, told.Reason, null, RejectConsequence.Nurture) { At = told.At, RecordedAt = told.At,
                    By = told.By },
            HistoryType.Touch when told.Automatic => null,
            HistoryType.Touch =>
                new Touched(told.By, told.Channel ?? NameCounts.Blank, told.Connected, null, false) { At = told.At,
                    RecordedAt = told.At, By = told.By },
            HistoryType.Disposition =>
                new Disposed(owner, told.Code ?? NameCounts.Blank, told.Reason, Ends: !told.Interim,
                    Credited: false) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Stage => StageNames.FromShort(told.Stage) is { } stage
                ? new StageReached(stage, told.Amount, told.Reason, []) { At = told.At, RecordedAt = told.At,
                    By = told.By }
                : null,
            HistoryType.Amount =>
                told.Amount is { } amount
                    ? new AmountSet(amount) { At = told.At, RecordedAt = told.At, By = told.By } : null,
            HistoryType.Delivered =>
                new CardDelivered(told.To ?? NameCounts.Blank) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Rerouted =>
                new Rejected(owner, told.Reason, null, RejectConsequence.Reroute) { At = told.At, RecordedAt = told.At,
                    By = told.By },
            HistoryType.Recycled =>
                new Recycled(told.At.InUtc().Date, told.At) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Disputed => new Disputed(told.Reason) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Ruled =>
                new Ruled(told.Upheld, told.Reason) { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Paused => new Paused(told.Reason ?? "") { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Resumed => new Resumed { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Waived => ClauseNames.TryParse(told.Clause, out var clause)
                ? new ObligationWaived($"{clause.Name()}#1", told.Reason ?? "") { At = told.At, RecordedAt = told.At,
                    By = told.By }
                : null,
            HistoryType.Updated =>
                new StatusUpdated(told.Status ?? "") { At = told.At, RecordedAt = told.At, By = told.By },
            HistoryType.Rated =>
                told is { Fit: > 0, Timing: > 0 }
                    ? new Rated(told.Fit, told.Timing) { At = told.At, RecordedAt = told.At, By = told.By } : null,
            HistoryType.Feedback =>
                new FeedbackGiven(told.Reason ?? "") { At = told.At, RecordedAt = told.At, By = told.By },
        };
    }
}
