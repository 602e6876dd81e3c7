using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Tests.Scorecards;

public class HistoryReferenceTests
{
    private const int Histories = 400;

    [Fact]
    public void Weeks_OfAnyHistory_AreThoseOfThePlainReading()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new RandomHistory(seed);
            var history = Read(random);
            Instant? asOf = seed % 3 == 0 ? random.SomeInstant() : null;
            var reference = new ReferenceScorecard(random.Lines, random.Policy, random.Hours);
            foreach (var card in Weeks(history, random, asOf))
            {
                IsoWeek.TryParse(card.Week, out var week);
                var differences = Differences(reference.Week(week, asOf), JsonNode.Parse(ScorecardJson.Write(card with { BadLines = history.BadLines }))!, card.Week);
                differences.ShouldBeEmpty($"seed {seed}:\n{string.Join('\n', differences)}\n{string.Join('\n', random.Lines)}\n{string.Join('\n', random.Policy.Clauses)}");
            }
        }
    }

    [Fact]
    public void Weeks_CountedTogether_AreThoseCountedOneByOne()
    {
        for (var seed = 0; seed < Histories / 5; seed++)
        {
            var random = new RandomHistory(seed);
            Instant? asOf = seed % 3 == 0 ? random.SomeInstant() : null;
            foreach (var card in Weeks(Read(random), random, asOf))
            {
                IsoWeek.TryParse(card.Week, out var week);
                ScorecardJson.Write(card).ShouldBe(ScorecardJson.Write(ScorecardMaker.Make(Read(random).Facts(), random.Policy, week, asOf)), $"seed {seed}");
            }
        }
    }

    private static IEnumerable<Scorecard> Weeks(HistoryLeads history, RandomHistory random, Instant? asOf)
    {
        var weeks = new ScorecardWeeks(random.Policy, random.First, random.Last, asOf);
        foreach (var lead in history.Facts())
        {
            weeks.Add(lead);
        }

        return weeks.ToScorecards();
    }

    private static HistoryLeads Read(RandomHistory random)
    {
        var history = new HistoryLeads(random.Policy);
        random.Lines.ForEach(line => history.Add(Encoding.UTF8.GetBytes(line)));
        return history;
    }

    /// <summary>Where a member of the first is not the same in the second; what the second has besides does not matter.</summary>
    private static List<string> Differences(JsonNode? wanted, JsonNode? got, string path) => (wanted, got) switch
    {
        (JsonObject a, JsonObject b) => [.. a.SelectMany(pair => b.ContainsKey(pair.Key) ? Differences(pair.Value, b[pair.Key], $"{path}.{pair.Key}") : [$"{path}.{pair.Key} is missing"])],
        (JsonArray a, JsonArray b) when a.Count == b.Count => [.. a.Zip(b).SelectMany(pair => Differences(pair.First, pair.Second, path + "[]"))],
        _ when Text(wanted) == Text(got) => [],
        _ => [$"{path}: {Text(wanted)} by the words, {Text(got)} by the product"],
    };

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<decimal>(out var number) ? number.ToString("0.######", null) : node?.ToJsonString() ?? "null";
}
