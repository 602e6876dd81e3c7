using NodaTime;
using SlaBot.Core.Cards.Words;
using SlaBot.Core.Leads;
using SlaBot.Desk;
using SlaBot.Intake;

namespace SlaBot.Dashboard;

/// <summary>What needs somebody now: breaches, the queue, and open leads by their next deadline.</summary>
internal static class HomePage
{
    private const int Rows = 100;

    // Begins the cursor once the leads with a deadline are through.
    private const string Undated = "undated:";

    // Deadlines are searched ten years ahead at most, so this finds every lead that has one.
    private static readonly Duration AnyDeadline = Duration.FromDays(366 * 11);

    /// <summary>Draws it; <paramref name="after"/> is where the list of open leads goes on.</summary>
    public static Reply Draw(ApiPorts ports, string? after)
    {
        var page = new Page(ports);
        var open = OpenLeads(ports, after);
        var counts = ports.Reader.Counts();
        var queue = ports.Reader.Queue(Rows).Select(ports.Reader.Lead).OfType<LeadState>().ToList();
        var breaches = ports.Reader.Missed(Rows).SelectMany(lead => lead.Obligations.Where(one => one.Climbs), (lead, duty) => (Lead: lead, Duty: duty))
            .OrderBy(one => one.Duty.DueAt).Take(Rows).ToList();
        return page.Frame("Leads", () =>
        {
            page.Html.Leaf("h1", "What needs somebody");
            Numbers(page, counts);
            page.Section("Missed and still open", () => Breaches(page, breaches));
            page.Section("Queue: nobody could take them", () => Queue(page, queue));
            page.Section("Open leads, next deadline first", () => Open(page, open));
        });
    }

    /// <summary>Those with a deadline by that, then those that have missed all theirs, or owe nothing more.</summary>
    private static LeadPage OpenLeads(ApiPorts ports, string? after)
    {
        var past = after?.StartsWith(Undated, StringComparison.Ordinal) == true ? after[Undated.Length..] : null;
        var due = past is null
            ? ports.Reader.Leads(new LeadFilter(DueBefore: ports.Now + AnyDeadline, OpenOnly: true, After: after, Limit: Rows))
            : new LeadPage([], null);
        if (due.Next is not null)
        {
            return due;
        }

        var rest = ports.Reader.Leads(new LeadFilter(OpenOnly: true, After: past, Limit: Rows) { Undated = true });
        return new LeadPage([.. due.Leads, .. rest.Leads], rest.Next is null ? null : Undated + rest.Next);
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
            page.Html.In("td", () => Duty(page, row.Lead, row.Duty));
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
        page.Html.Table("None.", ["Next due", "Duty", "Lead", "Owner", "Stage"], due.Leads.ToList(), lead =>
        {
            var next = lead.Running.FirstOrDefault() ?? lead.Obligations.FirstOrDefault(one => one.Climbs);
            page.Html.Leaf("td", next is null ? "nothing is due" : next.Climbs ? $"overdue since {page.When(next.DueAt)}" : page.When(next.DueAt), ("class", next is null ? "soft" : next.Climbs ? "breached" : "when"));
            page.Html.In("td", () => { if (next is not null) { Duty(page, lead, next); } });
            LeadCell(page, lead);
            page.Html.Leaf("td", page.Name(lead.Owner)).Leaf("td", Page.Stage(lead));
        });
        if (due.Next is not null)
        {
            page.Html.In("p", () => page.Html.Link("More open leads", $"{Address.Home}?after={Uri.EscapeDataString(due.Next)}"));
        }
    }

    private static void Duty(Page page, LeadState lead, Obligation duty)
    {
        var (words, why) = (ClauseWords.Called(duty.Clause), Address.Why(lead.Id, duty.Clause));
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
