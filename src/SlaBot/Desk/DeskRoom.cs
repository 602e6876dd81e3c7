using SlaBot.Core.Routing;
using SlaBot.Desk.Outbox;
using SlaBot.Desk.Reviews;

namespace SlaBot.Desk;

/// <summary>The room's contents: the write path and its pumps.</summary>
internal static class DeskRoom
{
    /// <summary>Adds the desk over a store and a clock that are already there.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, Rulebook rules, IReadOnlyDictionary<string, IReadOnlyList<string>> platforms) => services
        .AddSingleton(new CurrentRules(rules) { Platforms = platforms })
        .AddSingleton<CommitFeed>()
        .AddSingleton<HeldBack>()
        .AddSingleton<LeadDesk>()
        .AddSingleton<WeeklyScorecard>()
        .AddSingleton<IRepeated>(at => at.GetRequiredService<WeeklyScorecard>())
        .AddSingleton<IRepeated, MonthlyReview>()
        .AddSingleton<IRepeated, QuarterlyReview>()
        .AddSingleton<IRepeated, BackJob>()
        .AddSingleton<IRepeated, Housekeeping>()
        .AddSingleton<JobBook>()
        .AddSingleton<DuePump>()
        .AddSingleton<ReaderZones>()
        .AddSingleton<Drawing>()
        .AddSingleton<Gathering>()
        .AddSingleton<OutboxPump>()
        .AddSingleton<ClockWatch>()
        .AddSingleton<Pumps>()
        .AddHostedService(at => at.GetRequiredService<Pumps>());
}
