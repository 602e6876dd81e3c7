using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>Going away: what it does, and a form that asks until when and who covers.</summary>
public static class AwayCard
{
    /// <summary>The action of its button.</summary>
    public const string Action = "away";

    private const int MostPeople = 100;

    /// <summary>Draws it for whoever asks; who leads others may say it of a report.</summary>
    /// <param name="context">The people.</param>
    /// <param name="reader">Who asks.</param>
    public static Card Draw(CardContext context, Reader reader)
    {
        const string what =
            "Whoever is away takes no new leads. Their open leads go to who covers, else to whose turn it is.";
        return new Card
        {
            Title = "Going away",
            Blocks =
            [
                new Paragraph(what),
                new Context(
                    Line.Of(new Span("The same in words: "),
                        new Span("/sla away until Friday cover NAME", SpanKind.Command), new Span(", and "),
                        new Span("/sla back", SpanKind.Command), new Span(" when it is over before its time."))),
            ],
            Buttons = [Button(context, reader) with { Label = "Say when", Style = ButtonStyle.Primary }],
            Summary = $"Going away: say until when, and who covers. {what}",
        };
    }

    /// <summary>The button that asks.</summary>
    /// <param name="context">The people.</param>
    /// <param name="reader">Who would press it.</param>
    internal static Button Button(CardContext context, Reader reader) =>
        new(Action, "Going away", ButtonStyle.Normal, new Form("Going away", "Save",
    [
        .. Others(context.People, reader.Person) is { Count: > 1 } many
            ? [new FormField("who", "Who", FieldKind.Choice, true) { Options = many, Initial = reader.Person?.Email }]
            : Array.Empty<FormField>(),
        new FormField("back", "First day back", FieldKind.Date, true) { Hint = "The day on which work begins again." },
        new FormField("cover", "Who covers", FieldKind.Choice)
        {
            Options = [
                .. context.People.In(Role.Rep)
                    .Where(person =>
                        person.Email != reader.Person?.Email || Others(context.People, reader.Person).Count > 1)
                        .Take(MostPeople).Select(Option)],
            Hint = "Takes over the open leads; with nobody named they go to whose turn it is.",
        },
    ]));

    /// <summary>Those of whom this person may say it.</summary>
    private static List<FormOption> Others(People people, Person? asked) => asked is null ? [] :
    [
        .. people.All
            .Where(person =>
                person.Email == asked.Email
                    || (person.Role == Role.Rep
                        && (asked.Role == Role.RevOps || people.Manages(asked.Email, person.Email)))).Take(MostPeople)
                        .Select(Option),
    ];

    private static FormOption Option(Person person) => new(person.Email, Truncate.Label(person.Name));
}
