using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>The room's contents: what runs by the calendar.</summary>
internal static class JobServices
{
    /// <summary>Adds the scheduled jobs.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<WeeklyScorecard>()
        .AddSingleton<IScheduledJob>(at => at.GetRequiredService<WeeklyScorecard>())
        .AddSingleton<IScheduledJob, MonthlyReview>()
        .AddSingleton<IScheduledJob, QuarterlyReview>()
        .AddSingleton<IScheduledJob, AbsenceEndedJob>()
        .AddSingleton<IScheduledJob, IdempotencyCleanupJob>();
}
