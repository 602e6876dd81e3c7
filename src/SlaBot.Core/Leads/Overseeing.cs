using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>What managers and RevOps do: reassign, excuse, pause.</summary>
internal static class Overseeing
{
    public static Refusal? Assign(Draft draft, Assign command)
    {
        if ((draft.CheckOversight("reassign") ?? Working.CheckFresh(draft)) is { } no)
        {
            return no;
        }

        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Stage is LeadStage.Inquiry or LeadStage.Won or LeadStage.Lost || lead.HasEnded)
        {
            return lead.Stage == LeadStage.Inquiry
                ? new Refusal("not-qualified", $"{name} is not qualified yet; it is assigned when it is.")
                : new Refusal("already-closed", $"{name} is already closed; there is nothing to reassign.");
        }

        return CheckNewOwner(draft, command.Owner, name) ?? Give(draft, command);
    }

    public static Refusal? Pause(Draft draft, Pause command)
    {
        if (draft.CheckOversight("pause") is { } no)
        {
            return no;
        }

        var lead = draft.State;
        if (lead.PausedAt is not null || !lead.IsOpen)
        {
            return new Refusal(lead.IsOpen ? "already-paused" : "not-open",
                $"{LeadName.Of(lead)} {(lead.IsOpen ? "is already paused" : "is not in work; there is nothing to pause")}.");
        }

        draft.Emit(new Paused(command.Reason) { At = command.Deed, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    public static Refusal? Resume(Draft draft)
    {
        if (draft.CheckOversight("resume") is { } no)
        {
            return no;
        }

        if (draft.State.PausedAt is not { } since || draft.Command.Deed < since)
        {
            return new Refusal("not-paused", $"{LeadName.Of(draft.State)} is not paused{(draft.State.PausedAt is null ? "" : " at that time yet")}.");
        }

        var moved = draft.State.Running.Where(one => one.Party == Party.Sales).ToList();
        draft.Emit(new Resumed { At = draft.Command.Deed, RecordedAt = draft.Now, By = draft.Command.By });
        foreach (var one in moved)
        {
            Move(draft, one, Instant.Max(since, one.StartedAt));
        }

        return draft.Refusal;
    }

    public static Refusal? Waive(Draft draft, Waive command)
    {
        if (draft.CheckOversight("excuse a duty on") is { } no)
        {
            return no;
        }

        var candidates = draft.State.Obligations.Where(one => one.Clause == command.Clause).ToList();
        var chosen = candidates.LastOrDefault(one => one.Status == ObligationStatus.Breached)
            ?? candidates.LastOrDefault(one => one.Status == ObligationStatus.Running);
        if (chosen is null)
        {
            return new Refusal("nothing-to-waive", $"{LeadName.Of(draft.State)} has no open or missed duty \"{command.Clause.Name()}\" to excuse.");
        }

        draft.Emit(new ObligationWaived(chosen.Id, command.Reason) { At = command.Deed, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    private static Refusal? CheckNewOwner(Draft draft, string owner, string name)
    {
        if (draft.Terms.People.Find(owner) is not { } person)
        {
            return new Refusal("unknown-person", $"{owner} is not among the people in the settings; choose one of the sellers.");
        }

        if (Rights.Same(person.Email, draft.State.Owner) && draft.State.IsOpen)
        {
            return new Refusal("already-theirs", $"{person.Name} already has {name}.");
        }

        return draft.Terms.AbsenceOf(person.Email, draft.Now) is null
            ? null
            : new Refusal("away", $"{person.Name} is away; choose somebody else for {name}.");
    }

    private static Refusal? Give(Draft draft, Assign command)
    {
        draft.AssignTo(command.Owner, AssignmentWay.ByHand, $"given by {draft.Terms.People.NameOf(command.By)}", command.Deed);
        return draft.Refusal;
    }

    /// <summary>Moves a deadline by the paused time of its own clock: open seconds, whole business or calendar days, or elapsed seconds.</summary>
    private static void Move(Draft draft, Obligation one, Instant since)
    {
        var calendar = draft.Terms.CalendarOf(one.CalendarVersion);
        var until = draft.Command.Deed;
        var paused = Paused(one.Within.Unit, since, until, calendar);
        if (paused <= 0)
        {
            return;
        }

        var due = Later(one.Within.Unit, one.DueAt, paused, calendar) ?? one.DueAt;
        var alerts = Alerting.Move(one, due, draft.ClauseFor(one.Clause), calendar, at => one.Within.InDays ? at + (due - one.DueAt) : Later(one.Within.Unit, at, paused, calendar) ?? at);
        draft.Emit(new DeadlineMoved(one.Id, due, alerts, paused) { At = until, RecordedAt = draft.Now });
    }

    private static long Paused(TargetUnit unit, Instant since, Instant until, BusinessCalendar calendar)
    {
        var (from, to) = (since.InZone(calendar.Zone).Date, until.InZone(calendar.Zone).Date);
        return unit switch
        {
            TargetUnit.Business => calendar.Between(since, until).Seconds,
            TargetUnit.BusinessDays => calendar.BusinessDaysBetween(from, to),
            TargetUnit.CalendarDays => Period.DaysBetween(from, to),
            _ => (long)(until - since).TotalSeconds,
        };
    }

    private static Instant? Later(TargetUnit unit, Instant due, long by, BusinessCalendar calendar) => unit switch
    {
        TargetUnit.Business => calendar.Add(due, new BusinessDuration(by)),
        TargetUnit.BusinessDays => calendar.EndOfBusinessDay(due, (int)by),
        TargetUnit.CalendarDays => calendar.EndOfCalendarDay(due, (int)by),
        _ => due + Duration.FromSeconds(by),
    };
}
