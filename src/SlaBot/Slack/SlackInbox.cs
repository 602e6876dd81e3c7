using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlaBot.Slack;

/// <summary>What is answered to Slack: a status, and a body where there is something to say.</summary>
internal sealed record SlackReply(int Status, JsonNode? Body = null)
{
    /// <summary>It arrived.</summary>
    public static SlackReply Taken { get; } = new(200);
}

/// <summary>Everything that comes from Slack, by whichever way: judged by where it is from, taken once, decided, acknowledged.</summary>
internal sealed partial class SlackInbox(SlackOrigin origin, SlackOnce once, SlackClicks clicks, SlackAnswers answers, SlackCommands commands, SlackEvents events, ILogger<SlackInbox> log)
{
    // Slack waits three seconds; what is asked of it meanwhile must not use them up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Takes an envelope of the Events API.</summary>
    public async Task<SlackReply> EventAsync(JsonElement envelope, CancellationToken stop)
    {
        if (await RefusedAsync(envelope.Text("team_id"), envelope.Text("api_app_id"), stop) is { } refused)
        {
            return refused;
        }

        if (envelope.Text("event_id") is { } id && await once.IsFirstAsync($"event|{id}"))
        {
            await events.TakeAsync(envelope, stop);
        }

        return SlackReply.Taken;
    }

    /// <summary>Takes a click or a sent form.</summary>
    public async Task<SlackReply> InteractionAsync(JsonElement payload, CancellationToken stop)
    {
        if (await RefusedAsync(payload.Text("team", "id") ?? payload.Text("user", "team_id"), payload.Text("api_app_id"), stop) is { } refused)
        {
            return refused;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        switch (payload.Text("type"))
        {
            case "view_submission":
                return new SlackReply(200, await answers.TakeAsync(payload, patience.Token));
            case "block_actions" when payload.Text("trigger_id") is not { } trigger || await once.IsFirstAsync($"click|{trigger}"):
                await clicks.TakeAsync(payload, patience.Token);
                break;
        }

        return SlackReply.Taken;
    }

    /// <summary>Takes a slash command.</summary>
    public async Task<SlackReply> CommandAsync(SlackCommand command, CancellationToken stop)
    {
        if (await RefusedAsync(command.Team, command.App, stop) is { } refused)
        {
            return refused;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        return new SlackReply(200, await commands.TakeAsync(command, patience.Token));
    }

    private async Task<SlackReply?> RefusedAsync(string? team, string? app, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var verdict = await origin.JudgeAsync(team, app, patience.Token);
        if (verdict == SlackVerdict.Ours)
        {
            return null;
        }

        LogRefused(log, verdict);
        return new SlackReply(verdict == SlackVerdict.Foreign ? 403 : 503);
    }

    [LoggerMessage(6301, LogLevel.Warning, "A request in Slack's name was refused: {Verdict}.")]
    private static partial void LogRefused(ILogger log, SlackVerdict verdict);
}
