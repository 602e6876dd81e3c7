using NodaTime;

namespace SlaBot.Slack;

/// <summary>Whether a request is from the workspace and the app that the token belongs to.</summary>
internal enum SlackVerdict
{
    /// <summary>It is.</summary>
    Ours,

    /// <summary>It is from elsewhere.</summary>
    Foreign,

    /// <summary>Slack has not said yet who the token is.</summary>
    NotKnown,
}

/// <summary>Learns from Slack which workspace, bot and app the token belongs to; the settings' AppId goes first.</summary>
internal sealed class SlackOrigin(SlackClient slack, SlackOptions settings)
{
    private static readonly Duration Again = Duration.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private Instant askedAt = Instant.MinValue;

    /// <summary>The workspace.</summary>
    public string? Team { get; private set; }

    /// <summary>The app.</summary>
    public string? App { get; private set; } = settings.AppId;

    /// <summary>The bot's own user.</summary>
    public string? BotUser { get; private set; }

    /// <summary>Judges a request by the workspace and the app that it names.</summary>
    public async Task<SlackVerdict> JudgeAsync(string? team, string? app, CancellationToken stop)
    {
        if (Team is null && await LearnAsync(stop) is not null)
        {
            return SlackVerdict.NotKnown;
        }

        var isOurs = (team is null || team == Team) && (App is null || app is null || app == App);
        return isOurs ? SlackVerdict.Ours : SlackVerdict.Foreign;
    }

    /// <summary>Takes what a socket's greeting says of the app.</summary>
    public void TakeApp(string? app) => App ??= app;

    /// <summary>Asks Slack; null when it is known then.</summary>
    public async Task<SlackFault?> LearnAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return Team is not null ? null : await AskAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SlackFault?> AskAsync(CancellationToken stop)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        if (now - askedAt < Again)
        {
            return new SlackFault(SlackTrouble.Unreachable, "asked_already");
        }

        var test = await slack.TestAsync(stop);
        if (test.Fault is { } fault)
        {
            askedAt = now;
            return fault;
        }

        BotUser = test.Text("user_id");
        App ??= test.Text("app_id");
        if (App is null && test.Text("bot_id") is { } bot)
        {
            var told = await slack.BotAsync(bot, stop);
            if (told.Fault is { Kind: SlackTrouble.Limited or SlackTrouble.Unknown or SlackTrouble.Unreachable } later)
            {
                askedAt = now;
                return later;
            }

            App = told.Text("bot", "app_id");
        }

        Team = test.Text("team_id");
        return Team is null ? new SlackFault(SlackTrouble.Other, "no_team") : null;
    }
}
