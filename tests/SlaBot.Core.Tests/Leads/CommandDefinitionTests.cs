using SlaBot.Core.Leads;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Walks every command: one without a definition fails here.</summary>
public class CommandDefinitionTests
{
    [Fact]
    public void All_EveryCommand_HasOneDefinition()
    {
        var commands = typeof(LeadCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LeadCommand)));
        CommandDefinition.All.Select(definition => definition.Command.Name).Order().ShouldBe(commands.Select(type => type.Name).Order());
        CommandDefinition.Names.ShouldBeUnique();
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
