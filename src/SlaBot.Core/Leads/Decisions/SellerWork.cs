using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>What a seller logs while working a lead.</summary>
internal static class SellerWork
{
    public static Refusal? Touch(DecisionBuilder draft, LogTouch command)
    {
        var channel = command.Channel.Trim().ToLowerInvariant();
        if (Told(draft, command, channel) is { } told && (!command.FromForm || !command.FromChat))
        {
            // The same call, told once more. Two forms are looked at below: the second may hold other words.
            if (command.Connected == true && told.Connected != true && draft.State.Touches.Contains(told))
            {
                draft.Emit(new Reached(channel, told.At) { At = draft.Now, RecordedAt = draft.Now, By = command.By });
            }

            return null;
        }

        if ((CheckFresh(draft, IsTwin(draft, command)) ?? CheckQualified(draft)) is { } no)
        {
            return no;
        }

        if (command.FromChat && command.Action < draft.Now - Duration.FromHours(24))
        {
            return new Refusal("too-old",
                "From here a touch can be logged up to 24 hours back. Ask RevOps to log an older one through the CRM.");
        }

        draft.Emit(
            new Touched(InNameOf(draft, command.By), channel, command.Connected, command.Note,
                command.FromChat && command.At < draft.Now)
        {
            IsAutomatic = command.IsAutomatic || draft.Terms.AutomaticChannels.Contains(channel),
            At = command.Action,
            RecordedAt = draft.Now,
            By = command.By,
        });
        return null;
    }

    private static Touch? Told(DecisionBuilder draft, LogTouch command, string channel) =>
        draft.State.Touches.Concat(draft.State.AutomaticTouches).FirstOrDefault(touch =>
            Rights.Same(touch.By, command.By) && Rights.Same(touch.Channel, channel) && touch.At == command.Action);

    // Managers and RevOps work in the owner's name, a colleague in their own.
    private static string? InNameOf(DecisionBuilder draft, string? by)
    {
        var (people, owner) = (draft.Terms.People, draft.State.Owner);
        return people.Find(by) is { Role: not Role.RevOps } person && !Rights.Same(person.Email, owner)
            && !people.Manages(person.Email, owner) ? person.Email : owner;
    }

    public static Refusal? Dispose(DecisionBuilder draft, Dispose command)
    {
        if (CheckAccepted(draft, "recording the outcome") is { } no)
        {
            return no;
        }

        var codes = draft.Terms.Policy.FeedbackCodes;
        var code = codes.Concat(Credits(draft)).FirstOrDefault(text => Rights.Same(text, command.Code));
        if (code is null && codes.Count > 0)
        {
            return new Refusal("unknown-code", $"Give one of the agreed outcomes: {string.Join("; ", codes)}.");
        }

        return CheckCode(draft, code ?? command.Code, command) ?? Record(draft, code ?? command.Code, command);
    }

    public static Refusal? Amount(DecisionBuilder draft, SetAmount command)
    {
        draft.Emit(new AmountSet(command.Amount) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    public static Refusal? Feedback(DecisionBuilder draft, GiveFeedback command)
    {
        if (CheckQualified(draft) is { } no)
        {
            return no;
        }

        draft.Emit(
            new FeedbackGiven(command.Reason.Trim()) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    public static Refusal? Update(DecisionBuilder draft, UpdateStatus command)
    {
        var isSaid = draft.State.Status == command.Status.Trim() && IsNear(draft.State.StatusAt, command.Action);
        if ((CheckFresh(draft, isSaid) ?? CheckAccepted(draft, "a status update")) is { } no)
        {
            return no;
        }

        Take(draft,
            new StatusUpdated(command.Status.Trim()) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return draft.Refusal;
    }

    /// <summary>What an update brings: the next is owed from it on.</summary>
    internal static void Take(DecisionBuilder draft, StatusUpdated updated)
    {
        var newest = !(draft.State.StatusAt > updated.At);
        draft.Emit(updated);
        draft.Settle();
        if (newest && !draft.State.Running.Any(obligation => obligation.Clause == ClauseKind.StatusUpdate))
        {
            draft.Start(ClauseKind.StatusUpdate, updated.At);
        }
    }

    public static Refusal? Rate(DecisionBuilder draft, Rate command)
    {
        if (CheckQualified(draft) is { } no)
        {
            return no;
        }

        if (command.Fit is < 1 or > 5 || command.Timing is < 1 or > 5)
        {
            return new Refusal("out-of-range", "Fit and timing are rated from 1 (poor) to 5 (excellent).");
        }

        draft.Emit(
            new Rated(command.Fit, command.Timing) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    /// <summary>
    /// A press on a card drawn before the last fact would count a thing twice. A filled in form is taken all the same,
    /// unless <paramref name="isTold"/>: what it says was told meanwhile, or is about something else by now.
    /// </summary>
    public static Refusal? CheckFresh(DecisionBuilder draft, bool isTold) =>
        draft.Command.SeenVersion < draft.State.FactVersion && (isTold || !draft.Command.FromForm)
        ? new Refusal("stale",
            $"{LeadName.Of(draft.State)} has changed since this card was drawn: look at the fresh card, and press "
            + $"again if it is still needed.")
        : null;

    /// <summary>Only an accepted lead in work has outcomes, updates and stages.</summary>
    public static Refusal? CheckAccepted(DecisionBuilder draft, string action)
    {
        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Stage is not (LeadStage.Rejected or LeadStage.Recycled or LeadStage.Queue)
            && draft.Command.Action < lead.DecidedAt)
        {
            return new Refusal("too-early", $"{name} was not accepted yet at that time. Check the time.");
        }

        if (lead.Stage is LeadStage.Won or LeadStage.Lost || (lead.HasEnded && draft.Command is not Advance))
        {
            var how = lead.HasEnded ? lead.Dispositions.Last(disposition => disposition.Ends).Code : lead.Stage.Short();
            return new Refusal("already-closed", $"{name} is already closed ({how}).");
        }

        return lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity
            ? null
            : new Refusal("not-accepted", $"{name} is {lead.Stage.Title()}: accept it before {action}.");
    }

    /// <summary>The same form sent twice: the same person's touch on the same channel, within a minute.</summary>
    private static bool IsTwin(DecisionBuilder draft, LogTouch command) => draft.State.Touches.Any(touch =>
        Rights.Same(touch.By, command.By) && Rights.Same(touch.Channel, command.Channel.Trim())
            && IsNear(touch.At, command.Action));

    private static bool IsNear(Instant? before, Instant now) =>
        before is { } at && Duration.FromTicks(Math.Abs((now - at).BclCompatibleTicks)) <= Duration.FromMinutes(1);

    private static IReadOnlyList<string> Credits(DecisionBuilder draft) =>
        draft.ClauseFor(ClauseKind.Cadence)?.CreditCodes ?? [];

    private static Refusal? Record(DecisionBuilder draft, string code, Dispose command)
    {
        var ends = !draft.Terms.Policy.InterimCodes.Contains(code, StringComparer.OrdinalIgnoreCase);
        Take(draft,
            new Disposed(draft.State.Owner!, code, command.Reason, ends,
                draft.ClauseFor(ClauseKind.Cadence)?.Credits(code) == true)
        {
            At = command.Action,
            RecordedAt = draft.Now,
            By = command.By,
        });
        return null;
    }

    /// <summary>What an outcome brings: one that ends the work ends its clocks.</summary>
    internal static void Take(DecisionBuilder draft, Disposed disposed)
    {
        var (at, why) = (disposed.At, $"ended: {disposed.Code}");
        if (disposed.Ends && !(draft.State.AdvancedAt > at))
        {
            draft.EndPause(at);
        }

        draft.Emit(disposed);
        draft.Settle();
        if (disposed.Ends)
        {
            draft.EndCadence(at, why);
            draft.Cancel(at, why,
                obligation => obligation.Clause == ClauseKind.FirstTouch && obligation.StartedAt <= at);
        }

        if (draft.State.HasEnded)
        {
            draft.CancelSales(at, why);
        }
    }

    private static Refusal? CheckQualified(DecisionBuilder draft) => draft.State.MqlAt is null
        ? new Refusal("not-qualified", $"{LeadName.Of(draft.State)} is not qualified yet; there is nothing to log.")
        : null;

    private static Refusal? CheckCode(DecisionBuilder draft, string code, Dispose command)
    {
        var policy = draft.Terms.Policy;
        if (policy.ReasonCodes.Contains(code, StringComparer.OrdinalIgnoreCase)
            && string.IsNullOrWhiteSpace(command.Reason))
        {
            return new Refusal("needs-reason", $"\"{code}\" needs a reason beside it: say in a few words why.");
        }

        return OutcomeGate.CheckCode(policy, draft.State, code);
    }
}
