using SlaBot.Core.Routing;
using SlaBot.Jobs;
using SlaBot.Outbox;

namespace SlaBot.Engine;

/// <summary>The room's contents: the write path and its pumps.</summary>
internal static class EngineServices
{
    /// <summary>Adds the desk over a store and a clock that are already there.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, AgreementRules rules, IReadOnlyDictionary<string, IReadOnlyList<string>> platforms) => services
        .AddSingleton(new CurrentAgreement(rules) { Platforms = platforms })
        .AddSingleton<CommitNotifier>()
        .AddSingleton<HeldBack>()
        .AddSingleton<LeadCommandProcessor>()
        .AddSingleton<WeeklyScorecard>()
        .AddSingleton<IScheduledJob>(at => at.GetRequiredService<WeeklyScorecard>())
        .AddSingleton<IScheduledJob, MonthlyReview>()
        .AddSingleton<IScheduledJob, QuarterlyReview>()
        .AddSingleton<IScheduledJob, AbsenceEndedJob>()
        .AddSingleton<IScheduledJob, IdempotencyCleanupJob>()
        .AddSingleton<JobScheduler>()
        .AddSingleton<DuePump>()
        .AddSingleton<ReaderZones>()
        .AddSingleton<CardRenderer>()
        .AddSingleton<DigestBuilder>()
        .AddSingleton<OutboxPump>()
        .AddSingleton<ClockWatch>()
        .AddSingleton<PumpService>()
        .AddHostedService(at => at.GetRequiredService<PumpService>());
}
