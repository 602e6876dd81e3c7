using NodaTime;
namespace SlaBot.Core.Leads;

/// <summary>The part of the fold in which a lead reaches a stage; the first entry into each counts.</summary>
internal static class StageFold
{
    public static LeadState Reach(LeadState lead, StageReached reached)
    {
        var next = Dated(lead, reached) with
        {
            Stage = reached.Stage,
            AdvancedAt = lead.AdvancedAt > reached.At ? lead.AdvancedAt : reached.At,
            Dispositions = Supersede(lead.Dispositions, reached.At),
        };
        if (reached.Amount is { } amount)
        {
            next = next with { Profile = next.Profile with { Amount = amount } };
        }

        if (reached.Stage == LeadStage.Lost && !string.IsNullOrWhiteSpace(reached.Reason))
        {
            next = next with { Feedback = reached.Reason, FeedbackAt = reached.At, ReasonsAt = [.. next.ReasonsAt, reached.At] };
        }
        else if (reached.Stage == LeadStage.Lost)
        {
            next = next with { ReasonsAt = [.. next.ReasonsAt.Where(at => at > reached.At)] };
        }

        return LeadFold.Ended(next, reached.Stage is LeadStage.Won or LeadStage.Lost);
    }

    /// <summary>An ending outcome ends the work, unless it is told late and the lead has advanced or come back since.</summary>
    public static LeadState Dispose(LeadState lead, Disposed disposed)
    {
        var late = lead.AdvancedAt > disposed.At || lead.ReopenedAt > disposed.At;
        var outcome = new Disposition(disposed.At, disposed.Code, disposed.Reason, disposed.Ends, disposed.Credited) { Superseded = late };
        return LeadFold.Ended(lead, disposed.Ends && !late) with { Dispositions = [.. lead.Dispositions, outcome] };
    }

    /// <summary>What was given up to that instant ends nothing any more.</summary>
    public static IReadOnlyList<Disposition> Supersede(IReadOnlyList<Disposition> all, Instant at) =>
        [.. all.Select(disposition => disposition.At <= at ? disposition with { Superseded = true } : disposition)];

    /// <summary>The newest update by its own time is the one shown.</summary>
    public static LeadState Update(LeadState lead, StatusUpdated updated)
    {
        var next = lead with { Updates = [.. lead.Updates.Append(updated.At).Order()] };
        return lead.StatusAt > updated.At ? next : next with { Status = updated.Status, StatusAt = updated.At };
    }

    private static LeadState Dated(LeadState lead, StageReached reached) => reached.Stage switch
    {
        LeadStage.SalesQualified => lead with { SqlAt = lead.SqlAt ?? reached.At },
        LeadStage.Opportunity => lead with { SqoAt = lead.SqoAt ?? reached.At },
        LeadStage.Won => lead with { WonAt = lead.WonAt ?? reached.At },
        LeadStage.Lost or LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
            or LeadStage.SalesAccepted or LeadStage.Rejected or LeadStage.Recycled => lead with { LostAt = lead.LostAt ?? reached.At },
    };
}
