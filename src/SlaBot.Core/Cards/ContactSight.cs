using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>
/// Who may see a lead's contact data (a name beside a company's, e-mail, phone, notes, activity): the owner, who held or touched the lead, their
/// managers, marketing, RevOps and executives. Everybody else sees id, company, owner, stage and the next duty.
/// </summary>
public static class ContactSight
{
    /// <summary>True when this person may see it.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="policy">The agreement in force: its arbiter reads what a dispute is about.</param>
    /// <param name="people">Everybody.</param>
    public static bool May(LeadState lead, Person person, SlaPolicy policy, People people) =>
        person.Role is Role.Marketing or Role.RevOps or Role.Executive
        || Same(policy.Arbiter, person.Email)
        || (lead.Owner is null && person.Role == Role.Manager)
        || Holders(lead).Any(holder => Same(holder, person.Email) || people.Manages(person.Email, holder));

    /// <summary>The lead with nothing in it but what everybody may see.</summary>
    public static LeadState Without(LeadState lead) => lead with
    {
        Profile = new LeadProfile { Company = new Company(lead.Profile.Company.Name), Tier = lead.Profile.Tier, Region = lead.Profile.Region },
        Criteria = [],
        DuplicateOf = null,
        Feedback = null,
        Status = null,
        PauseReason = null,
        Rejection = lead.Rejection is { } rejection ? rejection with { Reason = null, Note = null, DisputeNote = null } : null,
        Touches = [.. lead.Touches.Select(touch => touch with { Note = null })],
        Dispositions = [.. lead.Dispositions.Select(given => given with { Reason = null })],
    };

    private static IEnumerable<string> Holders(LeadState lead) =>
    [
        .. new[] { lead.Owner, lead.Rejection?.Owner }.OfType<string>(),
        .. lead.PastOwners,
        .. lead.Touches.SelectMany(touch => new[] { touch.By, touch.Owner }).OfType<string>(),
    ];

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
