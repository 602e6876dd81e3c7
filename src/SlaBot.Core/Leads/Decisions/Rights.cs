using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Who may do what (PRODUCT.md, Rights). A refusal says who may.</summary>
internal sealed class Rights(LeadState lead, LeadCommand command, SlaPolicy policy, People people)
{
    /// <summary>Null when the person of the command may ask for it, whatever it says; else why not, and who
    /// may.</summary>
    public static Refusal? Check(LeadState lead, LeadCommand command, SlaPolicy policy, People people) =>
        new Rights(lead, command, policy, people).Check();

    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private Refusal? Check()
    {
        var definition = CommandDefinition.Of(command);
        var action = definition.Action;
        return definition.Right switch
        {
            CommandRight.Program => null,
            CommandRight.Work => Work(action),
            CommandRight.Log => command.FromChat ? Work(action) : Only(action, "a known person", _ => true),
            CommandRight.WorkOrSystem => command.By is null ? null : Work(action),
            CommandRight.AnybodyOrSystem => command.By is null ? null : Only(action, "a known person", _ => true),
            CommandRight.Oversee => Oversee(action),
            CommandRight.Nurture =>
                Only(action, "marketing, RevOps, the last owner or the owner's manager", MayNurture),
            CommandRight.Dispute => Only(action, "marketing", person => person.Role == Role.Marketing),
            CommandRight.Rule =>
                Only(action, $"the arbiter ({people.NameOf(policy.Arbiter)})",
                    person => Same(person.Email, policy.Arbiter)),
        };
    }

    private bool MayNurture(Person person) =>
        person.Role is Role.Marketing or Role.RevOps || Same(person.Email, lead.Owner)
            || people.Manages(person.Email, lead.Owner);

    /// <summary>The owner, the owner's managers and RevOps work a lead.</summary>
    private Refusal? Work(string action)
    {
        if (lead.Owner is not { } owner)
        {
            return Only(action, "RevOps or a manager", Oversees);
        }

        var manager = people.Find(people.Find(owner)?.Manager);
        var who = $"the owner ({people.NameOf(owner)}){(manager is null ? "" : $", the owner's manager ({manager.Name})")} or RevOps";
        return Only(action, who,
            person => Same(person.Email, owner) || person.Role == Role.RevOps || people.Manages(person.Email, owner));
    }

    /// <summary>Managers and RevOps reassign, excuse and pause.</summary>
    private Refusal? Oversee(string action) => Only(action, "a manager or RevOps", Oversees);

    private bool Oversees(Person person) =>
        person.Role is Role.Manager or Role.RevOps || people.Manages(person.Email, lead.Owner);

    private Refusal? Only(string action, string who, Func<Person, bool> may)
    {
        if (command.By is not { } by)
        {
            return new Refusal("by-needed", "Say who does it: \"by\" takes the e-mail of a person in the settings.");
        }

        if (people.Find(by) is not { } person)
        {
            return new Refusal("unknown-person",
                $"{by} is not among the people in the settings; an administrator can add them under People.");
        }

        return may(person) ? null : new Refusal("not-yours", $"Only {who} may {action} {LeadName.Of(lead)}.");
    }
}
