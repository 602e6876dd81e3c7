using SlaBot.Core.Leads;

namespace SlaBot.Desk;

/// <summary>What the desk keeps for the reviews: items ticked off, money spent.</summary>
internal sealed partial class LeadDesk
{
    /// <summary>Ticks off items, each named <c>AGENDA/ITEM</c>, in that person's name; null when done.</summary>
    public async Task<Refusal?> TickAsync(string by, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            return new Refusal("no-item", "Choose at least one item.");
        }

        var parts = items.Select(one => one.Split('/', 2)).ToList();
        foreach (var part in parts)
        {
            if (part.Length < 2 || ReviewBook.Agenda(reader, part[0])?.Any(one => one.Key == part[1]) != true)
            {
                return new Refusal("no-item", $"There is no item \"{string.Join('/', part)}\" on an agenda.");
            }

            if (reader.Ticks(part[0]).FirstOrDefault(one => one.Item == part[1]) is { } tick)
            {
                return new Refusal("already-ticked", $"{rules.Now.People.NameOf(tick.By)} has already ticked that off.");
            }
        }

        await RecordAsync((at, batch) =>
        {
            batch.Ticks.AddRange(parts.Select(part => new TickedItem(part[0], part[1], by, at.Now)));
            at.Wish(batch, parts.Select(part => part[0]).Distinct().Select(name => AgendaAgain(name, at.Now)));
        });
        return null;
    }

    /// <summary>Keeps what was spent; a month and source told again replaces what was told before.</summary>
    public Task KeepSpendAsync(IReadOnlyList<Core.Scorecards.Spend> spend) => RecordAsync((_, batch) => batch.Spend.AddRange(spend));

    private static OutboxItem AgendaAgain(string name, NodaTime.Instant now)
    {
        var isWeek = name.Contains('W', StringComparison.Ordinal);
        return new OutboxItem
        {
            Key = (isWeek ? Keys.Week(name, "agenda") : Keys.Month(name, "agenda")) + Keys.Redraw,
            Audience = Keys.Scorecard,
            Purpose = isWeek ? Purpose.Scorecard : Purpose.Review,
            Detail = $"{name}|agenda",
            NotBefore = now,
            CreatedAt = now,
        };
    }
}
