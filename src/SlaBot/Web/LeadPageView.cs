using System.Globalization;
using SlaBot.Api;
using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>One lead: what is known, what is owed, what happened.</summary>
internal static class LeadPageView
{
    /// <summary>Draws it.</summary>
    public static Reply Draw(ApiPorts ports, LeadState lead)
    {
        var page = new Page(ports);
        var events = ports.Reader.Events(lead.Id, lead.Version);
        return page.Build(Page.Title(lead), () =>
        {
            page.Html.Leaf("h1", Page.Title(lead)).Leaf("p", $"Lead {lead.Id} · {Page.Stage(lead)} · {page.Name(lead.Owner)}", ("class", "soft"));
            page.Section("What is owed", () => ObligationTable(page, lead));
            page.Section("What is known", () => Facts(page, lead));
            page.Section("Criteria", () => Criteria(page, ports.Judged(lead)));
            page.Section("Touches", () => Touches(page, lead));
            page.Section("What happened", () => Events(page, events));
        });
    }

    private static void ObligationTable(Page page, LeadState lead) => page.Html.Table(
        "Nothing yet.", ["Duty", "Who", "Since", "Due", "How it stands", ""], lead.Obligations, obligation =>
        {
            page.Html.Leaf("td", ClauseText.Called(obligation.Clause)).Leaf("td", obligation.Owner is null ? Who(obligation.Party) : page.Name(obligation.Owner));
            page.Html.Leaf("td", page.When(obligation.StartedAt), ("class", "when")).Leaf("td", page.When(obligation.DueAt), ("class", "when"));
            page.Html.Leaf("td", StatusText(page, obligation), ("class", obligation.Status.Lower()));
            page.Html.In("td", () => page.Html.Link("Why then?", Address.Why(lead.Id, obligation.Clause)), ("class", "when"));
        });

    private static string StatusText(Page page, Obligation obligation) => obligation switch
    {
        { Status: ObligationStatus.Breached, FulfilledAt: { } done } => $"missed, done late on {page.When(done)}",
        { EndedShort: true } => $"missed: the work ended first, on {page.When(obligation.EndedAt)}",
        { Status: ObligationStatus.Breached } => "missed, not done",
        { Status: ObligationStatus.Met, BreachedAt: not null } => $"done in time on {page.When(obligation.EndedAt)}, logged late",
        { Status: ObligationStatus.Met } => $"done in time on {page.When(obligation.EndedAt)}",
        { Status: ObligationStatus.Waived } => $"excused by {page.Name(obligation.WaivedBy)}: {obligation.Reason}",
        { Status: ObligationStatus.Cancelled } => string.IsNullOrWhiteSpace(obligation.Reason) ? "no longer owed" : $"no longer owed: {obligation.Reason}",
        _ => "running",
    };

    private static string Who(Party party) => party switch { Party.Marketing => "Marketing", Party.Sales => "Sales", _ => "RevOps" };

    private static string Found(Finding finding) => finding switch { Finding.Met => "met", Finding.Missed => "not met", _ => "no data" };

    private static void Facts(Page page, LeadState lead) => page.Html.In("dl", () =>
    {
        var profile = lead.Profile;
        Fact(page, "Person", string.Join(", ", new[] { profile.Contact.Name, profile.Contact.Title }.Where(text => text is not null)));
        Fact(page, "E-mail", profile.Contact.Email);
        Fact(page, "Phone", profile.Contact.Phone);
        Fact(page, "Company", profile.Company.Name);
        Fact(page, "People there", profile.Company.Size?.ToString("#,##0", CultureInfo.InvariantCulture));
        Fact(page, "Industry", profile.Company.Industry);
        Fact(page, "Country", profile.Company.Country);
        Fact(page, "Source", profile.Source);
        Fact(page, "Tier", profile.Tier);
        Fact(page, "Region", profile.Region);
        Fact(page, "Score", profile.Score?.ToString(CultureInfo.InvariantCulture));
        Fact(page, "Worth", profile.Amount?.ToString("#,##0.##", CultureInfo.InvariantCulture));
        Fact(page, "Qualified", lead.MqlAt is null ? null : page.When(lead.MqlAt));
        Fact(page, "Assigned", lead.AssignedAt is null ? null : $"{page.When(lead.AssignedAt)}: {lead.AssignedWhy}");
        Fact(page, "Paused", lead.PausedAt is null ? null : $"since {page.When(lead.PausedAt)}: {lead.PauseReason}");
        Record(page, profile.Url);
        Duplicate(page, lead.DuplicateOf);
    });

    private static void Fact(Page page, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            page.Html.Leaf("dt", name).Leaf("dd", value);
        }
    }

    private static void Record(Page page, string? url)
    {
        // Read again here: what is on file may come through another door.
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            page.Html.Leaf("dt", "Record in the CRM").In("dd", () => page.Html.Leaf("a", url, ("href", uri!.AbsoluteUri), ("rel", "noopener noreferrer")));
        }
    }

    private static void Duplicate(Page page, string? other)
    {
        if (other is not null)
        {
            page.Html.Leaf("dt", "Same e-mail as").In("dd", () => page.Html.Link(other, Address.Lead(other)));
        }
    }

    private static void Criteria(Page page, LeadState lead) => page.Html.Table(
        "None were asked for.", ["Criterion", "Finding"], lead.Criteria,
        criterionResult => page.Html.Leaf("td", criterionResult.Label).Leaf("td", Found(criterionResult.Finding), ("class", criterionResult.Finding == Finding.Met ? "met" : null)));

    private static void Touches(Page page, LeadState lead) => page.Html.Table(
        "Nobody has reached out yet.", ["When", "Channel", "By", "Reached", "Note"], lead.Touches, touch =>
        {
            page.Html.Leaf("td", page.When(touch.At), ("class", "when")).Leaf("td", ClauseText.Channel(touch.Channel)).Leaf("td", page.Name(touch.By ?? touch.Owner));
            page.Html.Leaf("td", touch.Connected switch { true => "yes", false => "no", null => "" });
            page.Html.Leaf("td", touch.SelfReported ? $"self-reported. {touch.Note}" : touch.Note);
        });

    private static void Events(Page page, IReadOnlyList<StoredEvent> events) => page.Html.Table(
        "Nothing.", ["When", "What", "By", "Details"], events.ToList(), storedEvent =>
        {
            var (what, details) = EventText.Of(storedEvent.Event, page);
            page.Html.Leaf("td", page.When(storedEvent.Event.At), ("class", "when")).Leaf("td", what);
            page.Html.Leaf("td", storedEvent.Event.By is null ? "" : page.Name(storedEvent.Event.By)).Leaf("td", details);
        });
}
