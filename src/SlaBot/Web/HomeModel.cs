using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>What needs somebody now, as the first page shows it.</summary>
internal sealed record HomeModel
{
    private const int PageSize = 100;

    // Deadlines are searched ten years ahead at most, so this finds every lead that has one.
    private static readonly Duration AnyDeadline = Duration.FromDays(366 * 11);

    /// <summary>How many leads are open, queued, and late.</summary>
    public required LeadCounts Counts { get; init; }

    /// <summary>Missed deadlines that are still open, oldest first.</summary>
    public required IReadOnlyList<(LeadState Lead, Obligation Obligation)> Missed { get; init; }

    /// <summary>Leads that nobody could take.</summary>
    public required IReadOnlyList<LeadState> Queue { get; init; }

    /// <summary>
    /// One page of open leads: those with something overdue, longest first; then by the next deadline; then those that
    /// owe nothing more.
    /// </summary>
    public required IReadOnlyList<LeadState> Open { get; init; }

    /// <summary>Where the list of open leads goes on; null at its end.</summary>
    public required string? Next { get; init; }

    /// <summary>Reads it; <paramref name="after"/> is where the list of open leads goes on.</summary>
    public static HomeModel Read(IReadStore reader, Instant now, string? after)
    {
        var (open, next) = OpenLeads(reader, now, after);
        return new HomeModel
        {
            Counts = reader.Counts(),
            Queue = [.. reader.Queue(PageSize).Select(reader.Lead).OfType<LeadState>()],
            Missed =
            [
                .. reader.Missed(PageSize)
                    .SelectMany(lead => lead.Obligations.Where(obligation => obligation.Climbs),
                        (lead, obligation) => (lead, obligation))
                    .OrderBy(pair => pair.obligation.DueAt).Take(PageSize),
            ],
            Open = open,
            Next = next,
        };
    }

    /// <summary>Everything of a lead that is overdue, oldest first, then what is due next.</summary>
    public static IReadOnlyList<Obligation> Owed(LeadState lead) =>
        [.. lead.Obligations.Where(obligation => obligation.Climbs).OrderBy(obligation => obligation.DueAt),
            .. lead.Running.Take(1)];

    private static (IReadOnlyList<LeadState> Leads, string? Next) OpenLeads(IReadStore reader, Instant now,
        string? after)
    {
        (string Mark, LeadFilter Filter)[] parts =
        [
            ("overdue:", new LeadFilter(OpenOnly: true, Limit: PageSize) { Overdue = true }),
            ("dated:",
                new LeadFilter(DueBefore: now + AnyDeadline, OpenOnly: true, Limit: PageSize) { Overdue = false }),
            ("undated:", new LeadFilter(OpenOnly: true, Limit: PageSize) { Undated = true, Overdue = false }),
        ];
        var at = after is null ? 0
            : Math.Max(0, Array.FindIndex(parts, part => after.StartsWith(part.Mark, StringComparison.Ordinal)));
        var past = after is not null && after.StartsWith(parts[at].Mark, StringComparison.Ordinal)
            ? after[parts[at].Mark.Length..] : "";
        var leads = new List<LeadState>();
        for (; at < parts.Length && leads.Count < PageSize; at++, past = "")
        {
            var page = reader.Leads(parts[at].Filter with { After = past.Length == 0 ? null : past });
            leads.AddRange(page.Leads);
            if (page.Next is not null)
            {
                return (leads, parts[at].Mark + page.Next);
            }
        }

        return (leads, at < parts.Length ? parts[at].Mark : null);
    }
}
