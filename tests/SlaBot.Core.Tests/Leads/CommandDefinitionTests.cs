using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Walks every command: one without a definition fails here.</summary>
public class CommandDefinitionTests
{
    private static readonly LeadCommand[] Program =
    [
        Commands.Receive(), Commands.Tick, Commands.Place, Commands.HandOver(Office.Ana, null), Commands.Card(Office.Ana), Commands.Erase,
        new ImportHistory(null) { Lead = Commands.Lead },
    ];

    [Fact]
    public void All_EveryCommand_HasOneDefinition()
    {
        var commands = typeof(LeadCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LeadCommand)));
        CommandDefinition.All.Select(definition => definition.Command.Name).Order().ShouldBe(commands.Select(type => type.Name).Order());
        CommandDefinition.Names.ShouldBeUnique();
    }

    public static TheoryData<Type> Types => [.. typeof(LeadCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LeadCommand)))];

    /// <summary>Given by everybody in every stage, it comes to events or a refusal, and somebody may give it: then it was routed.</summary>
    [Theory, MemberData(nameof(Types))]
    public void Decide_EveryCommand_ComesToSomething(Type type)
    {
        var definition = CommandDefinition.All.Single(definition => definition.Command == type);
        var command = definition.Make?.Invoke(Commands.Lead, CommandValues.None)
            ?? Program.SingleOrDefault(sample => sample.GetType() == type).ShouldNotBeNull("add one to the program's commands here");
        Story[] lives =
        [
            new(new Office()),
            Story.Begun(),
            Story.Accepted(),
            Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Reject()),
            Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Reject()).Do("11-16 09:20", Office.Maya, Commands.Dispute()),
        ];
        var routed = 0;
        foreach (var (life, by) in lives.SelectMany(life => Office.Everybody.All.Select(person => person.Email).Append(null), (life, by) => (life, by)))
        {
            var asked = command with { Now = Story.At("11-16 10:00"), By = by };
            var decision = LeadDecider.Decide(life.Maybe, asked, life.Office.Terms);
            (decision.State is null).ShouldBe(decision.Refusal is not null);
            (decision.Refusal?.Sentence ?? ".").ShouldEndWith(".");
            routed += life.Maybe is { } lead && LeadDecider.Forbids(lead, asked, life.Office.Policy, life.Office.Everyone) is null ? 1 : 0;
        }

        routed.ShouldBeGreaterThan(0, "nobody may give it");
        definition.Action.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Make_EveryNamedCommand_IsOfItsType()
    {
        foreach (var definition in CommandDefinition.All.Where(definition => definition.Name is not null))
        {
            var command = definition.Make.ShouldNotBeNull(definition.Name)("L1", CommandValues.None);
            command.GetType().ShouldBe(definition.Command);
            command.Lead.ShouldBe("L1");
            definition.Right.ShouldNotBe(CommandRight.Program);
            definition.Done(command, null).ShouldEndWith(".");
            CommandDefinition.Find(definition.Name).ShouldBeSameAs(definition);
        }
    }

    [Fact]
    public void Fields_OfTheSameName_HaveTheSameLabelAndKind()
    {
        foreach (var fields in CommandDefinition.All.SelectMany(definition => definition.Fields).GroupBy(field => field.Name))
        {
            fields.Select(field => (field.Label, field.Kind)).Distinct().ShouldHaveSingleItem(fields.Key);
        }
    }
}
