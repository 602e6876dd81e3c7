using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Jobs;

/// <summary>What a week does to the matters that missed weeks open: those that stand after it, new ones first written,
/// closed ones with their reason.</summary>
internal sealed record MissedWeeksResult(IReadOnlyList<MissedWeeksItem> Open, IReadOnlyList<MissedWeeksItem> Opened,
    IReadOnlyList<MissedWeeksItem> Closed);

/// <summary>Two missed weeks in a row put a named item on top of the agenda and tell the next rung; it stays until a
/// green week or a newly signed version.</summary>
internal sealed class MissedWeeksPolicy(IReadStore reader, AgreementRules book)
{
    // Grey weeks and weeks of practice lie between missed ones without parting them.
    private const int MostWeeks = 53;

    private readonly SlaPolicy policy = book.Policy;

    /// <summary>Judges a week that is being published.</summary>
    public MissedWeeksResult Judge(Scorecard card, Instant now)
    {
        var standing = reader.Matters(openOnly: true);
        if (card.Practice)
        {
            return new MissedWeeksResult(standing, [], []);
        }

        var closed = standing
            .Select(missedWeeksItem => (Matter: missedWeeksItem, Why: WhyClosed(missedWeeksItem, card)))
            .Where(pair => pair.Why is not null)
            .Select(pair => pair.Matter with { ClosedAt = now, ClosedWhy = pair.Why }).ToList();
        var still = standing.Where(missedWeeksItem => closed.All(other => other.Key != missedWeeksItem.Key)).ToList();
        var published = Published(card);
        var opened = MissedWeeks.InARow(published, card, policy.Review)
            .Where(party => MissedWeeks.IsNew(still, party, published, card, policy.Review))
            .Select(
                party =>
                    new MissedWeeksItem(party, card.Week, policy.Version, OwnerOf(party),
                        MissedWeeks.Metrics(card, party, policy.Review), now)).ToList();
        return new MissedWeeksResult([.. still, .. opened], opened, closed);
    }

    /// <summary>The notes that tell the next rung of what was opened; private ones wait for working hours.</summary>
    public IEnumerable<OutboxItem> Notify(MissedWeeksResult judgement, Instant now) =>
        from matter in judgement.Opened
        from to in NoticeRecipients.Named(policy.Review.Tell, matter.Owner, book).Distinct()
        select new OutboxItem
        {
            Key = $"{matter.Key}|{to}",
            Address = to,
            Intent = new NoteIntent($"{matter.Party} missed the agreement {policy.Review.MissedWeeks} weeks in a row",
                Describe(matter, now)),
            NotBefore = NoticeRecipients.Held(to, now, book),
            CreatedAt = now,
        };

    private string Describe(MissedWeeksItem matter, Instant now)
    {
        var context = new CardContext { Policy = policy, People = book.People, Now = now };
        var item = AgendaCard.Describe(
            new AgendaItem(matter.Key, null, matter.Party, matter.Metrics, matter.Owner, matter.Week), context);
        string?[] lines =
        [
            item,
            "It stands first on every agenda until a green week or a newly signed version of the agreement.",
            policy.Review.Escalation is { } agreed ? $"The agreement says: {agreed}." : null,
            .. policy.Review.Matrix.Where(escalationLine => IsAbout(escalationLine.Issue, matter.Party))
                .Select(escalationLine => MatrixText.Line(policy.Review, book.People, escalationLine) + "."),
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    private static string Number(string week) =>
        IsoWeek.TryParse(week, out var parsed)
            ? parsed.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : week;

    private static bool IsAbout(string issue, Party party) =>
        issue.Contains("breach", StringComparison.OrdinalIgnoreCase)
            || issue.Contains(party == Party.Sales ? "follow" : "quality", StringComparison.OrdinalIgnoreCase);

    private string? WhyClosed(MissedWeeksItem matter, Scorecard card) =>
        MissedWeeks.IsGreen(card, matter.Party, policy.Review)
            ? $"Settled: {matter.Party} had a green week (week {Number(card.Week)}) after the misses up to week "
                + $"{Number(matter.Week)}."
        : policy.Version != matter.Version && IsSigned()
        ? $"Settled by a signed change: version {policy.Version} replaces {matter.Version}, under which "
            + $"{matter.Party} had missed."
        : null;

    private bool IsSigned() =>
        reader.Signatures(policy.Version).Select(signature => signature.Party).Distinct().Count() == 2;

    private string? OwnerOf(Party party) =>
        (party == Party.Marketing ? policy.Signers.Marketing : policy.Signers.Sales) ?? policy.Owner;

    /// <summary>The weeks before it without a gap; a signed change starts the count anew.</summary>
    private List<Scorecard> Published(Scorecard card)
    {
        var isSigned = IsSigned();
        var before = new List<Scorecard>();
        for (var at = IsoWeek.TryParse(card.Week, out var week) ? week.Previous : default; before.Count
            < MostWeeks; at = at.Previous)
        {
            if (reader.Scorecard(at.ToString()) is not { } published)
            {
                break;
            }

            var past = ScorecardJson.Read(published.Json);
            if (isSigned && past.PolicyVersion != policy.Version)
            {
                break;
            }

            before.Add(past);
        }

        return before;
    }
}
