using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;
using SlaBot.Engine;

namespace SlaBot.Tests.Sandbox;

/// <summary>Made-up people, cards and posts.</summary>
internal static class SampleCards
{
    public const string Hostile = "<script>alert(1)</script> <!channel> & \"=cmd()\" 'x'";

    public static Instant Start { get; } = Instant.FromUtc(2026, 11, 16, 14, 0);

    public static BusinessCalendar NewYork { get; } = BusinessCalendar.From(new CalendarDefinition
    {
        Name = "new-york",
        TimeZone = "America/New_York",
        Hours = Enum.GetValues<IsoDayOfWeek>().Where(day => day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Friday)
            .ToDictionary(day => day, _ => (IReadOnlyList<OpenHours>)[new OpenHours(new LocalTime(9, 0), new LocalTime(17, 0))]),
    });

    public static Person Ana { get; } = One("Ana Reyes", "ana.rep@example.com", Role.Rep, "milo.manager@example.com");

    public static Person Ben { get; } = One("Ben Okafor", "ben.rep@example.com", Role.Rep, "milo.manager@example.com");

    public static Person Milo { get; } = One("Milo Brandt", "milo.manager@example.com", Role.Manager, null);

    public static Person Maya { get; } = One("Maya Sato", "maya.marketing@example.com", Role.Marketing, null);

    public static People People { get; } = new([Ana, Ben, Milo, Maya]);

    public static Card Every(string text) => new()
    {
        Title = text,
        Summary = text,
        Lead = "L1",
        Version = 3,
        Blocks =
        [
            new Paragraph(Line.Of(new Span(text), new Span(" strong", SpanKind.Strong), new Span(" at 11:00", SpanKind.Time, Start), new Span(" link", SpanKind.Link, Target: "javascript:alert(1)"))),
            new Heading(text + " heading"),
            new Bullets([(text + " bullet", Tone.Good)]),
            new LeadLines([new LeadLine(text + " lead", Tone.Bad, "L1")]),
            new Fields([(text + " label", text + " value")]),
            new Context(text + " context"),
            new Divider(),
            new Table([text + " column", "second"], [new TableRow([text + " cell", "7 %"], Tone.Bad)]),
            new Bars(text + " bars", [(text + " bar", 4), ("other", 0)]),
        ],
        Buttons =
        [
            new Button("accept", text + " accept"),
            new Button("reject", "Reject", ButtonStyle.Danger, new Form(text, text + " submit", [new FormField("reason", text + " reason", FieldKind.Choice, true) { Options = [new FormOption(text, text)], Hint = text }, new FormField("note", "Note", FieldKind.LongText) { Initial = text }])),
            new Button("open", "Open", Url: "javascript:alert(1)"),
        ],
    };

    public static PostedMessage Post(int number, string conversation, Card card, string? threadOf = null) => new()
    {
        Key = $"key-{number}",
        Platform = "sandbox",
        MessageId = $"m{number}",
        Conversation = conversation,
        ThreadOf = threadOf,
        Intent = new LeadCardIntent(),
        At = Start + Duration.FromMinutes(number),
        Number = number,
        Card = card,
    };

    private static Person One(string name, string email, Role role, string? manager) =>
        new() { Name = name, Email = email, Role = role, Manager = manager, Calendar = NewYork, Zone = NewYork.Zone };
}
