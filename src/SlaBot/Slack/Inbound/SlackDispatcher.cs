using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>What is answered to Slack: a status, and a body where there is something to say.</summary>
internal sealed record SlackResponse(int Status, JsonNode? Body = null)
{
    /// <summary>It arrived.</summary>
    public static SlackResponse Taken { get; } = new(200);
}

/// <summary>Everything that comes from Slack, by whichever way: judged by where it is from, taken once, decided,
/// acknowledged.</summary>
internal sealed class SlackDispatcher(OriginCheck origin, BlockActionsHandler clicks, ViewSubmissionHandler answers,
    SlashCommandHandler commands, EventsHandler events, EnterpriseGridGuard grid, BackgroundReplies backgroundReplies)
{

    /// <summary>Takes an envelope of the Events API.</summary>
    public async Task<SlackResponse> EventAsync(JsonElement envelope, CancellationToken stop)
    {
        backgroundReplies.Begin();
        var verdict = await origin.JudgeAsync(envelope.Text("team_id") ?? envelope.Text("context_team_id"),
            envelope.Text("api_app_id"), EnterpriseGridGuard.IsEvent(envelope), stop);
        if (verdict != WorkspaceVerdict.Ours)
        {
            return verdict == WorkspaceVerdict.OrgWide ? await grid.AnswerEventAsync() : No(verdict);
        }

        await events.TakeAsync(envelope);
        return SlackResponse.Taken;
    }

    /// <summary>Takes a click or a sent form.</summary>
    public async Task<SlackResponse> InteractionAsync(JsonElement payload, CancellationToken stop)
    {
        backgroundReplies.Begin();
        var verdict = await origin.JudgeAsync(payload.Text("team", "id") ?? payload.Text("user", "team_id"),
            payload.Text("api_app_id"), EnterpriseGridGuard.IsInteraction(payload), stop);
        if (verdict != WorkspaceVerdict.Ours)
        {
            return verdict == WorkspaceVerdict.OrgWide ? await grid.AnswerInteractionAsync(payload) : No(verdict);
        }

        using var patience = OriginCheck.Patient(stop);
        switch (payload.Text("type"))
        {
            case "view_submission":
                return new SlackResponse(200, await answers.TakeAsync(payload, patience.Token));
            case "block_actions":
                await clicks.TakeAsync(payload, patience.Token);
                break;
        }

        return SlackResponse.Taken;
    }

    /// <summary>Takes a slash command.</summary>
    public async Task<SlackResponse> CommandAsync(SlashCommand command, CancellationToken stop)
    {
        backgroundReplies.Begin();
        var verdict = await origin.JudgeAsync(command.Team, command.App, command.IsOrgWide, stop);
        if (verdict != WorkspaceVerdict.Ours)
        {
            return verdict == WorkspaceVerdict.OrgWide ? await grid.AnswerCommandAsync() : No(verdict);
        }

        using var patience = OriginCheck.Patient(stop);
        return new SlackResponse(200, await commands.TakeAsync(command, patience.Token));
    }

    private static SlackResponse No(WorkspaceVerdict verdict) => new(verdict == WorkspaceVerdict.Foreign ? 403 : 503);
}

/// <summary>Judges where a request is from, within the time that Slack waits for its answer.</summary>
internal sealed partial class OriginCheck(WorkspaceIdentity origin, ILogger<OriginCheck> log)
{
    // Slack waits three seconds; what is asked of it meanwhile must not use them up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Ends with the request, and before Slack's patience does.</summary>
    public static CancellationTokenSource Patient(CancellationToken stop)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        return patience;
    }

    /// <summary>Whether it is from the workspace and the app that the token belongs to.</summary>
    public async Task<WorkspaceVerdict> JudgeAsync(string? team, string? app, bool isOrgWide, CancellationToken stop)
    {
        using var patience = Patient(stop);
        var verdict = await origin.JudgeAsync(team, app, isOrgWide, patience.Token);
        if (verdict != WorkspaceVerdict.Ours)
        {
            LogRefused(log, verdict);
        }

        return verdict;
    }

    [LoggerMessage(6301, LogLevel.Warning, "A request in Slack's name was refused: {Verdict}.")]
    private static partial void LogRefused(ILogger log, WorkspaceVerdict verdict);
}
