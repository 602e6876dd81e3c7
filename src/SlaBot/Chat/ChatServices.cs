using SlaBot.Actions;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>The chat room's contents. The transports are added by their own rooms.</summary>
internal static class ChatServices
{
    /// <summary>Adds the postman and the doors for presses and commands.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<WaitingPosts>()
        .AddSingleton<MessageRouter>()
        .AddSingleton<IMessageSender>(all => all.GetRequiredService<MessageRouter>())
        .AddSingleton(CommandCardRenderer.Make)
        .AddSingleton<BackgroundReplies>()
        .AddSingleton<PersonReachable>()
        .AddSingleton<WeekSoFar>()
        .AddSingleton<HomePages>()
        .AddSingleton<PostedCards>()
        .AddSingleton<ActionHandler>()
        .AddSingleton<ChatCommandHandler>();
}
