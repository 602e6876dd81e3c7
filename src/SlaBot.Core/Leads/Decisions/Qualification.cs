using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>A lead arrives, is told more of, gains activity, and becomes an MQL.</summary>
internal static class Qualification
{
    public static Decision New(DecisionBuilder draft, ReceiveLead command)
    {
        var created = Instant.Min(command.CreatedAt ?? draft.Now, command.MqlAt ?? draft.Now);
        draft.Emit(new LeadReceived(command.Lead, command.Profile, command.Owner)
        {
            At = Instant.Min(created, draft.Now),
            RecordedAt = draft.Now,
            By = command.By,
            IsTest = command.IsTest,
            Sender = command.Sender,
        });
        FlagDuplicate(draft);
        Qualify(draft, command.MqlAt);
        if (draft.Refusal is null)
        {
            draft.Settle();
            draft.CatchUp(draft.Now, inclusive: false);
        }

        return draft.Done();
    }

    public static Refusal? Again(DecisionBuilder draft, ReceiveLead command)
    {
        if (command.FromFile && IsSomebodyElse(draft.State.Profile.Contact, command.Profile.Contact))
        {
            return new Refusal("other-person",
                $"{command.Lead} is the id of somebody else already, with another name and another e-mail. A spreadsheet may "
                + "have rounded the ids: export the file again with the ids as text, or leave the id column out.");
        }

        var (profile, changed) = ProfileMerge.Merge(draft.State.Profile, command.Profile, command.Sent);
        var owner = command.Owner is { } sent && !Rights.Same(sent, SaidBy(draft.State, command.Sender)) ? sent : null;
        if (changed.Count > 0 || owner is not null)
        {
            draft.Emit(
                new ProfileMerged(profile, owner, changed)
                {
                    At = draft.Now, RecordedAt = draft.Now, By = command.By, Sender = command.Sender,
                    IsOwnerKept = owner is not null && !command.MayAssign,
                });
            FlagDuplicate(draft);
        }

        if (draft.State.Stage == LeadStage.Inquiry || IsAgain(draft.State, command))
        {
            Qualify(draft, command.MqlAt);
        }
        else if (draft.State.Stage == LeadStage.Queue && (owner is not null || changed.Count > 0))
        {
            draft.Place(draft.Now);
        }
        else if (owner is not null && command.MayAssign && draft.State is { IsOpen: true, Owner: { } holder }
            && !Rights.Same(owner, holder))
        {
            draft.MoveTo(owner);
        }

        return draft.Refusal;
    }

    // What another sender says is another matter. Leads of before know only what was said last.
    private static string? SaidBy(LeadState lead, string? sender) => lead.OwnersSaid.Count == 0 ? lead.SentOwner
        : lead.OwnersSaid.FirstOrDefault(said => said.Sender == (sender ?? ""))?.Owner;

    // Who marries or changes the employer keeps the one or the other.
    private static bool IsSomebodyElse(Contact known, Contact told) =>
        Differ(known.Email, told.Email) && Differ(known.Name, told.Name);

    private static bool Differ(string? known, string? told) => !string.IsNullOrWhiteSpace(known)
        && !string.IsNullOrWhiteSpace(told) && !string.Equals(known.Trim(), told.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>A lead in nurture that its sender calls an MQL anew, with a later instant than what put it
    /// there.</summary>
    private static bool IsAgain(LeadState lead, ReceiveLead command) =>
        lead.Stage == LeadStage.Recycled && command.MqlAt > lead.MqlAt && !(command.MqlAt <= lead.Rejection?.At)
            && !(command.MqlAt <= lead.LostAt);

    public static Refusal? Activity(DecisionBuilder draft, AddActivity command)
    {
        var activity = new Activity(command.Kind, command.Subject, command.Action);
        if (draft.State.Profile.Activity.Contains(activity))
        {
            return null;
        }

        draft.Emit(new ActivityAdded(activity) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        if (draft.State.Stage == LeadStage.Inquiry)
        {
            Qualify(draft, null);
        }

        return draft.Refusal;
    }

    /// <summary>Makes it an MQL: at the sender's instant whatever the criteria say, else at this instant if they are
    /// met; then hands it over.</summary>
    private static void Qualify(DecisionBuilder draft, Instant? mqlAt)
    {
        var policy = draft.Terms.Policy;
        var profile = draft.State.Profile;
        var met = policy.Mql is null || CriterionJudge.Judge(policy.Mql, profile, policy.Icp, draft.Now) == Finding.Met;
        if (mqlAt is null && !met)
        {
            return;
        }

        var at = Instant.Min(mqlAt ?? draft.Now, draft.Now);
        var fits = policy.Icp is null
            ? (bool?)null : CriterionJudge.Judge(policy.Icp, profile, null, draft.Now) == Finding.Met;
        Take(draft,
            new MqlReached(mqlAt is not null, MqlFindings.Judge(profile, policy, draft.Now), fits,
                DataOf(policy, profile))
        {
            At = at,
            RecordedAt = draft.Now,
            By = draft.Command.By,
            Tier = profile.Field("tier") is null ? policy.TierOf(profile, draft.Now) : null,
        });

        // What the past instant of a late MQL already made due comes before the assignment, which happens now.
        draft.CatchUp(draft.Now, inclusive: false);
        draft.Place(draft.Now);
    }

    /// <summary>What the MQL instant brings: the clocks that begin with it.</summary>
    internal static void Take(DecisionBuilder draft, MqlReached mql)
    {
        draft.Emit(mql);
        draft.StartAll(LeadMoment.Qualified, mql.At);
        if (draft.ClauseFor(ClauseKind.Feedback)?.Of == FeedbackScope.All)
        {
            draft.Start(ClauseKind.Feedback, mql.At);
        }
    }

    internal static MqlData DataOf(SlaPolicy policy, LeadProfile profile)
    {
        var required = policy.Quotas.Completeness?.Fields ?? [];
        var enrichment = policy.Quotas.Enrichment?.Fields ?? [];
        return new MqlData(required.Count, required.Count(Known), enrichment.Count, enrichment.Count(Known))
        {
            IsBriefed = profile.Activity.Count > 0 && Known("briefing.news") && Known("briefing.talkTrack")
                && Known("briefing.champion"),
        };

        bool Known(string field) => profile.Field(field) is not null;
    }

    private static void FlagDuplicate(DecisionBuilder draft)
    {
        if (draft.Terms.SameContact is { } other && draft.State is { DuplicateOf: null, IsTest: false })
        {
            draft.Emit(new DuplicateFlagged(other.Lead) { At = draft.Now, RecordedAt = draft.Now });
        }
    }
}
