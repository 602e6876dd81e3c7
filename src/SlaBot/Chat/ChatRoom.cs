using SlaBot.Desk;

namespace SlaBot.Chat;

/// <summary>The room's contents: what every chat platform shares.</summary>
internal static class ChatRoom
{
    /// <summary>Adds the doors for presses and commands, and the postman over whatever transports there are.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<IPostman, TransportRegistry>()
        .AddSingleton(CommandDrawing.Make)
        .AddSingleton<ActionDoor>()
        .AddSingleton<CommandDoor>();
}
