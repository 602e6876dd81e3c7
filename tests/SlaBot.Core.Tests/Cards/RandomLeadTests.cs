using System.Text.RegularExpressions;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class RandomLeadTests
{
    private static readonly string[] Zones = ["America/New_York", "Europe/London", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Draw_AnyStateForAnyReader_IsWholeAndInTheReadersZone(int seed)
    {
        var random = new RandomLeads(seed);
        for (var round = 0; round < 120; round++)
        {
            var zone = DateTimeZoneProviders.Tzdb[random.One(Zones)];
            var person = random.One(Everybody.All.Append(null).ToArray());
            var reader = new Reader(person is null ? null : person with { Zone = zone }, zone);
            var terms = Terms with { Now = random.When() };
            var leads = Enumerable.Range(0, 4).Select(_ => random.Next()).ToArray();
            foreach (var card in All(leads, terms, reader, random))
            {
                Check(card, terms, reader);
            }
        }
    }

    private static IEnumerable<Card> All(LeadState[] leads, CardContext terms, Reader reader, RandomLeads random)
    {
        foreach (var lead in leads)
        {
            yield return LeadCard.Draw(lead, terms, reader);
            yield return QueueCard.Draw(lead, terms, reader);
            yield return ReturnedCard.Draw(lead, terms, reader);
            yield return DisputeCard.Draw(lead, terms, reader);
            yield return RevisitCard.Draw(lead, terms, reader);
            foreach (var duty in lead.Obligations)
            {
                var level = random.One(["warning-1", "rung-1", "rung-2", "rung-x"]);
                NoticeCard.Draw(lead, duty.Id, level, terms, reader, alreadyPosted: true).ShouldNotBeNull();
                yield return NoticeCard.Draw(lead, duty.Id, level, terms, reader, alreadyPosted: true)!;
                yield return WhyCard.Draw(lead, Why.Explain(lead, duty.Clause, _ => NewYorkHours)!, terms, reader);
            }
        }

        yield return DigestCard.Draw([.. leads.Select(lead => (lead, lead.Obligations.FirstOrDefault()?.Id ?? "none", "rung-1"))], terms, reader);
        yield return LeadListCard.Draw("Leads", leads, terms, reader);
        yield return TeamCard.Draw("Team", leads, [new Absence("ana@example.com", random.When(), random.When(), null, "milo@example.com")], terms, reader);
        yield return AgreementCard.Draw(Deal, Everybody, [("sales", "Vera Lind", random.When())], reader, terms.Now);
        yield return HelpCard.Draw(reader.Person);
    }

    private static void Check(Card card, CardContext terms, Reader reader)
    {
        card.Title.ShouldNotBeNullOrWhiteSpace();
        card.Summary.ShouldNotBeNullOrWhiteSpace();
        card.Summary.Length.ShouldBeLessThan(3000);
        card.Blocks.ShouldNotBeEmpty();
        card.Buttons.Select(button => button.Action).Distinct().Count().ShouldBe(card.Buttons.Count);
        card.Buttons.Count(button => button.Style == ButtonStyle.Primary).ShouldBeLessThanOrEqualTo(1);
        card.Buttons.SelectMany(button => button.Form?.Fields ?? []).Any(field => field.Kind == FieldKind.Choice && field.Options.Count == 0).ShouldBeFalse();
        foreach (var span in CardText.AllSpans(card).Where(span => span.Kind == SpanKind.Time))
        {
            span.Text.ShouldBe(TimeText.At(span.At!.Value, reader.Zone, terms.Now));
        }

        // Every hour that stands in any text stands beside the reader's zone.
        var names = ZoneNames(reader.Zone);
        foreach (Match hour in Regex.Matches(card.Summary + "\n" + CardText.Body(card), @"\d\d:\d\d (?<zone>\([^)]+\)|[A-Z]+)"))
        {
            names.Contains(hour.Groups["zone"].Value).ShouldBeTrue($"{hour.Value} is not in {reader.Zone}");
        }
    }

    private static string[] ZoneNames(DateTimeZone zone) =>
        [.. new[] { Instant.FromUtc(2026, 1, 15, 0, 0), Instant.FromUtc(2026, 7, 15, 0, 0) }.Select(at => TimeText.ZoneName(at, zone)).Distinct()];
}
