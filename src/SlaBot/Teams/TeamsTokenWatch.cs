namespace SlaBot.Teams;

/// <summary>Asks for the token before the first card needs it, and now and then, so that bad credentials are told at once and <c>/readyz</c> knows.</summary>
internal sealed class TeamsTokenWatch(TeamsTokens tokens, TeamsAlarms alarms) : BackgroundService
{
    private static readonly TimeSpan WhenWell = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WhenIll = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (_, fault) = await tokens.TokenAsync(stoppingToken);
            if (fault is { Kind: TeamsTrouble.Token })
            {
                await alarms.RaiseAsync(TeamsAlarms.Token, "Teams gives the bot no token", fault.Sentence("Teams"), "\"check\" says whether it is mended.");
            }

            await Task.Delay(fault is null ? WhenWell : WhenIll, stoppingToken);
        }
    }
}
