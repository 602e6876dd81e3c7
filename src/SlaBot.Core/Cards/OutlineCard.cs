using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>A lead for somebody who may not see its contact data: id, company, owner, stage and the next duty.</summary>
public static class OutlineCard
{
    /// <summary>Draws it.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="context">The agreement, the people and the instant of drawing.</param>
    /// <param name="reader">Who reads it.</param>
    public static Card Draw(LeadState lead, CardContext context, Reader reader)
    {
        var pen = new CardFormatter(context, reader);
        var seen = ContactSight.Without(lead);
        var next = DutyText.Open(seen, duty => duty.Party == Party.Sales || seen.Owner is null).FirstOrDefault();
        var items = new List<(string, Line)> { ("Lead", Truncate.Name(seen.Id)) };
        if (seen.Profile.Company.Name is { Length: > 0 } company)
        {
            items.Add(("Company", Truncate.Name(company)));
        }

        items.Add(("Owner", seen.Owner is null ? "nobody yet" : Line.Of(pen.Who(seen.Owner))));
        items.Add(("Stage", LeadText.Stage(seen, pen)));
        items.Add(("Next", next is null ? "nothing is due" : DutyText.Due(next, seen, pen)));
        return LeadCard.Build(
            seen,
            LeadText.Name(seen),
            Tone.Neutral,
            [new Fields(items), new Context("The rest is for the owner, who worked it, their managers, marketing and RevOps.")],
            [],
            $"{LeadText.Name(seen)}: {LeadText.Stage(seen, pen)}.");
    }
}
