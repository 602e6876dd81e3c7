using NodaTime;
using NodaTime.Extensions;
using SlaBot.Engine;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>At start and every hour: who the token is, who of the people is in the workspace.</summary>
internal sealed partial class SlackSyncService(WorkspaceIdentity origin, SlackPeople people, SlackRateLimiter pace,
    SlackAlarms alarms, CurrentAgreement rules, TimeProvider time, ILogger<SlackSyncService> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var fault = await origin.LearnAsync(stoppingToken);
            if (fault is { Kind: SlackErrorKind.Token })
            {
                LogToken(log, fault.Code);
                await alarms.TokenRefusedAsync(fault.Sentence("Slack"));
            }

            if (origin.IsOrgWide)
            {
                await alarms.OrgWideAsync();
            }

            try
            {
                await (fault is null ? MeetAllAsync(stoppingToken) : Task.CompletedTask);
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                LogPeople(log, broken);
            }

            await Task.Delay(fault is null ? Round : Retry, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MeetAllAsync(CancellationToken stop)
    {
        foreach (var person in rules.Now.People.All)
        {
            if (pace.Take(SlackRateLimiter.Lookup) is { } turn)
            {
                await Task.Delay(
                    Duration.Max(Duration.Zero, turn - time.GetCurrentInstant()).ToTimeSpan(), time, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var (_, fault) = await people.UserOfAsync(person, stop);
            if (fault is { Kind: SlackErrorKind.Limited, RetryAfter: { } wait })
            {
                await Task.Delay(wait.ToTimeSpan(), time, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(6601, LogLevel.Error,
        "Slack refuses the bot's token ({Code}): write a valid one (Slack:BotToken). What waits is kept.")]
    private static partial void LogToken(ILogger log, string code);

    [LoggerMessage(6603, LogLevel.Error, "Who is in the workspace could not be learnt; it is tried again in an hour.")]
    private static partial void LogPeople(ILogger log, Exception fault);
}

/// <summary>After commits: publishes the home pages that read otherwise now.</summary>
internal sealed partial class SlackHomeService(SlackHome home, CommitNotifier feed, TimeProvider time,
    ILogger<SlackHomeService> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan? wait = null;
        var next = feed.Next;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(next, Task.Delay(wait ?? Round, time, stoppingToken));
            await Task.Delay(Breath, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Listened for before the pages are drawn: what is committed meanwhile is not missed.
            next = feed.Next;
            try
            {
                wait = await home.RefreshAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogHome(log, fault);
            }
        }
    }

    [LoggerMessage(6602, LogLevel.Error, "A home page could not be drawn.")]
    private static partial void LogHome(ILogger log, Exception fault);
}
