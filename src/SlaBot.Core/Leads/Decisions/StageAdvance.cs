using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Moves a lead to SQL, opportunity, won or lost, through the gates of the agreement.</summary>
internal static class StageAdvance
{
    public static Refusal? Advance(DecisionBuilder draft, Advance command)
    {
        // A stage that another system tells of was not reached without an acceptance.
        if (!draft.Command.FromChat && draft.State.Stage == LeadStage.Assigned
            && Acceptance.Accept(draft) is { } undecidable)
        {
            return undecidable;
        }

        if ((SellerWork.CheckAccepted(draft, "moving its stage") ?? CheckForward(draft, command)
            ?? CheckGate(draft, command)) is { } no)
        {
            return no;
        }

        Take(draft,
            new StageReached(command.Stage, command.Amount, command.Reason,
                StageGates.Ticked(draft.Terms.Policy, command.Checklist)) { At = command.Action,
                    RecordedAt = draft.Now, By = command.By });
        return draft.Refusal;
    }

    /// <summary>What a stage brings: won or lost closes the work, any other ends the cadence.</summary>
    internal static void Take(DecisionBuilder draft, StageReached reached)
    {
        if (reached.Stage is LeadStage.Won or LeadStage.Lost)
        {
            Close(draft, reached);
        }
        else
        {
            GoOn(draft, reached);
        }
    }

    private static void Close(DecisionBuilder draft, StageReached reached)
    {
        draft.EndPause(reached.At);
        Reach(draft, reached);
        if (reached.Stage == LeadStage.Lost)
        {
            draft.EndCadence(reached.At, reached.Stage.Short());
        }

        // A first touch is judged whatever became of the lead; nobody is reminded of it any more.
        draft.Cancel(reached.At, reached.Stage.Short(),
            obligation => IsOver(obligation.Clause) && obligation.Owner is not null);
        foreach (var obligation in draft.State.Running
            .Where(item => item.Clause == ClauseKind.FirstTouch && item.Alerts.Count > 0).ToList())
        {
            draft.Emit(new RemindersMoved(obligation.Id, []) { At = reached.At, RecordedAt = draft.Now });
        }

        if (reached.Stage == LeadStage.Lost)
        {
            draft.StartFeedback(reached.At);
        }
    }

    private static bool IsOver(ClauseKind clause) =>
        clause == ClauseKind.Decision || ClauseDefinition.Of(clause).StartsAt == LeadMoment.Accepted;

    private static void GoOn(DecisionBuilder draft, StageReached reached)
    {
        var hadEnded = draft.State.HasEnded;
        Reach(draft, reached);
        draft.Cancel(reached.At, $"reached {reached.Stage.Short()}",
            obligation => obligation.Clause == ClauseKind.Cadence);
        if (hadEnded && !draft.State.HasEnded)
        {
            // Work goes on after an outcome such as "qualified", and so does the duty to say how it stands.
            draft.Start(ClauseKind.StatusUpdate, reached.At);
        }
    }

    private static void Reach(DecisionBuilder draft, StageReached reached)
    {
        draft.Emit(reached);
        draft.Settle();
    }

    private static Refusal? CheckForward(DecisionBuilder draft, Advance command) =>
        command.Stage == LeadStage.Lost || command.Stage > draft.State.Stage
            ? null
            : new Refusal("not-forward",
                $"{LeadName.Of(draft.State)} is already {draft.State.Stage.Called()}; stages only go forward.");

    private static Refusal? CheckGate(DecisionBuilder draft, Advance command)
    {
        var policy = draft.Terms.Policy;
        if (command.Stage == LeadStage.Lost && OutcomeGate.CheckLoss(policy, draft.State) is { } no)
        {
            return no;
        }

        var missing = StageGates.Missing(policy, draft.State, command.Stage, command.Checklist);
        return missing.Count == 0
            ? null
            : new Refusal("gate-incomplete",
                $"Before {command.Stage.Called()}, confirm: {string.Join("; ", missing)}.");
    }
}

/// <summary>The checklists that gate stages: what is needed for a stage, and what was ticked.</summary>
public static class StageGates
{
    /// <summary>
    /// What must be ticked to reach a stage: the list of its own gate and those of the gated stages that it would skip.
    /// Losing a lead needs none.
    /// </summary>
    public static IReadOnlyList<string> Needed(SlaPolicy policy, LeadState lead, LeadStage stage) =>
    [
        .. Gated(lead, stage)
            .SelectMany(each => policy.Gates.TryGetValue(each.Short(), out var gate) ? gate.Checklist : [])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>What of it was not ticked.</summary>
    public static IReadOnlyList<string> Missing(SlaPolicy policy, LeadState lead, LeadStage stage,
        IReadOnlyList<string> given)
    {
        var ticked = Ticked(policy, given);
        return [.. Needed(policy, lead, stage).Where(item => !ticked.Contains(item, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>
    /// The items ticked, in the agreement's own words. A form may join them by commas, and an item may hold commas
    /// itself: at each place the longest known item is taken; what is none stands as it was sent, up to the next comma.
    /// </summary>
    public static IReadOnlyList<string> Ticked(SlaPolicy policy, IReadOnlyList<string> given)
    {
        var known =
            policy.Gates.Values.SelectMany(gate => gate.Checklist).OrderByDescending(item => item.Length).ToList();
        return [.. given.SelectMany(text => Split(text, known)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Split(string text, List<string> known)
    {
        var left = text.Trim([' ', ',']);
        while (left.Length > 0)
        {
            var item = known.FirstOrDefault(each => Begins(left, each));
            var end = item?.Length
                ?? (left.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? comma : left.Length);
            yield return item ?? left[..end].Trim();
            left = left[end..].Trim([' ', ',']);
        }
    }

    private static bool Begins(string text, string item) =>
        text.StartsWith(item, StringComparison.OrdinalIgnoreCase)
            && (text.Length == item.Length || text[item.Length..].TrimStart() is [',', ..]);

    private static IEnumerable<LeadStage> Gated(LeadState lead, LeadStage stage)
    {
        if (stage is LeadStage.Lost)
        {
            yield break;
        }

        if (lead.SqlAt is null && lead.Stage < LeadStage.SalesQualified)
        {
            yield return LeadStage.SalesQualified;
        }

        if (stage != LeadStage.SalesQualified && lead.SqoAt is null && lead.Stage < LeadStage.Opportunity)
        {
            yield return LeadStage.Opportunity;
        }
    }
}
