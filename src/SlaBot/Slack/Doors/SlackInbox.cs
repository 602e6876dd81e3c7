using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Slack.Talk;

namespace SlaBot.Slack.Doors;

/// <summary>What is answered to Slack: a status, and a body where there is something to say.</summary>
internal sealed record SlackReply(int Status, JsonNode? Body = null)
{
    /// <summary>It arrived.</summary>
    public static SlackReply Taken { get; } = new(200);
}

/// <summary>Everything that comes from Slack, by whichever way: judged by where it is from, taken once, decided, acknowledged.</summary>
internal sealed partial class SlackInbox(
    SlackOrigin origin, SlackOnce once, SlackClicks clicks, SlackAnswers answers, SlackCommands commands, SlackEvents events, SlackGrid grid, ILogger<SlackInbox> log)
{
    // Slack waits three seconds; what is asked of it meanwhile must not use them up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Takes an envelope of the Events API.</summary>
    public async Task<SlackReply> EventAsync(JsonElement envelope, CancellationToken stop)
    {
        Errands.Begin();
        var verdict = await JudgeAsync(envelope.Text("team_id") ?? envelope.Text("context_team_id"), envelope.Text("api_app_id"), SlackGrid.IsEvent(envelope), stop);
        if (verdict != SlackVerdict.Ours)
        {
            return verdict == SlackVerdict.OrgWide ? await grid.AnswerEventAsync() : No(verdict);
        }

        if (envelope.Text("event_id") is { } id)
        {
            // Remembered when it is taken: what a crash interrupts comes again and is not taken for a repeat.
            await once.AnswerAsync($"event|{id}", async () =>
            {
                await events.TakeAsync(envelope);
                return "";
            });
        }

        return SlackReply.Taken;
    }

    /// <summary>Takes a click or a sent form.</summary>
    public async Task<SlackReply> InteractionAsync(JsonElement payload, CancellationToken stop)
    {
        Errands.Begin();
        var verdict = await JudgeAsync(payload.Text("team", "id") ?? payload.Text("user", "team_id"), payload.Text("api_app_id"), SlackGrid.IsInteraction(payload), stop);
        if (verdict != SlackVerdict.Ours)
        {
            return verdict == SlackVerdict.OrgWide ? await grid.AnswerInteractionAsync(payload) : No(verdict);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        switch (payload.Text("type"))
        {
            case "view_submission":
                return new SlackReply(200, await answers.TakeAsync(payload, patience.Token));
            case "block_actions":
                await clicks.TakeAsync(payload, patience.Token);
                break;
        }

        return SlackReply.Taken;
    }

    /// <summary>Takes a slash command.</summary>
    public async Task<SlackReply> CommandAsync(SlackCommand command, CancellationToken stop)
    {
        Errands.Begin();
        var verdict = await JudgeAsync(command.Team, command.App, command.IsOrgWide, stop);
        if (verdict != SlackVerdict.Ours)
        {
            return verdict == SlackVerdict.OrgWide ? await grid.AnswerCommandAsync() : No(verdict);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        return new SlackReply(200, await commands.TakeAsync(command, patience.Token));
    }

    private async Task<SlackVerdict> JudgeAsync(string? team, string? app, bool isOrgWide, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var verdict = await origin.JudgeAsync(team, app, isOrgWide, patience.Token);
        if (verdict != SlackVerdict.Ours)
        {
            LogRefused(log, verdict);
        }

        return verdict;
    }

    private static SlackReply No(SlackVerdict verdict) => new(verdict == SlackVerdict.Foreign ? 403 : 503);

    [LoggerMessage(6301, LogLevel.Warning, "A request in Slack's name was refused: {Verdict}.")]
    private static partial void LogRefused(ILogger log, SlackVerdict verdict);
}
