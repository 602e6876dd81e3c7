using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>The room's contents: what should be seen, and the pumps that see to it.</summary>
internal static class OutboxServices
{
    /// <summary>Adds the planner, the renderers and the pumps.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<IOutboxPlanner, OutboxPlanner>()
        .AddSingleton<ReaderZones>()
        .AddSingleton<CardRenderer>()
        .AddSingleton<DigestBuilder>()
        .AddSingleton<GuardedSender>()
        .AddSingleton<OutboxPump>()
        .AddSingleton<PumpService>()
        .AddSingleton<ITimeControl>(services => services.GetRequiredService<IClock>() is ManualClock
            ? new ManualTimeControl(services.GetRequiredService<PumpService>())
            : new MachineTimeControl())
        .AddHostedService(at => at.GetRequiredService<PumpService>());
}
