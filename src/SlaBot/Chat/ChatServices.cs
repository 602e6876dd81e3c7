using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>What the chat platforms share; each platform adds itself.</summary>
internal static class ChatServices
{
    /// <summary>Adds the routing of messages and the answers to commands.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<WaitingPosts>()
        .AddSingleton<MessageRouter>()
        .AddSingleton<IMessageSender>(all => all.GetRequiredService<MessageRouter>())
        .AddSingleton<ScorecardAnswers>()
        .AddSingleton<BackgroundReplies>()
        .AddSingleton<PersonReachable>()
        .AddSingleton<WeekSoFar>()
        .AddSingleton<HomePages>()
        .AddSingleton<PostedCards>()
        .AddSingleton<ChatCommandHandler>();
}
