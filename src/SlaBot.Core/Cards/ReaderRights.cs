using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>What a reader may do with one lead (PRODUCT.md, "Rights"); the buttons follow it. A channel has no rights
/// of its own: a press there is checked by who presses.</summary>
internal sealed record ReaderRights
{
    /// <summary>The reader owns the lead.</summary>
    public bool IsOwner { get; private init; }

    /// <summary>The owner, a manager above the owner, or RevOps: may work the lead.</summary>
    public bool Works { get; private init; }

    /// <summary>A manager above the owner, or RevOps: may reassign, excuse, pause. Any manager while nobody owns
    /// it.</summary>
    public bool Leads { get; private init; }

    /// <summary>May dispute and recycle.</summary>
    public bool IsMarketing { get; private init; }

    /// <summary>May rule on a dispute.</summary>
    public bool IsArbiter { get; private init; }

    /// <summary>Lost or refused the lead and neither owns it nor answers for it now.</summary>
    public bool IsPastOwner { get; private init; }

    /// <summary>A channel.</summary>
    public bool IsChannel { get; private init; }

    /// <summary>The rights of a reader.</summary>
    public static ReaderRights Of(LeadState lead, CardFormatter pen)
    {
        if (pen.Reader.Person is not { } person)
        {
            return new ReaderRights { IsChannel = true };
        }

        var holder = lead.Owner
            ?? (lead.Stage is LeadStage.Rejected or LeadStage.Recycled ? lead.Rejection?.Owner : null);
        var isOwner = pen.Is(holder);
        var leads = person.Role == Role.RevOps || pen.Context.People.Manages(person.Email, holder)
            || (holder is null && person.Role == Role.Manager);
        return new ReaderRights
        {
            IsOwner = isOwner,
            Works = isOwner || (leads && holder is not null),
            Leads = leads,
            IsMarketing = person.Role == Role.Marketing,
            IsArbiter = pen.Is(pen.Context.Policy.Arbiter),
            IsPastOwner = !isOwner && !leads
                && lead.PastOwners.Contains(person.Email, StringComparer.OrdinalIgnoreCase),
        };
    }
}

/// <summary>
/// Who may see a lead's contact data (a name beside a company's, e-mail, phone, notes, activity): the owner, who held
/// or touched the lead, their managers, marketing, RevOps and executives. Everybody else sees id, company, owner, stage
/// and the next duty.
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
        Profile = new LeadProfile { Company = new Company(lead.Profile.Company.Name), Tier = lead.Profile.Tier,
            Region = lead.Profile.Region },
        Criteria = [],
        DuplicateOf = null,
        Feedback = null,
        Status = null,
        PauseReason = null,
        Rejection = lead.Rejection is { } rejection
            ? rejection with { Reason = null, Note = null, DisputeNote = null } : null,
        Touches = [.. lead.Touches.Select(touch => touch with { Note = null })],
        AutomaticTouches = [.. lead.AutomaticTouches.Select(touch => touch with { Note = null })],
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
