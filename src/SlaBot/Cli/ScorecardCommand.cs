using System.CommandLine;
using NodaTime.Extensions;
using SlaBot.Core.Cards;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Hosting;
using SlaBot.Storage;

namespace SlaBot.Cli;

/// <summary><c>scorecard [WEEK]</c>: prints a week's numbers; only reads.</summary>
internal static class ScorecardCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order)
    {
        var week = new Argument<string?>(
            "WEEK") { Description = "An ISO week such as 2026-W47; default the last one published.",
                Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command("scorecard", "Prints a week's scorecard; a bot may run on the same data.") { week,
            json };
        command.SetAction(
            (parsed, _) =>
                CommandLine.Guarded(
                    () => Task.FromResult(Print(order(parsed), parsed.GetValue(week), parsed.GetValue(json)))));
        return command;
    }

    private static int Print(RunOptions order, string? asked, bool json)
    {
        var settings = HostEnvironment.Settings(order);
        using var store = SqliteStore.OpenReadOnly(settings.Database.ConnectionString);
        var name = asked ?? store.Reader.PublishedWeeks().LastOrDefault();
        if (name is null || !IsoWeek.TryParse(name, out var week))
        {
            Console.Error.WriteLine(
                asked is null
                    ? "No scorecard has been published yet. Name a week, such as 2026-W47."
                    : $"\"{asked}\" is no week: write one such as 2026-W47.");
            return 1;
        }

        var (text, card) = Week(store.Reader, settings.Rules, week);
        var now = order.Machine.GetCurrentInstant();
        Console.WriteLine(
            json ? text
                : string.Join("\n\n",
                    ScorecardCards.Draw(card, settings.Rules.Policy, settings.Rules.People, now, null)
                        .Select(pair => CardText.Of(pair.Card))));
        return 0;
    }

    private static (string Json, Scorecard Card) Week(IReadStore reader, SlaBot.Core.Routing.AgreementRules rules,
        IsoWeek week)
    {
        if (reader.Scorecard(week.ToString()) is { } published)
        {
            return (published.Json, ScorecardJson.Read(published.Json));
        }

        var card = ScorecardCounter.Make(reader, rules, new CalendarRegistry(reader).Of, week, null, null);
        return (ScorecardJson.Write(card), card);
    }
}
