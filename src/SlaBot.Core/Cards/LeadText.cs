using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>A lead in words.</summary>
internal static class LeadText
{
    /// <summary>Name and company, what there is of them, else the sender's id.</summary>
    public static string Name(LeadState lead)
    {
        var parts = new[] { lead.Profile.Contact.Name, lead.Profile.Company.Name }
            .Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Truncate.Name(part!)).ToArray();
        var name = parts.Length > 0 ? string.Join(" · ", parts) : "Lead " + Truncate.Name(lead.Id);
        return lead.IsTest ? "TEST · " + name : name;
    }

    /// <summary>Where it stands, as this reader is told: "your decision" to the owner only.</summary>
    public static string Stage(LeadState lead, CardFormatter pen)
    {
        if (lead.Stage == LeadStage.Assigned && !pen.Is(lead.Owner))
        {
            return $"new, waiting for {pen.Name(lead.Owner)} to decide";
        }

        var outcome = lead.HasEnded
            && lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity
            ? lead.Dispositions.LastOrDefault(disposition => disposition.Ends) : null;
        // Nobody works what is closed.
        var stage = lead.Stage == LeadStage.SalesAccepted ? "accepted" : lead.Stage.Title();
        return outcome is null ? lead.Stage.Title() : $"{stage}, closed as “{Truncate.Name(outcome.Code)}”";
    }

    /// <summary>The last cadence that was not cancelled; it says how many touches are asked for.</summary>
    public static Obligation? Cadence(LeadState lead) =>
        lead.Obligations.LastOrDefault(
            obligation => obligation.Clause == ClauseKind.Cadence && obligation.Status != ObligationStatus.Cancelled);

    /// <summary>The touches that a cadence counts.</summary>
    public static IEnumerable<Touch> Counted(LeadState lead, Obligation cadence) =>
        lead.Touches.Where(touch => touch.At >= cadence.Since);

    /// <summary>Touches so far: <c>3 touches, 2 of 6 since acceptance; last: call, no answer, …</c>.</summary>
    public static Line Touches(LeadState lead, CardFormatter pen)
    {
        if (lead.Touches.Count == 0)
        {
            return Count(lead);
        }

        var last = lead.Touches[^1];
        return Line.Of(new Span($"{Count(lead)}; last: {Describe(last)}, "), pen.Time(last.At));
    }

    /// <summary>How many touches, and how many of those that the agreement asks for: <c>1 touch, 0 of 6 since
    /// acceptance</c>.</summary>
    public static string Count(LeadState lead)
    {
        var made = lead.Touches.Count switch { 0 => "no touch yet", 1 => "1 touch", var many => Invariant($"{many} touches") };
        return Cadence(lead) is { } cadence
            ? Invariant($"{made}, {Counted(lead, cadence).Count()} of {cadence.Touches} since acceptance") : made;
    }

    /// <summary>How many of the touches that the agreement asks for were made: <c>2 of 6</c>.</summary>
    public static string Progress(LeadState lead) => Cadence(lead) is { } cadence
        ? Invariant($"{Counted(lead, cadence).Count()} of {cadence.Touches}") : Count(lead);

    /// <summary>An amount of money; its currency is the customer's.</summary>
    public static string Money(decimal amount) =>
        amount.ToString(decimal.IsInteger(amount) ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>The record in the CRM; null unless it is an http or https address of at most 2000 characters.</summary>
    public static string? Address(LeadState lead) =>
        Uri.TryCreate(lead.Profile.Url, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.AbsoluteUri.Length <= 2000
            ? uri.AbsoluteUri : null;

    /// <summary>Text with numbers, the same in every country.</summary>
    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Describe(Touch touch)
    {
        var reached = touch.Connected switch { true => ", reached", false => ", no answer", _ => "" };
        return ClauseText.Channel(touch.Channel) + reached + (touch.SelfReported ? ", self-reported" : "");
    }
}
