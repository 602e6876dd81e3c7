using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What a reader may do with one lead (PRODUCT.md, "Rights"); the buttons follow it. A channel has no rights of its own: a press there is checked by who presses.</summary>
internal sealed record ReaderRights
{
    /// <summary>The reader owns the lead.</summary>
    public bool IsOwner { get; private init; }

    /// <summary>The owner, a manager above the owner, or RevOps: may work the lead.</summary>
    public bool Works { get; private init; }

    /// <summary>A manager above the owner, or RevOps: may reassign, excuse, pause. Any manager while nobody owns it.</summary>
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

        var holder = lead.Owner ?? (lead.Stage is LeadStage.Rejected or LeadStage.Recycled ? lead.Rejection?.Owner : null);
        var isOwner = pen.Is(holder);
        var leads = person.Role == Role.RevOps || pen.Context.People.Manages(person.Email, holder) || (holder is null && person.Role == Role.Manager);
        return new ReaderRights
        {
            IsOwner = isOwner,
            Works = isOwner || (leads && holder is not null),
            Leads = leads,
            IsMarketing = person.Role == Role.Marketing,
            IsArbiter = pen.Is(pen.Context.Policy.Arbiter),
            IsPastOwner = !isOwner && !leads && lead.PastOwners.Contains(person.Email, StringComparer.OrdinalIgnoreCase),
        };
    }
}
