using NodaTime;
using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>What needs somebody now: breaches, the queue, and open leads by their next deadline.</summary>
internal static class HomePage
{
    private const int PageSize = 100;

    // Deadlines are searched ten years ahead at most, so this finds every lead that has one.
    private static readonly Duration AnyDeadline = Duration.FromDays(366 * 11);

    /// <summary>Draws it; <paramref name="after"/> is where the list of open leads goes on.</summary>
    public static Reply Draw(ApiPorts ports, string? after)
    {
        var page = new Page(ports);
        var open = OpenLeads(ports, after);
        var counts = ports.Reader.Counts();
        var queue = ports.Reader.Queue(PageSize).Select(ports.Reader.Lead).OfType<LeadState>().ToList();
        var breaches = ports.Reader.Missed(PageSize).SelectMany(lead => lead.Obligations.Where(obligation => obligation.Climbs), (lead, duty) => (Lead: lead, Duty: duty))
            .OrderBy(pair => pair.Duty.DueAt).Take(PageSize).ToList();
        return page.Build("Leads", () =>
        {
            page.Html.Leaf("h1", "What needs somebody");
            Numbers(page, counts);
            page.Section("Missed and still open", () => Breaches(page, breaches));
            page.Section("Queue: nobody could take them", () => Queue(page, queue));
            page.Section("Open leads: overdue first, then by next deadline", () => Open(page, open));
        });
    }

    /// <summary>Those with something overdue, longest first; then by the next deadline; then those that owe nothing more.</summary>
    private static LeadPage OpenLeads(ApiPorts ports, string? after)
    {
        (string Mark, LeadFilter Filter)[] parts =
        [
            ("overdue:", new LeadFilter(OpenOnly: true, Limit: PageSize) { Overdue = true }),
            ("dated:", new LeadFilter(DueBefore: ports.Now + AnyDeadline, OpenOnly: true, Limit: PageSize) { Overdue = false }),
            ("undated:", new LeadFilter(OpenOnly: true, Limit: PageSize) { Undated = true, Overdue = false }),
        ];
        var at = after is null ? 0 : Math.Max(0, Array.FindIndex(parts, part => after.StartsWith(part.Mark, StringComparison.Ordinal)));
        var past = after is not null && after.StartsWith(parts[at].Mark, StringComparison.Ordinal) ? after[parts[at].Mark.Length..] : "";
        var leads = new List<LeadState>();
        for (; at < parts.Length && leads.Count < PageSize; at++, past = "")
        {
            var page = ports.Reader.Leads(parts[at].Filter with { After = past.Length == 0 ? null : past });
            leads.AddRange(page.Leads);
            if (page.Next is not null)
            {
                return new LeadPage(leads, parts[at].Mark + page.Next);
            }
        }

        return new LeadPage(leads, at < parts.Length ? parts[at].Mark : null);
    }

    private static void Numbers(Page page, LeadCounts counts) => page.Html.In("div", () =>
    {
        Number(page, counts.Missed, "missed deadlines still open");
        Number(page, counts.Queued, "in the queue");
        Number(page, counts.Open, "open leads");
    }, ("class", "numbers"));

    private static void Number(Page page, long number, string words) =>
        page.Html.In("p", () => page.Html.Leaf("b", number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Leaf("span", " " + words));

    private static void Breaches(Page page, List<(LeadState Lead, Obligation Duty)> breaches) => page.Html.Table(
        "None. Every duty that came due was done or excused.", ["Lead", "Duty", "Who", "Was due"], breaches, row =>
        {
            LeadCell(page, row.Lead);
            page.Html.In("td", () => ObligationRow(page, row.Lead, row.Duty));
            page.Html.Leaf("td", page.Name(row.Duty.Owner ?? row.Lead.Owner)).Leaf("td", page.When(row.Duty.DueAt), ("class", "when"));
        });

    private static void Queue(Page page, List<LeadState> queue) => page.Html.Table(
        "Empty.", ["Lead", "Source", "Since"], queue, lead =>
        {
            LeadCell(page, lead);
            page.Html.Leaf("td", lead.Profile.Source).Leaf("td", page.When(lead.MqlAt), ("class", "when"));
        });

    private static void Open(Page page, LeadPage due)
    {
        page.Html.Table("None.", ["Due", "Lead", "Owner", "Stage"], due.Leads.ToList(), lead =>
        {
            page.Html.In("td", () => Owed(page, lead));
            LeadCell(page, lead);
            page.Html.Leaf("td", page.Name(lead.Owner)).Leaf("td", Page.Stage(lead));
        });
        if (due.Next is not null)
        {
            page.Html.In("p", () => page.Html.Link("More open leads", $"{Address.Home}?after={Uri.EscapeDataString(due.Next)}"));
        }
    }

    /// <summary>Everything that is overdue, then what is due next.</summary>
    private static void Owed(Page page, LeadState lead)
    {
        var duties = lead.Obligations.Where(duty => duty.Climbs).OrderBy(duty => duty.DueAt).Concat(lead.Running.Take(1)).ToList();
        if (duties.Count == 0)
        {
            page.Html.Leaf("span", "nothing is due", ("class", "soft"));
        }

        foreach (var duty in duties)
        {
            page.Html.In("div", () =>
            {
                ObligationRow(page, lead, duty);
                page.Html.Leaf("span", $" {(duty.Climbs ? "overdue since" : "due")} {page.When(duty.DueAt)}", ("class", duty.Climbs ? "breached" : "when"));
            });
        }
    }

    private static void ObligationRow(Page page, LeadState lead, Obligation duty)
    {
        var (words, why) = (ClauseText.Called(duty.Clause), Address.Why(lead.Id, duty.Clause));
        if (duty.Climbs)
        {
            page.Html.Leaf("a", words, ("href", why), ("class", "breached"));
        }
        else
        {
            page.Html.Link(words, why);
        }
    }

    private static void LeadCell(Page page, LeadState lead) => page.Html.In("td", () => page.Html.Link(Page.Title(lead), Address.Lead(lead.Id)));
}
