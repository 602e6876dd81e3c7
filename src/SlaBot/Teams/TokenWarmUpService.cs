using SlaBot.Teams.Auth;
using SlaBot.Teams.Inbound;

namespace SlaBot.Teams;

/// <summary>Asks for the token and the signing keys before the first card and the first request need them, and now and
/// then, so that bad credentials are told at once and <c>/readyz</c> knows.</summary>
internal sealed partial class TokenWarmUpService(TeamsTokens tokens, SigningKeyCache keys, TeamsAlarms alarms,
    TeamsOptions settings, TimeProvider time, ILogger<TokenWarmUpService> log) : BackgroundService
{
    private static readonly TimeSpan WhenWell = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WhenIll = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!settings.IsWithoutTokens && !stoppingToken.IsCancellationRequested)
        {
            keys.Warm();
            await Task.Delay(await IsWellAsync(stoppingToken) ? WhenWell : WhenIll, time, stoppingToken);
        }
    }

    private async Task<bool> IsWellAsync(CancellationToken stop)
    {
        try
        {
            var (_, fault) = await tokens.TokenAsync(stop);
            if (fault is { Kind: TeamsErrorKind.Token })
            {
                await alarms.RaiseAsync(TeamsAlarms.About(fault), "Teams gives the bot no token",
                    fault.Sentence("Teams"), "\"check\" says whether it is mended.");
            }

            return fault is null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The watch is a courtesy: whatever befalls it, the bot works on.
            LogFailed(log, fault);
            return false;
        }
    }

    [LoggerMessage(7202, LogLevel.Error, "Teams' token could not be looked after.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
