using SlaBot.Core.Cards;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;
using SlaBot.Intake;

namespace SlaBot.Dashboard;

/// <summary>What needs somebody now: breaches, the queue, and open leads by their next deadline.</summary>
internal static class HomePage
{
    private const int Rows = 100;

    // Deadlines are searched ten years ahead at most, so this finds every lead that has one.
    private static readonly Duration AnyDeadline = Duration.FromDays(366 * 11);

    /// <summary>Draws it; <paramref name="after"/> is where the list of open leads goes on.</summary>
    public static Reply Draw(ApiPorts ports, string? after)
    {
        var page = new Page(ports);
        var due = ports.Reader.Leads(new LeadFilter(DueBefore: ports.Now + AnyDeadline, OpenOnly: true, After: after, Limit: Rows));
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
            page.Section("Open leads, next deadline first", () => Open(page, due));
        });
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
            page.Html.In("td", () => page.Html.Leaf("a", ClauseWords.Called(row.Duty.Clause), ("href", Address.Why(row.Lead.Id, row.Duty.Clause)), ("class", "breached")));
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
        page.Html.Table("None has a deadline.", ["Next due", "Duty", "Lead", "Owner", "Stage"], due.Leads.ToList(), lead =>
        {
            var next = lead.Running.FirstOrDefault();
            page.Html.Leaf("td", page.When(next?.DueAt), ("class", "when"));
            page.Html.In("td", () => { if (next is not null) { page.Html.Link(ClauseWords.Called(next.Clause), Address.Why(lead.Id, next.Clause)); } });
            LeadCell(page, lead);
            page.Html.Leaf("td", page.Name(lead.Owner)).Leaf("td", Page.Stage(lead));
        });
        if (due.Next is not null)
        {
            page.Html.In("p", () => page.Html.Link("More", $"{Address.Home}?after={Uri.EscapeDataString(due.Next)}"));
        }
    }

    private static void LeadCell(Page page, LeadState lead) => page.Html.In("td", () => page.Html.Link(Page.Title(lead), Address.Lead(lead.Id)));
}
