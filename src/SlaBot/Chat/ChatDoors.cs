using SlaBot.Desk.Outbox;

namespace SlaBot.Chat;

/// <summary>The chat room's contents. The transports are added by their own rooms.</summary>
internal static class ChatDoors
{
    /// <summary>Adds the postman and the doors for presses and commands.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<WaitingPosts>()
        .AddSingleton<TransportRegistry>()
        .AddSingleton<IPostman>(all => all.GetRequiredService<TransportRegistry>())
        .AddSingleton(CommandDrawing.Make)
        .AddSingleton<Errands>()
        .AddSingleton<Arrivals>()
        .AddSingleton<WeekSoFar>()
        .AddSingleton<HomePages>()
        .AddSingleton<PostedCards>()
        .AddSingleton<ActionDoor>()
        .AddSingleton<CommandDoor>();
}
