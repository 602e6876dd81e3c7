using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>Blanks what tells who a person is, and keeps what the counts need: source, tier, region, size, industry,
/// score, amount and all times.</summary>
public static class LeadEraser
{
    /// <summary>What stands where personal data stood.</summary>
    public const string Blanked = "(erased)";

    private const string Prefix = "erased-";

    private static readonly HashSet<string> Counted = new(["source", "tier", "region", "amount", "marketingSourced"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a lead is called once it is erased: ids may be e-mail addresses. The same id always comes to the same name,
    /// so that who tells of it again is told that it was erased; the id cannot be read from it.
    /// </summary>
    public static string IdOf(string lead) => lead.StartsWith(Prefix, StringComparison.Ordinal) ? lead
        : Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lead)).AsSpan(0, 16));

    /// <summary>Every text of the lead's life that may tell who the person is, for finding it where it was said
    /// elsewhere; none shorter than three characters.</summary>
    public static IReadOnlyList<string> Words(IEnumerable<LeadEvent> events)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in events.SelectMany(Texts))
        {
            if (text?.Trim() is { Length: > 2 } word)
            {
                words.Add(word);
            }
        }

        return [.. words.OrderByDescending(word => word.Length)];
    }

    /// <summary>The state without personal data.</summary>
    public static LeadState Blank(LeadState lead) => lead with
    {
        IsErased = true,
        Profile = Blank(lead.Profile),
        Touches = [.. lead.Touches.Select(touch => touch with { Note = null })],
        Undoable = null,
        AutomaticTouches = [.. lead.AutomaticTouches.Select(touch => touch with { Note = null })],
        Dispositions = [.. lead.Dispositions.Select(disposition => disposition with { Reason = null })],
        Rejection = lead.Rejection is null ? null : lead.Rejection with { Note = null, DisputeNote = null },
        Status = lead.Status is null ? null : Blanked,
        Feedback = lead.Feedback is null ? null : Blanked,
        RevisitAt = null,
        DuplicateOf = lead.DuplicateOf is { } other ? IdOf(other) : null,
        AssignedWhy = Alone(lead.AssignedWhy),
        Obligations = [
            .. lead.Obligations.Select(
                obligation =>
                    obligation with { LadderStopped = true, Reason = obligation.Reason is null ? null : Blanked })],
    };

    /// <summary>An event without personal data; used to rewrite the log on request, the one exception to "never
    /// changed".</summary>
    public static LeadEvent Blank(LeadEvent happened) => happened switch
    {
        LeadReceived received =>
            received
                with { Lead = IdOf(received.Lead), Profile = Blank(received.Profile), Sent = Blank(received.Sent) },
        DuplicateFlagged flagged => flagged with { OtherLead = IdOf(flagged.OtherLead) },
        Assigned { Way: AssignmentWay.SameContact } assigned => assigned with { Why = Alone(assigned.Why) },
        HistoryOpened opened => opened with { Lead = IdOf(opened.Lead) },
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

        // They say nothing of the person.
        Assigned or MqlReached or Queued or CardDelivered or CardUndelivered or Accepted or AmountSet or Recycled
            or RevisitCame or Rated or Resumed or Erased or ObligationStarted or ObligationMet or ObligationBreached
            or BreachWithdrawn or ObligationFulfilled or ObligationCancelled or DeadlineMoved or RemindersMoved
            or NoticeRaised or Undone or Reached => happened,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name,
            "Nothing says what of this event tells who a person is."),
    };

    /// <summary>Of a history's fields those that counts are made by, marked so that what was frozen of the others is
    /// known to stand for them.</summary>
    private static Dictionary<string, string>? Blank(IReadOnlyDictionary<string, string>? sent) => sent is null ? null
        : new(sent.Where(pair => Counted.Contains(pair.Key)).Append(new(Blanked, Blanked)),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Why somebody got it, without the id of the other lead of the same person.</summary>
    [return: NotNullIfNotNull(nameof(why))]
    private static string? Alone(string? why) =>
        why?.StartsWith(AssignmentReason.SameContact, StringComparison.Ordinal) == true
            ? AssignmentReason.SameContact : why;

    private static IEnumerable<string?> Texts(LeadEvent happened) => happened switch
    {
        LeadReceived received => Texts(received.Profile),
        ProfileMerged merged => Texts(merged.Profile),
        Touched touched => [touched.Note],
        Rejected rejected => [rejected.Note],
        Disputed disputed => [disputed.Note],
        Ruled ruled => [ruled.Note],
        StatusUpdated updated => [updated.Status],
        HistoryOpened or ActivityAdded or DuplicateFlagged or MqlReached or Queued or Assigned or CardDelivered
            or CardUndelivered or Accepted or Disposed or StageReached or AmountSet or FeedbackGiven or Recycled
            or RevisitCame or Rated or Paused or Resumed or Erased or ObligationStarted or ObligationMet
            or ObligationBreached or BreachWithdrawn or ObligationFulfilled or ObligationCancelled or ObligationWaived
            or DeadlineMoved or RemindersMoved or NoticeRaised or Undone or Reached => [],
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name,
            "Nothing says what of this event tells who a person is."),
    };

    private static IEnumerable<string?> Texts(LeadProfile profile) =>
    [
        profile.Contact.Name, profile.Contact.Email, profile.Contact.Phone,
        profile.Company.Name, profile.Company.Domain, profile.Briefing.Champion,
    ];

    private static LeadProfile Blank(LeadProfile profile) => new()
    {
        Source = profile.Source,
        Tier = profile.Tier,
        Region = profile.Region,
        Score = profile.Score,
        Amount = profile.Amount,
        MarketingSourced = profile.MarketingSourced,
        Company = new Company(Size: profile.Company.Size, Industry: profile.Company.Industry,
            Country: profile.Company.Country),
        Activity = [.. profile.Activity.Select(activity => activity with { Subject = null })],
        Signals = profile.Signals,
    };
}
