using SlaBot.Engine;

namespace SlaBot.Tests.Engine;

/// <summary>Keys say one thing only, whatever ids, names of channels and e-mails hold.</summary>
public sealed class MessageKeysTests
{
    private static readonly string[] Pieces = ["|", "\u001e", "\n", "CRM", "0", "notice", "|@teams", "|redraw", "dm:", "%7C", "\\", "🎌", "é", " ", "#1", "rung-1", "card|x"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Keys_OfHostileParts_AreReadBack_AndAreNeverAnothers(int seed)
    {
        var random = new Random(seed);
        string Any() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        var seen = new Dictionary<string, (string, string, string)>();
        for (var n = 0; n < 200; n++)
        {
            var (lead, obligation, audience) = (Any(), Any(), Any());
            var key = MessageKeys.Notice(lead, obligation, "rung-1", audience);
            (seen.TryGetValue(key, out var other) ? other : (lead, obligation, audience)).ShouldBe((lead, obligation, audience));
            seen[key] = (lead, obligation, audience);
            foreach (var form in new[] { key, key + MessageKeys.Redraw, MessageKeys.Copy(key, "teams"), MessageKeys.Copy(key + MessageKeys.Redraw, "teams") })
            {
                form.ShouldNotContain('\n');
                MessageKeys.Listed(form).ShouldBe(new ListLine(form, lead) { Obligation = obligation, Level = "rung-1" }, form);
            }

            MessageKeys.Listed(MessageKeys.Card(lead, audience)).ShouldBe(new ListLine(MessageKeys.Card(lead, audience), lead) { IsCard = true });
        }
    }

    [Theory]
    [InlineData("L1")]
    [InlineData("a/b c#%")]
    public void Keys_OfPlainIds_AreWhatTheyEverWere(string lead)
    {
        MessageKeys.Notice(lead, "firstTouch#1", "rung-1", ChatAddress.Escalations).ShouldBe($"notice|{lead}|firstTouch#1|rung-1|channel:Escalations");
        MessageKeys.Card(lead, "dm:ana@example.com").ShouldBe($"card|{lead}|dm:ana@example.com");
        MessageKeys.Legacy(MessageKeys.Card(lead, "dm:ana@example.com")).ShouldBeNull();
    }

    [Theory]
    [InlineData("CRM|0")]
    [InlineData("a:b")]
    [InlineData("L1")]
    public void Renamed_EveryKeyOfTheLead_AndNoOther(string lead)
    {
        string[] KeysOf(string id) =>
        [
            MessageKeys.Card(id, "dm:ana@example.com"), MessageKeys.Notice(id, "firstTouch#1", "rung-1", ChatAddress.Escalations),
            MessageKeys.AlarmOfCard(id, "ana@example.com"), MessageKeys.Join("queue", id, "5", ChatAddress.Admin.Text), MessageKeys.Join("returned", id, "5"),
            MessageKeys.Join("dispute", id, "5"), MessageKeys.Join("revisit", id, "2026-11-16"),
            .. Held(id).Select(held => MessageKeys.OfHeld(held, new LocalDate(2026, 11, 16))),
            $"alarm|teams|twice|{MessageKeys.Card(id, "dm:ana@example.com")}|2026-11-16",
        ];
        string[] Held(string id) =>
        [
            MessageKeys.Join("timer", id), MessageKeys.Card(id, "dm:ana@example.com"),
            MessageKeys.Join("sending", MessageKeys.Notice(id, "firstTouch#1", "rung-1", ChatAddress.Escalations)),
        ];
        string[] Forms(string id) => [.. KeysOf(id).SelectMany(key => new[] { key, key + MessageKeys.Redraw, MessageKeys.Copy(key, "teams") })];

        Forms(lead).Select(key => MessageKeys.Renamed(key, lead, "gone-1")).ShouldBe(Forms("gone-1"));
        foreach (var other in new[] { "0", "CRM", "a", "card", "timer", "firstTouch#1", "rung-1" })
        {
            Forms(lead).Select(key => MessageKeys.Renamed(key, other, "gone-1")).ShouldBe(Forms(lead), other);
        }
    }

    [Fact]
    public void Renamed_OfARowOfAnOlderBuild_FindsTheIdWithItsBars() =>
        MessageKeys.Renamed("notice|CRM|0|firstTouch#1|rung-1|channel:Escalations", "CRM|0", "gone-1").ShouldBe("notice|gone-1|firstTouch#1|rung-1|channel:Escalations");

    [Fact]
    public void Listed_OfARowOfAnOlderBuild_FindsTheIdWithItsBars()
    {
        MessageKeys.Listed("notice|CRM|0|firstTouch#1|rung-1|channel:Escalations")
            .ShouldBe(new ListLine("notice|CRM|0|firstTouch#1|rung-1|channel:Escalations", "CRM|0") { Obligation = "firstTouch#1", Level = "rung-1" });
        MessageKeys.Listed("queue|CRM|0|1790000000|channel:Admin").ShouldBe(new ListLine("queue|CRM|0|1790000000|channel:Admin", "CRM|0"));
        MessageKeys.Legacy(MessageKeys.Notice("CRM|0", "firstTouch#1", "rung-1", ChatAddress.Escalations)).ShouldBe("notice|CRM|0|firstTouch#1|rung-1|channel:Escalations");
    }
}
