using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Engine;

/// <summary>What the engine keeps beside leads: absences and signatures.</summary>
internal sealed partial class LeadCommandProcessor
{
    /// <summary>Sets (or, with Until at From, ends) an absence and moves the person's leads. Answers with what became
    /// of them.</summary>
    public Task<HandedOver> SetAbsenceAsync(Absence absence) => new Absences(this, reader).SetAsync(absence);

    /// <summary>Signs the agreement in force in that person's name; null when done.</summary>
    public async Task<Refusal?> SignAsync(string by)
    {
        var book = rules.Now;
        var (marketing, sales) = book.Policy.Signers;
        var party = Is(by, marketing) ? "marketing" : Is(by, sales) ? "sales" : null;
        if (party is null)
        {
            return new Refusal("not-signer",
                $"Only {book.People.NameOf(marketing)} (marketing) and {book.People.NameOf(sales)} (sales) sign this "
                + $"agreement.");
        }

        if (reader.Signatures(book.Policy.Version).Any(signature => signature.Party == party))
        {
            return new Refusal("already-signed", $"You have already signed version {book.Policy.Version}.");
        }

        await RecordForSenderAsync((at, batch) =>
        {
            var signature = new Signature(book.Policy.Version, party, by, at.Now);
            batch.Signatures.Add(signature);
            batch.Documents.Add(
                AgreementArchive.Signed(book, [.. reader.Signatures(book.Policy.Version), signature], at.Now));
            at.Intent(batch, [AgreementArchive.Redraw(book.Policy.Version, at.Now)]);
        });
        return null;
    }

    private static bool Is(string by, string? named) => string.Equals(by, named, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ticks off items, each named <c>AGENDA/ITEM</c>, in that person's name; null when done.</summary>
    public async Task<Refusal?> TickAsync(string by, IReadOnlyList<string> items)
    {
        if (Refused(by, items, out var found) is { } refusal)
        {
            return refusal;
        }

        if (found.Select(pair => Ticked(pair)).OfType<CheckedItem>().FirstOrDefault() is { } tick)
        {
            return new Refusal("already-ticked", $"{rules.Now.People.NameOf(tick.By)} has already ticked that off.");
        }

        await RecordForSenderAsync((at, batch) =>
        {
            batch.Ticks.AddRange(found.Select(pair => new CheckedItem(pair.Agenda, pair.Item.Key, by, at.Now)));
            at.Intent(batch, found.Select(pair => pair.Agenda).Distinct().Select(name => AgendaAgain(name, at.Now)));
        });
        return null;
    }

    /// <summary>Takes ticks back, by whoever may tick; null when done.</summary>
    public async Task<Refusal?> UntickAsync(string by, IReadOnlyList<string> items)
    {
        if (Refused(by, items, out var found) is { } refusal)
        {
            return refusal;
        }

        if (found.Any(pair => Ticked(pair) is null))
        {
            return new Refusal("not-ticked", "That item is open already.");
        }

        await RecordForSenderAsync((at, batch) =>
        {
            batch.Unticked.AddRange(found.Select(pair => new CheckedItem(pair.Agenda, pair.Item.Key, by, at.Now)));
            at.Intent(batch, found.Select(pair => pair.Agenda).Distinct().Select(name => AgendaAgain(name, at.Now)));
        });
        return null;
    }

    private CheckedItem? Ticked((string Agenda, AgendaItem Item) pair) =>
        reader.Ticks(pair.Agenda).FirstOrDefault(tick => tick.Item == pair.Item.Key);

    /// <summary>Why that person may not tick those items; null with the items when they may.</summary>
    private Refusal? Refused(string by, IReadOnlyList<string> items, out List<(string Agenda, AgendaItem Item)> found)
    {
        found = [];
        foreach (var parts in items.Select(item => item.Split('/', 2)))
        {
            if (parts.Length < 2
                || ReviewArchive.Agenda(reader, parts[0])
                    ?.FirstOrDefault(agendaItem => agendaItem.Key == parts[1]) is not { } item)
            {
                return new Refusal("no-item", $"There is no item \"{string.Join('/', parts)}\" on an agenda.");
            }

            found.Add((parts[0], item));
        }

        return found.Count == 0 ? new Refusal("no-item", "Choose at least one item.")
            : found.All(pair => MayTick(by, pair.Item)) ? null
            : new Refusal("not-yours",
                "Only the agreement's owner, the two leads who sign, managers, RevOps and the owner of an item tick "
                + "its box.");
    }

    private bool MayTick(string by, AgendaItem item)
    {
        var policy = rules.Now.Policy;
        return rules.Now.People.Find(by)?.Role is Role.Manager or Role.RevOps
            || new[] { policy.Owner, policy.Signers.Marketing, policy.Signers.Sales, item.Owner }.Any(
                text => string.Equals(text, by, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps what was spent; a month and source told again replaces what was told before.</summary>
    public Task KeepSpendAsync(IReadOnlyList<Spend> spend) =>
        RecordForSenderAsync((_, batch) => batch.Spend.AddRange(spend));

    private static OutboxItem AgendaAgain(string name, NodaTime.Instant now)
    {
        var isWeek = name.Contains('W', StringComparison.Ordinal);
        return new OutboxItem
        {
            Key = (isWeek ? MessageKeys.Week(name, "agenda") : MessageKeys.Month(name, "agenda")) + MessageKeys.Redraw,
            Address = ChatAddress.Scorecard,
            Intent = isWeek ? new ScorecardIntent(name, "agenda") : new ReviewIntent(name, "agenda"),
            NotBefore = now,
            CreatedAt = now,
        };
    }
}
