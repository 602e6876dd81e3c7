namespace SlaBot.Actions;

/// <summary>What a button or form does, whichever platform or page shows it.</summary>
internal static class ActionServices
{
    /// <summary>Adds the handler of buttons and the cards that answer.</summary>
    public static IServiceCollection AddActions(this IServiceCollection services) => services
        .AddSingleton<CommandCards>()
        .AddSingleton<ActionHandler>();
}
