using SlaBot.Core.Time;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Policy;

/// <summary>Walks every kind of clause: what a new kind needs is demanded here or by the compiler.</summary>
public class ClauseDefinitionTests
{
    public static TheoryData<ClauseKind> Kinds => [.. Enum.GetValues<ClauseKind>()];

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
        ClauseDefinition.All.Select(definition => definition.Metric).OfType<string>().ShouldBeUnique();
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
}
