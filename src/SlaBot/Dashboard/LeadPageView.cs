using System.Globalization;
using SlaBot.Core.Cards.Words;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Desk;
using SlaBot.Intake;
using SlaBot.Intake.Json;

namespace SlaBot.Dashboard;

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
        "Nothing yet.", ["Duty", "Who", "Since", "Due", "How it stands", ""], lead.Obligations, one =>
        {
            page.Html.Leaf("td", ClauseText.Called(one.Clause)).Leaf("td", one.Owner is null ? Who(one.Party) : page.Name(one.Owner));
            page.Html.Leaf("td", page.When(one.StartedAt), ("class", "when")).Leaf("td", page.When(one.DueAt), ("class", "when"));
            page.Html.Leaf("td", StatusText(page, one), ("class", one.Status.Lower()));
            page.Html.In("td", () => page.Html.Link("Why then?", Address.Why(lead.Id, one.Clause)), ("class", "when"));
        });

    private static string StatusText(Page page, Obligation one) => one switch
    {
        { Status: ObligationStatus.Breached, FulfilledAt: { } done } => $"missed, done late on {page.When(done)}",
        { EndedShort: true } => $"missed: the work ended first, on {page.When(one.EndedAt)}",
        { Status: ObligationStatus.Breached } => "missed, not done",
        { Status: ObligationStatus.Met, BreachedAt: not null } => $"done in time on {page.When(one.EndedAt)}, logged late",
        { Status: ObligationStatus.Met } => $"done in time on {page.When(one.EndedAt)}",
        { Status: ObligationStatus.Waived } => $"excused by {page.Name(one.WaivedBy)}: {one.Reason}",
        { Status: ObligationStatus.Cancelled } => string.IsNullOrWhiteSpace(one.Reason) ? "no longer owed" : $"no longer owed: {one.Reason}",
        _ => "running",
    };

    private static string Who(Party party) => party switch { Party.Marketing => "Marketing", Party.Sales => "Sales", _ => "RevOps" };

    private static string Found(Finding finding) => finding switch { Finding.Met => "met", Finding.Missed => "not met", _ => "no data" };

    private static void Facts(Page page, LeadState lead) => page.Html.In("dl", () =>
    {
        var profile = lead.Profile;
        Fact(page, "Person", string.Join(", ", new[] { profile.Contact.Name, profile.Contact.Title }.Where(one => one is not null)));
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
        one => page.Html.Leaf("td", one.Label).Leaf("td", Found(one.Finding), ("class", one.Finding == Finding.Met ? "met" : null)));

    private static void Touches(Page page, LeadState lead) => page.Html.Table(
        "Nobody has reached out yet.", ["When", "Channel", "By", "Reached", "Note"], lead.Touches, one =>
        {
            page.Html.Leaf("td", page.When(one.At), ("class", "when")).Leaf("td", ClauseText.Channel(one.Channel)).Leaf("td", page.Name(one.By ?? one.Owner));
            page.Html.Leaf("td", one.Connected switch { true => "yes", false => "no", null => "" });
            page.Html.Leaf("td", one.SelfReported ? $"self-reported. {one.Note}" : one.Note);
        });

    private static void Events(Page page, IReadOnlyList<StoredEvent> events) => page.Html.Table(
        "Nothing.", ["When", "What", "By", "Details"], events.ToList(), one =>
        {
            var (what, details) = EventText.Of(one.Event, page);
            page.Html.Leaf("td", page.When(one.Event.At), ("class", "when")).Leaf("td", what);
            page.Html.Leaf("td", one.Event.By is null ? "" : page.Name(one.Event.By)).Leaf("td", details);
        });
}
