using System.Text.Json;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Leads;
using SlaBot.Core.Tests.Scorecards;
using SlaBot.Core.Time;
using Shown = SlaBot.Core.Tests.Cards.CardText;

namespace SlaBot.Core.Tests.Policy;

/// <summary>Walks every kind of clause: what a new kind needs is demanded here or by the compiler.</summary>
public class ClauseDefinitionTests
{
    public static TheoryData<ClauseKind> Kinds => [.. Enum.GetValues<ClauseKind>()];

    private static IEnumerable<ClauseMetric> Metrics => ClauseDefinition.All.Select(definition => definition.Metric).OfType<ClauseMetric>();

    [Theory, MemberData(nameof(Kinds))]
    public void Of_EveryKind_SaysEverything(ClauseKind kind)
    {
        var definition = ClauseDefinition.Of(kind);
        definition.Kind.ShouldBe(kind);
        string[] words =
            [definition.Name, definition.StoredName, definition.Title, definition.Imperative, definition.Done, definition.Due];
        words.ShouldAllBe(word => !string.IsNullOrWhiteSpace(word));
        char.IsLower(definition.Name[0]).ShouldBeTrue();
        definition.DefaultRecipients(null).ShouldNotBeEmpty();
        definition.Promise(new Clause { Kind = kind, Within = Target.Zero }, null).ShouldContain(Target.Zero.ToString());
    }

    [Fact]
    public void All_Names_AreDifferent()
    {
        ClauseDefinition.All.Select(definition => definition.Kind).ShouldBe(Enum.GetValues<ClauseKind>());
        ClauseDefinition.All.Select(definition => definition.Name).ShouldBeUnique();
        ClauseDefinition.All.Select(definition => definition.StoredName).ShouldBeUnique();
        ClauseDefinition.All.Select(definition => definition.Title).ShouldBeUnique();
        Metrics.Select(metric => metric.Key).ShouldBeUnique();
        Metrics.Select(metric => metric.Title).ShouldBeUnique();
        Metrics.Select(metric => metric.Column).ShouldBeUnique();
        Metrics.Select(metric => metric.Place).ShouldBeUnique();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void TryParse_TheNameOfEveryKind_IsThatKind(ClauseKind kind)
    {
        ClauseNames.TryParse(kind.Name().ToUpperInvariant(), out var read).ShouldBeTrue();
        read.ShouldBe(kind);
        PolicyNames.All.Write(kind).ShouldBe(ClauseDefinition.Of(kind).StoredName);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void StartsAt_AClauseWithoutFrom_IsTheKindsOwn(ClauseKind kind) =>
        new Clause { Kind = kind, Within = Target.Zero }.StartsAt.ShouldBe(ClauseDefinition.Of(kind).StartsAt);

    /// <summary>One promise, and lives in which every moment comes from which a promise can count.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void EveryKind_IsStartedJudgedAndShown(ClauseKind kind)
    {
        var definition = ClauseDefinition.Of(kind);
        Story[] lives =
        [
            Story.Accepted(Promising(kind)).Tick("11-20 09:00"),
            Story.Begun(Promising(kind)).Do("11-16 09:10", Office.Ana, Commands.Reject()).Do("11-16 09:20", Office.Maya, Commands.Dispute()).Tick("11-20 09:00"),
        ];
        var started = lives.SelectMany(life => life.Events).OfType<ObligationStarted>().Select(begun => begun.Obligation).ToList();
        started.ShouldNotBeEmpty("nothing in Leads/Decisions starts it");
        started.ShouldAllBe(obligation => obligation.Clause == kind && obligation.Party == definition.Party);
        lives.SelectMany(life => life.State.Obligations).ShouldContain(obligation => obligation.Status != ObligationStatus.Running);

        var policy = Promising(kind).Policy;
        var card = ScorecardMaker.Make(lives.Select(life => LiveFacts.Of(Commands.Lead, life.Events, policy)), policy, ScorecardWorld.Week47);
        (card.Of(kind) is null).ShouldBe(definition.Metric is null);
        if (definition.Metric is { } metric)
        {
            var line = card.Metrics.Where(line => line.Key == metric.Key).ShouldHaveSingleItem();
            line.Party.ShouldBe(definition.Party);
            line.Target.ShouldBe(1, "what is promised is promised of every lead");
            line.Den.ShouldNotBeNull().ShouldBeGreaterThan(0, "Scorecards/Metrics judges it nowhere");
            card.Attainment.ShouldContain(attained => attained.Clause == definition.Name);
            JsonDocument.Parse(ScorecardJson.Write(card)).RootElement.TryGetProperty(metric.Key, out _).ShouldBeTrue("the metric's key is its JSON member");
            string.Concat(ScorecardCards.Draw(card, policy, Office.Everybody, card.To).Select(part => Shown.Whole(part.Card))).ShouldContain(metric.Title);
        }
    }

    /// <summary>One promise, and lives in which everything is done at once.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void EveryKind_CanBeKept(ClauseKind kind)
    {
        Story[] lives =
        [
            Story.Accepted(Promising(kind)).Do("11-16 09:31", Office.Ana, Commands.Touch()).Do("11-16 09:32", Office.Ana, Commands.Update())
                .Do("11-16 09:33", Office.Ana, Commands.Dispose("Contacted - Qualified")),
            Story.Begun(Promising(kind)).Do("11-16 09:10", Office.Ana, Commands.Reject()).Do("11-16 09:20", Office.Maya, Commands.Dispute())
                .Do("11-16 09:25", Office.Rita, Commands.Rule(false)),
        ];
        lives.SelectMany(life => life.State.Obligations).ShouldContain(obligation => obligation.Status == ObligationStatus.Met, "nothing that is done ends it; if another command does, give it here");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void EveryKind_HasItsLineInTheAgreement(ClauseKind kind) =>
        Shown.Whole(AgreementCard.Draw(Promising(kind).Policy, Office.Everybody, [], new Reader(null, DateTimeZone.Utc), Story.At("11-16 09:00"))).ShouldContain("1 hour");

    private static Office Promising(ClauseKind kind) =>
        new Office().Change(policy => policy with { Clauses = [] }).With(kind, clause => clause with { Within = Office.TargetOf("1 hour"), Touches = 1 });
}
