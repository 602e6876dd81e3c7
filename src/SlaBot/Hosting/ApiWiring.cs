using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>Joins the HTTP doors to the desk, the clock and the numbers.</summary>
internal static class ApiWiring
{
    /// <summary>Adds the ports that the doors reach.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, SlaBotSettings settings, bool isDevelopment) =>
        services.AddSingleton(new CurrentSettings(settings)).AddSingleton(at => Ports(at, isDevelopment)).AddSingleton<ImportRunner>();

    /// <summary>How CSV files are read, as the settings say.</summary>
    public static ImportMapping Mapping(SlaBotSettings settings) =>
        new(settings.Import.Columns, settings.Import.Zone, settings.Import.TimeOfDay) { DateFormats = settings.Import.DateFormats };

    private static ApiPorts Ports(IServiceProvider at, bool isDevelopment)
    {
        var (engine, reader, clock) = (at.GetRequiredService<LeadCommandProcessor>(), at.GetRequiredService<IReadStore>(), at.GetRequiredService<IClock>());
        var (rules, pumps, weekly) = (at.GetRequiredService<CurrentAgreement>(), at.GetRequiredService<PumpService>(), at.GetRequiredService<ScorecardCounter>());
        var settings = at.GetRequiredService<CurrentSettings>();
        var token = at.GetRequiredService<CommandLineToken>();
        var manual = clock.StandsStill();
        return new ApiPorts
        {
            Submit = engine.SubmitAsync,
            Reader = reader,
            KeepSpend = engine.KeepSpendAsync,
            ImportHistory = engine.TellAsync,
            Clock = clock,
            Settle = manual ? pumps.SettleAsync : null,
            Gather = manual ? pumps.Gather : null,
            Advance = manual ? pumps.AdvanceAsync : null,
            People = () => rules.Now.People,
            Keys = () => settings.Keys,
            CommandLine = () => token.Key,
            Mapping = () => Mapping(settings.Now),
            IsDevelopment = isDevelopment,
            Why = (lead, clause) => SlaBot.Core.Leads.Why.Explain(lead, clause, engine.Calendars.Of) is { } report ? new WhyAnswer(report, report.Sentences) : null,
            Judged = lead => lead with { Criteria = SlaBot.Core.Leads.MqlFindings.Of(lead, rules.Now.Policy, clock.GetCurrentInstant()) },
            Zone = () => rules.Now.Policy.Calendar.Zone,
            Scorecard = query => Week(query, weekly, reader, rules),
            Agreement = () => AgreementJson.Write(rules.Now, reader, clock.GetCurrentInstant()),
        };
    }

    private static string? Week(ScorecardQuery query, ScorecardCounter weekly, IReadStore reader, CurrentAgreement rules)
    {
        var week = IsoWeek.Of(query.Monday);
        if (query.By is { } by)
        {
            var slices = ScorecardSlices.Of(weekly, rules.Now.People, week, query.AsOf, by);
            return query.Csv ? ScorecardCsv.WriteSlices(slices) : ScorecardSlices.Json(week, by, slices);
        }

        var published = query.AsOf is null ? reader.Scorecard(query.Week) : null;
        var card = published is null ? weekly.Make(week, query.AsOf, null) : ScorecardJson.Read(published.Json);
        return query.Csv ? ScorecardCsv.Write(card) : published?.Json ?? ScorecardJson.Write(card);
    }
}
