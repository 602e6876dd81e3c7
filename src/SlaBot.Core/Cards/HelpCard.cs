using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What can be asked for in chat.</summary>
public static class HelpCard
{
    private static readonly (string Command, string Does, bool ForManagers)[] Commands =
    [
        ("leads", "my leads, next due first", false),
        ("team", "my team's leads and absences", true),
        ("lead ID", "one lead with its buttons", false),
        ("find TEXT", "leads by a part of the company, name, e-mail, address in the CRM or id", false),
        ("log call|email [NOTE] [ID]", "logs a touch, such as log call left a message L1", false),
        ("why ID CLAUSE", "how a deadline came about, such as why L1 firstTouch", false),
        ("scorecard [WEEK]", "the numbers of both teams, such as scorecard 2026-W47", false),
        ("agreement", "the agreement on one page", false),
        ("sign", "sign the agreement, for the two people it names", false),
        ("away [until DATE] [cover NAME]",
            "I am away; alone it asks until when and who covers; a manager may name a report first", false),
        ("back", "I am back", false),
        ("help", "this list", false),
    ];

    private static readonly (string, string, bool) Test =
        ("test", "sends me a test lead: a whole life that is in no number and gone after a day", true);

    /// <summary>Draws the list; <c>team</c> is left out for those who have none.</summary>
    public static Card Draw(Person? person)
    {
        var hasTeam = person?.Role is null or Role.Manager or Role.RevOps or Role.Executive;
        var lines = Commands.Where(command => hasTeam || !command.ForManagers)
            .Concat(person?.Role == Role.RevOps ? [Test] : Array.Empty<(string Command, string Does, bool)>())
            .Select(
                command =>
                    (Line.Of(new Span("/sla " + command.Command, SpanKind.Command), new Span(": " + command.Does)),
                        Tone.Neutral));
        return new Card
        {
            Title = "What you can ask",
            Blocks =
            [
                new Paragraph(
                    person is null
                        ? "Hello. Leads arrive here as cards with buttons; these words work too."
                        : $"Hello {Truncate.Name(person.FirstName)}. Leads arrive here as cards with buttons; these "
                            + $"words work too."),
                new Bullets([.. lines]),
            ],
            Summary = "What you can ask: leads, lead ID, find, log, why, scorecard, agreement, away, back, help.",
        };
    }
}
