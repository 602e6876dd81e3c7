using SlaBot.Core.Cards;
using SlaBot.Core.Policy;

namespace SlaBot.Chat;

/// <summary>The form of an absence: from when one is back, who covers, and, for those who lead others, who is away.</summary>
internal static class AwayForm
{
    /// <summary>The action of its button.</summary>
    public const string Action = "away";

    /// <summary>Who is away.</summary>
    public const string Who = "who";

    /// <summary>The day of return.</summary>
    public const string Until = "until";

    /// <summary>Who takes over.</summary>
    public const string Cover = "cover";

    /// <summary>The button for those who take leads or lead those who do; null for anybody else.</summary>
    public static Button? ButtonFor(Person person, People people) =>
        person.Role is Role.Rep or Role.Manager or Role.RevOps ? new Button(Action, "Plan an absence", Form: Of(person, people)) : null;

    /// <summary>The form for that person.</summary>
    public static Form Of(Person person, People people)
    {
        List<Person> theirs = [.. people.All.Where(one => one.Email != person.Email && IsSeller(one) && (person.Role == Role.RevOps || people.Manages(person.Email, one.Email)))];
        List<FormField> fields =
        [
            new FormField(Until, "Back at work on", FieldKind.Date, true) { Hint = "The first day of work after the absence. It begins now." },
            new FormField(Cover, "Who covers", FieldKind.Choice) { Hint = "Takes over what is untouched or accepted. Blank: untouched leads go to the next reps.", Options = [.. people.All.Where(IsSeller).Select(Option)] },
        ];
        if (theirs.Count > 0)
        {
            fields.Insert(0, new FormField(Who, "Who is away", FieldKind.Choice, true) { Options = [Option(person), .. theirs.Select(Option)], Initial = person.Email });
        }

        return new Form("Plan an absence", "Save", fields);
    }

    private static bool IsSeller(Person person) => person.Role is Role.Rep or Role.Manager;

    private static FormOption Option(Person person) => new(person.Email, person.Name);
}
