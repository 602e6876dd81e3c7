using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>Blanks what tells who a person is, and keeps what the counts need: source, tier, region, size, industry, score, amount and all times.</summary>
public static class LeadEraser
{
    /// <summary>What stands where personal data stood.</summary>
    public const string Blanked = "(erased)";

    private static readonly HashSet<string> Counted = new(["source", "tier", "region", "amount", "marketingSourced"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The state without personal data.</summary>
    public static LeadState Blank(LeadState lead) => lead with
    {
        IsErased = true,
        Profile = Blank(lead.Profile),
        Touches = [.. lead.Touches.Select(touch => touch with { Note = null })],
        Dispositions = [.. lead.Dispositions.Select(one => one with { Reason = null })],
        Rejection = lead.Rejection is null ? null : lead.Rejection with { Note = null, DisputeNote = null },
        Status = lead.Status is null ? null : Blanked,
        Feedback = lead.Feedback is null ? null : Blanked,
        RevisitAt = null,
        Obligations = [.. lead.Obligations.Select(one => one with { LadderStopped = true, Reason = one.Reason is null ? null : Blanked })],
    };

    /// <summary>An event without personal data; used to rewrite the log on request, the one exception to "never changed".</summary>
    public static LeadEvent Blank(LeadEvent happened) => happened switch
    {
        LeadReceived received => received with { Profile = Blank(received.Profile), Sent = Blank(received.Sent) },
        MqlReached { Sent: not null } mql => mql with { Sent = Blank(mql.Sent) },
        ProfileMerged merged => merged with { Profile = Blank(merged.Profile) },
        ActivityAdded added => added with { Activity = added.Activity with { Subject = null } },
        Touched touched => touched with { Note = null },
        Rejected rejected => rejected with { Note = null },
        Disposed disposed => disposed with { Reason = null },
        StatusUpdated updated => updated with { Status = Blanked },
        Disputed disputed => disputed with { Note = null },
        Ruled ruled => ruled with { Note = null },
        FeedbackGiven feedback => feedback with { Reason = Blanked },
        StageReached reached => reached with { Reason = reached.Reason is null ? null : Blanked },
        Paused paused => paused with { Reason = Blanked },
        ObligationWaived waived => waived with { Reason = Blanked },
        _ => happened,
    };

    /// <summary>Of a history's fields those that counts are made by, marked so that what was frozen of the others is known to stand for them.</summary>
    private static Dictionary<string, string>? Blank(IReadOnlyDictionary<string, string>? sent) => sent is null ? null
        : new(sent.Where(one => Counted.Contains(one.Key)).Append(new(Blanked, Blanked)), StringComparer.OrdinalIgnoreCase);

    private static LeadProfile Blank(LeadProfile profile) => new()
    {
        Source = profile.Source,
        Tier = profile.Tier,
        Region = profile.Region,
        Score = profile.Score,
        Amount = profile.Amount,
        MarketingSourced = profile.MarketingSourced,
        Company = new Company(Size: profile.Company.Size, Industry: profile.Company.Industry, Country: profile.Company.Country),
        Activity = [.. profile.Activity.Select(one => one with { Subject = null })],
        Signals = profile.Signals,
    };
}
