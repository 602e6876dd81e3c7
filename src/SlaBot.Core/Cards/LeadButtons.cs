using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>The buttons that a reader is offered: those that would be accepted now, most important first.</summary>
internal static class LeadButtons
{
    /// <summary>Everything that this reader may do with the lead.</summary>
    public static IReadOnlyList<Button> All(LeadState lead, CardFormatter pen)
    {
        if (lead.IsErased)
        {
            return [];
        }

        var rights = ReaderRights.Of(lead, pen);
        var buttons = new List<Button>();
        if (rights.Works)
        {
            buttons.AddRange(Ordered([.. Work(lead, pen)], lead));
        }

        if (rights.IsArbiter || rights.IsMarketing)
        {
            buttons.AddRange(DisputeButtons(lead, pen, rights));
        }

        if (rights.Leads)
        {
            buttons.AddRange(Lead(lead, pen));
        }

        if (!rights.IsPastOwner && Open(lead) is { } open)
        {
            buttons.Add(open with { IsMore = buttons.Count > 0 });
        }

        if (!rights.IsChannel)
        {
            buttons.Add(Details);
        }

        return [.. buttons.OrderBy(button => button.IsMore)];
    }

    // Where the agreement names a way its button comes first; else, once no touch is owed, that of what is due next.
    private static IEnumerable<Button> Ordered(IReadOnlyList<Button> all, LeadState lead)
    {
        var way = Method(lead) is { } method ? QuickTouch.ActionOf(method) : null;
        var due = lead.Stage == LeadStage.Assigned
            || lead.Running.Any(obligation => obligation.Clause is ClauseKind.FirstTouch or ClauseKind.Cadence)
            ? null : lead.Running.FirstOrDefault()?.Clause switch
            {
                ClauseKind.StatusUpdate => "update",
                ClauseKind.Disposition => "dispose",
                ClauseKind.Feedback => "feedback",
                ClauseKind.Handoff or ClauseKind.FirstTouch or ClauseKind.Decision or ClauseKind.Cadence
                    or ClauseKind.DisputeAnswer or null => null,
            };
        var first = all.FirstOrDefault(button => button.Action == way)
            ?? all.FirstOrDefault(button => button.Action == due);
        return first is null ? all
            : [first with { Style = ButtonStyle.Primary, IsMore = false }, .. all.Where(button => button != first)];
    }

    private static string? Method(LeadState lead) =>
        lead.Running.FirstOrDefault(obligation => obligation.Clause == ClauseKind.FirstTouch)?.Method
            ?.Trim().ToLowerInvariant();

    /// <summary>The buttons for exactly one duty.</summary>
    public static IReadOnlyList<Button> For(ClauseKind clause, LeadState lead, CardFormatter pen) => clause switch
    {
        ClauseKind.Handoff =>
            lead.Stage is LeadStage.Queue or LeadStage.MarketingQualified
                ? [Assign(lead, pen, ButtonStyle.Primary)] : [],
        ClauseKind.Decision => lead.Stage == LeadStage.Assigned ? [Accept, Reject(pen)] : [],
        ClauseKind.FirstTouch or ClauseKind.Cadence => CanTouch(lead) ? TouchButtons(lead, pen) : [],
        ClauseKind.Disposition =>
            IsInWork(lead) ? [.. Outcome(lead, pen, ButtonStyle.Primary), .. Stage(lead, pen)] : [],
        ClauseKind.StatusUpdate => IsInWork(lead) ? [Update(ButtonStyle.Primary)] : [],
        ClauseKind.Feedback => Owes(lead, ClauseKind.Feedback) ? [Feedback(ButtonStyle.Primary)] : [],
        ClauseKind.DisputeAnswer => IsDisputed(lead) ? [Rule] : [],
    };

    /// <summary>Reassign, or assign while nobody owns it.</summary>
    public static Button Assign(LeadState lead, CardFormatter pen, ButtonStyle style = ButtonStyle.Normal) =>
        new("assign", lead.Owner is null ? "Assign" : "Reassign", style, LeadForms.Assign(lead, pen.Context.People));

    /// <summary>Excuse one duty.</summary>
    public static Button Waive(Obligation duty) => new("waive", "Excuse", ButtonStyle.Normal, LeadForms.Waive(duty));

    /// <summary>Write to the owner of a duty.</summary>
    public static Button? Contact(Obligation duty, LeadState lead, CardFormatter pen) =>
        pen.Context.People.Find(duty.Owner) is { } owner
        ? new Button("contact", "Contact " + Truncate.To(owner.FirstName, 30), Url:
            $"mailto:{Uri.EscapeDataString(owner.Email).Replace("%40", "@", StringComparison.Ordinal)}?subject={Uri.EscapeDataString(Whole(LeadText.Name(lead)))}")
        : null;

    /// <summary>What marketing and the arbiter may do with a rejected lead; a channel is offered both sides of
    /// marketing.</summary>
    public static IEnumerable<Button> DisputeButtons(LeadState lead, CardFormatter pen, ReaderRights rights)
    {
        if (IsDisputed(lead))
        {
            return rights.IsArbiter ? [Rule] : [];
        }

        if (lead.Stage != LeadStage.Rejected || !(rights.IsMarketing || rights.IsChannel))
        {
            return [];
        }

        return MayDispute(lead, pen) ? [Dispute, Recycle] : [Recycle];
    }

    /// <summary>Open the record in the CRM; null when there is no http or https address.</summary>
    public static Button? Open(LeadState lead) =>
        LeadText.Address(lead) is { } url ? new Button("open", "Open in CRM", Url: url) : null;

    /// <summary>Shows the lead's card to whoever presses, privately.</summary>
    public static Button Show { get; } = new("lead", "Show lead");

    /// <summary>Rule on the dispute.</summary>
    public static Button Rule { get; } = new("rule", "Rule", ButtonStyle.Primary, LeadForms.Rule);

    /// <summary>Back to nurture.</summary>
    public static Button Recycle { get; } = new("recycle", "Back to nurture", ButtonStyle.Normal, LeadForms.Recycle);

    /// <summary>True while a dispute waits for its ruling.</summary>
    public static bool IsDisputed(LeadState lead) => lead.Rejection is { DisputedAt: not null, Upheld: null };

    /// <summary>Shows all that is known of the lead to whoever presses, privately.</summary>
    public static Button Details { get; } = new("details", "Details");

    private static Button Accept { get; } = new("accept", "Accept", ButtonStyle.Primary);

    private static Button Dispute { get; } = new("dispute", "Dispute", ButtonStyle.Normal, LeadForms.Dispute);

    private static IEnumerable<Button> Work(LeadState lead, CardFormatter pen)
    {
        if (lead.Stage == LeadStage.Assigned)
        {
            yield return Accept;
            yield return Reject(pen);
        }

        if (CanTouch(lead))
        {
            var isOwed = lead.Stage == LeadStage.SalesAccepted;
            foreach (var quick in Quick(pen, isOwed))
            {
                yield return quick;
            }

            yield return Touch(lead, pen, isOwed ? ButtonStyle.Primary : ButtonStyle.Normal)
                with { IsMore = lead.Stage == LeadStage.Assigned };
        }

        if (Owes(lead, ClauseKind.Feedback))
        {
            yield return Feedback(ButtonStyle.Normal);
        }

        foreach (var button in AfterAcceptance(lead, pen))
        {
            yield return button;
        }
    }

    private static IEnumerable<Button> AfterAcceptance(LeadState lead, CardFormatter pen) =>
    [
        .. IsInWork(lead) ? Outcome(lead, pen, ButtonStyle.Normal) : [],
        .. Stage(lead, pen),
        .. IsInWork(lead)
            && pen.Context.Policy.ClauseFor(ClauseKind.StatusUpdate, lead.Profile.Tier, lead.Team,
                lead.Profile.Region) is not null
            ? [Update(ButtonStyle.Normal) with { IsMore = lead.Running.FirstOrDefault()?.Clause != ClauseKind.StatusUpdate }] : Array.Empty<Button>(),
        .. lead.AcceptedAt is not null
            && lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity
                or LeadStage.Won or LeadStage.Lost
            ? [new Button("rate", "Rate", ButtonStyle.Normal, LeadForms.Rate(lead.Rating)) { IsMore = true }]
            : Array.Empty<Button>(),
    ];

    private static IEnumerable<Button> Lead(LeadState lead, CardFormatter pen)
    {
        if (lead.IsOpen || lead.Stage is LeadStage.Queue or LeadStage.MarketingQualified)
        {
            yield return Assign(lead, pen) with { IsMore = lead.Owner is not null };
        }

        if (lead.IsOpen)
        {
            yield return lead.PausedAt is null
                ? new Button("pause", "Pause", ButtonStyle.Normal, LeadForms.Pause) { IsMore = true }
                : new Button("resume", "Resume");
        }
    }

    private static Button Reject(CardFormatter pen) =>
        new("reject", "Reject", ButtonStyle.Danger, LeadForms.Reject(pen.Context.Policy));

    private static Button Touch(LeadState lead, CardFormatter pen, ButtonStyle style) =>
        new("touch", "Log touch…", style,
            LeadForms.Touch(pen,
                lead.Running.FirstOrDefault(obligation => obligation.Clause == ClauseKind.FirstTouch)?.Method));

    // In a channel the manager is called, who has not made the touch.
    private static IReadOnlyList<Button> TouchButtons(LeadState lead, CardFormatter pen) => pen.Reader.Person is null
        ? [Touch(lead, pen, ButtonStyle.Primary)]
        : [.. Ordered([.. Quick(pen, isOwed: true), Touch(lead, pen, ButtonStyle.Primary)], lead)];

    private static IEnumerable<Button> Quick(CardFormatter pen, bool isOwed) =>
        pen.Context.QuickTouches.Select((channel, at) => new Button(QuickTouch.ActionOf(channel),
            QuickTouch.LabelOf(channel), isOwed && at == 0 ? ButtonStyle.Primary : ButtonStyle.Normal));

    private static IReadOnlyList<Button> Outcome(LeadState lead, CardFormatter pen, ButtonStyle style)
    {
        var form = LeadForms.Dispose(lead, pen.Context.Policy);
        var isPossible = form.Fields[0].Kind == FieldKind.Text || form.Fields[0].Options.Count > 0;
        return isPossible ? [new Button("dispose", "Outcome", style, form)] : [];
    }

    private static IReadOnlyList<Button> Stage(LeadState lead, CardFormatter pen) =>
        lead.Owner is not null && IsWorkStage(lead) && LeadForms.StagesAhead(lead, pen.Context.Policy).Count > 0
            ? [new Button("advance", "Stage", ButtonStyle.Normal, LeadForms.Advance(lead, pen.Context.Policy))] : [];

    private static Button Update(ButtonStyle style) => new("update", "Status update", style, LeadForms.Update);

    private static Button Feedback(ButtonStyle style) => new("feedback", "Give the reason", style, LeadForms.Feedback);

    private static bool CanTouch(LeadState lead) => lead.IsOpen;

    private static bool IsInWork(LeadState lead) => lead.IsOpen && IsWorkStage(lead);

    private static bool IsWorkStage(LeadState lead) =>
        lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity;

    private static bool Owes(LeadState lead, ClauseKind clause) =>
        lead.Obligations.Any(
            obligation =>
                obligation.Clause == clause && (obligation.Status == ObligationStatus.Running || obligation.Climbs));

    private static bool MayDispute(LeadState lead, CardFormatter pen) =>
        lead.Rejection is { DisputedAt: null, Then: RejectConsequence.Nurture } rejection
        && pen.Context.Policy.DisputeWindow.DeadlineFrom(rejection.At, pen.Context.Policy.Calendar) is { } end
        && pen.Context.Now <= end;

    // Uri escaping refuses nothing but mangles halves of surrogate pairs; a mail subject needs no more than what is
    // well-formed.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
