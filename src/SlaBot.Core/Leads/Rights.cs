using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>Who may do what (PRODUCT.md, Rights). A refusal says who may.</summary>
internal static class Rights
{
    /// <summary>The person of the command, known and allowed by <paramref name="may"/>; else a refusal.</summary>
    public static Refusal? Check(this Draft draft, string deed, string who, Func<Person, bool> may)
    {
        var by = draft.Command.By;
        if (by is null)
        {
            return new Refusal("by-needed", "Say who does it: \"by\" takes the e-mail of a person in the settings.");
        }

        if (draft.Terms.People.Find(by) is not { } person)
        {
            return new Refusal("unknown-person", $"{by} is not among the people in the settings; an administrator can add them under People.");
        }

        return may(person) ? null : new Refusal("not-yours", $"Only {who} may {deed} {LeadName.Of(draft.State)}.");
    }

    /// <summary>The owner, the owner's managers and RevOps work a lead.</summary>
    public static Refusal? CheckWork(this Draft draft, string deed)
    {
        if (draft.State.Owner is not { } owner)
        {
            return draft.Check(deed, "RevOps or a manager", Oversees(draft)) ?? null;
        }

        var people = draft.Terms.People;
        var manager = people.Find(people.Find(owner)?.Manager);
        var who = $"the owner ({people.NameOf(owner)}){(manager is null ? "" : $", the owner's manager ({manager.Name})")} or RevOps";
        return draft.Check(deed, who, person => Same(person.Email, owner) || person.Role == Role.RevOps || people.Manages(person.Email, owner));
    }

    /// <summary>Managers and RevOps reassign, excuse and pause.</summary>
    public static Refusal? CheckOversight(this Draft draft, string deed) => draft.Check(deed, "a manager or RevOps", Oversees(draft));

    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static Func<Person, bool> Oversees(Draft draft) => person =>
        person.Role is Role.Manager or Role.RevOps || draft.Terms.People.Manages(person.Email, draft.State.Owner);
}
