using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>The room's contents: the single write path and what is due.</summary>
internal static class EngineServices
{
    /// <summary>Adds the engine over a store and a clock that are already there.</summary>
    public static IServiceCollection AddEngine(
        this IServiceCollection services, AgreementRules rules,
        IReadOnlyDictionary<string, IReadOnlyList<string>> platforms) => services
        .AddSingleton(new CurrentAgreement(rules) { Platforms = platforms })
        .AddSingleton<HeldBack>()
        .AddSingleton<LeadCommandProcessor>()
        .AddSingleton(at => at.GetRequiredService<LeadCommandProcessor>().Commits)
        .AddSingleton<ScorecardCounter>()
        .AddSingleton<LeadInsights>()
        .AddSingleton<JobScheduler>()
        .AddSingleton<DuePump>()
        .AddSingleton<ClockWatch>();
}
