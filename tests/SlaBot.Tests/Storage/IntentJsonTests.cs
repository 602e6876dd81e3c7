using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Storage;

/// <summary>What a message is about is kept under stored names, and rows of builds before that are understood.</summary>
public sealed class IntentJsonTests
{
    private static readonly (MessageIntent Intent, string? Text)[] Kept =
    [
        (new LeadCardIntent(), null),
        (new QueueAlarmIntent(), null),
        (new ReturnedLeadIntent(), null),
        (new DisputeIntent(), null),
        (new RevisitIntent(), null),
        (new NoticeIntent("firstTouch#1", "rung-1"), """{"is":"Notice","obligation":"firstTouch#1","level":"rung-1"}"""),
        (new AlarmIntent("card", "Zoë's | \"card\"\nis late", ""), """{"is":"Alarm","title":"card","sentence":"Zoë's | \"card\"\nis late","remedy":""}"""),
        (new UndeliveredCardIntent("ana@example.com", "No."), """{"is":"UndeliveredCard","owner":"ana@example.com","why":"No."}"""),
        (new ScorecardIntent("2026-W47", "rep"), """{"is":"Scorecard","week":"2026-W47","part":"rep"}"""),
        (new NoteIntent("A title", "and\nwords"), """{"is":"Note","title":"A title","text":"and\nwords"}"""),
        (new AgreementIntent("{1}"), """{"is":"Agreement","version":"{1}"}"""),
        (new ReviewIntent("2026-11", "table"), """{"is":"Review","month":"2026-11","part":"table"}"""),
    ];

    [Fact]
    public void Intents_AreKeptUnderTheseNames_AndReadBack()
    {
        foreach (var (intent, text) in Kept)
        {
            IntentJson.Write(intent).ShouldBe(text);
            IntentJson.Read(MessageKindNames.All.Write(intent.Kind), text).ShouldBe(intent);
        }

        Kept.Select(kept => kept.Intent.Kind).Append(MessageKind.Digest).Distinct().Count().ShouldBe(Enum.GetValues<MessageKind>().Length);
    }

    [Fact]
    public void Digest_IsReadBackLineByLine_AlsoAsOlderBuildsKeptIt()
    {
        ListLine[] lines =
        [
            new("notice|a:b|firstTouch#1|rung-1|channel:Escalations", "a:b") { Obligation = "firstTouch#1", Level = "rung-1" },
            new("queue|L1|1790000000|channel:Admin", "L1"),
            new("card|CRM\u001e10|dm:ana@example.com", "CRM|0") { IsCard = true },
        ];
        var text = IntentJson.Write(new DigestIntent(lines));
        text.ShouldNotBeNull().ShouldStartWith("""{"is":"Digest","lines":[{"key":"notice|a:b|""");
        IntentJson.Read("Digest", text).ShouldBeOfType<DigestIntent>().Lines.ShouldBe(lines);
        IntentJson.Read("Digest", IntentJson.Write(new DigestIntent([]))).ShouldBeOfType<DigestIntent>().Lines.ShouldBeEmpty();

        var keys = lines.Select(line => line.Key).ToArray();
        var listed = "{\"is\":\"Digest\",\"keys\":" + System.Text.Json.JsonSerializer.Serialize(keys) + "}";
        foreach (var old in new[] { string.Join('\n', keys), listed })
        {
            IntentJson.Read("Digest", old).ShouldBeOfType<DigestIntent>().Lines.ShouldBe(lines, old);
        }

        IntentJson.Read("Digest", "").ShouldBeOfType<DigestIntent>().Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Read_ARowOfAnOlderBuild_UnderstandsItsText()
    {
        (string Kind, string? Detail, MessageIntent Meaning)[] rows =
        [
            ("Card", null, new LeadCardIntent()),
            ("Notice", "firstTouch#1|rung-1", new NoticeIntent("firstTouch#1", "rung-1")),
            ("Scorecard", "2026-W47|rep", new ScorecardIntent("2026-W47", "rep")),
            ("Review", "2026-11|agenda", new ReviewIntent("2026-11", "agenda")),
            ("Agreement", "{1}", new AgreementIntent("{1}")),
            ("Alarm", "A title\nA sentence.\nA remedy.", new AlarmIntent("A title", "A sentence.", "A remedy.")),
            ("Alarm", "A title\nA sentence.", new AlarmIntent("A title", "A sentence.", "")),
            ("Alarm", "card\nana@example.com\nNo.", new UndeliveredCardIntent("ana@example.com", "No.")),
            ("Note", "A title\nand\nwords", new NoteIntent("A title", "and\nwords")),
            ("Note", null, new NoteIntent("", "")),
        ];
        foreach (var (kind, detail, meaning) in rows)
        {
            IntentJson.Read(kind, detail).ShouldBe(meaning);
        }
    }
}
