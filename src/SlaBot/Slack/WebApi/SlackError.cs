using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>What kind of "no" the Web API gave; decides what is done next.</summary>
internal enum SlackErrorKind
{
    /// <summary>Too fast: wait as long as it says.</summary>
    Limited,

    /// <summary>It was not reached, so nothing happened.</summary>
    Unreachable,

    /// <summary>It may have happened: the answer was lost, or the server failed in the middle.</summary>
    Unknown,

    /// <summary>It may have happened, and whether it did could not be seen now.</summary>
    Unseen,

    /// <summary>The token is dead.</summary>
    Token,

    /// <summary>A scope or a setting of the app is missing.</summary>
    Scope,

    /// <summary>The conversation or the person cannot be written to.</summary>
    Target,

    /// <summary>The message to be changed is no longer there or no longer ours.</summary>
    MessageGone,

    /// <summary>The blocks were not taken.</summary>
    Blocks,

    /// <summary>The click is too long ago to open a window.</summary>
    Trigger,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A "no" of the Web API: its kind, Slack's own code, and what Slack said beside it (a missing scope, what is
/// wrong with a block).</summary>
internal sealed record SlackError(SlackErrorKind Kind, string Code, string? Detail = null, Duration? RetryAfter = null)
{
    /// <summary>True when the workspace does not have the person, or not any more.</summary>
    public bool IsStranger => Code is "users_not_found" or "user_not_found" or "user_disabled" or "account_disabled";

    /// <summary>The kind of an error code (facts of the Web API reference).</summary>
    public static SlackErrorKind KindOf(string code) => code switch
    {
        "ratelimited" or "rate_limited" or "message_limit_exceeded" => SlackErrorKind.Limited,
        "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" => SlackErrorKind.Unknown,
        "account_inactive" or "token_revoked" or "token_expired" or "invalid_auth" or "not_authed"
            or "team_access_not_granted" or "org_login_required" or "ekm_access_denied" => SlackErrorKind.Token,
        "missing_scope" or "no_permission" or "not_allowed_token_type" or "forbidden_team" => SlackErrorKind.Scope,
        "message_not_found" or "cant_update_message" or "edit_window_closed" => SlackErrorKind.MessageGone,
        "invalid_blocks" or "invalid_blocks_format" or "msg_blocks_too_long" or "block_mismatch" =>
            SlackErrorKind.Blocks,
        "trigger_expired" or "trigger_exchanged" or "expired_trigger_id" or "exchanged_trigger_id"
            or "invalid_trigger_id" => SlackErrorKind.Trigger,
        "channel_not_found" or "not_in_channel" or "is_archived" or "user_not_found" or "users_not_found"
            or "user_disabled" or "user_not_visible"
            or "messages_tab_disabled" or "cannot_dm_bot" or "invalid_users" or "no_such_channel" =>
            SlackErrorKind.Target,
        _ when code.StartsWith("restricted_action", StringComparison.Ordinal) => SlackErrorKind.Target,
        _ => SlackErrorKind.Other,
    };

    /// <summary>What to do about it, for an administrator, where it is a person's direct conversation.</summary>
    public string SentenceFor(string person) => Code is "channel_not_found" or "is_archived" or "not_in_channel"
        ? $"Slack takes no direct message of the app for {person} ({Code}): check that the account is active and may "
            + $"use the app."
        : Sentence(person);

    /// <summary>What to do about it, for an administrator.</summary>
    public string Sentence(string where) => Code switch
    {
        "is_archived" => $"{where} is archived in Slack: unarchive it, or name another channel in the settings.",
        "not_in_channel" => $"The bot is not a member of {where}: invite it there (/invite @SlaBot).",
        "channel_not_found" =>
            $"{where} is not to be found in Slack: check its name in the settings, and invite the bot if it is private.",
        "user_disabled" or "account_disabled" =>
            $"{where} is deactivated in Slack: take the person out of the settings or reactivate the account.",
        "users_not_found" or "user_not_found" =>
            $"{where} is not a member of the Slack workspace: invite the person, or set SlackId in the settings.",
        "messages_tab_disabled" =>
            "The messages tab of the app is switched off: switch it on under App Home in the app's settings.",
        "missing_scope" =>
            $"The bot's token lacks the scope {Detail ?? "that this needs"}: add it under OAuth & Permissions and "
            + $"reinstall the app.",
        "invalid_blocks" or "invalid_blocks_format" => $"Slack did not take the message for {where}: {Detail ?? Code}.",
        _ when Kind == SlackErrorKind.Token =>
            $"Slack refuses the bot's token ({Code}): reinstall the app and write the new token (Slack:BotToken). "
            + $"What waits is kept and sent then.",
        _ when Code.StartsWith("restricted_action", StringComparison.Ordinal) =>
            $"A setting of the workspace keeps the bot from posting in {where} ({Code}): allow it there.",
        _ => $"Slack refused a message for {where} ({Code}{(Detail is null ? "" : $": {Detail}")}).",
    };
}

/// <summary>Tells the administrators what only they can mend, once a day for each thing.</summary>
internal sealed partial class SlackAlarms(LeadCommandProcessor engine, IReadStore reader, ILogger<SlackAlarms> log)
{
    /// <summary>Raises one; <paramref name="about"/> makes it the same alarm as before.</summary>
    public Task RaiseAsync(string about, string title, string sentence, string remedy)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return PlatformAlarm.RaiseAsync(engine, reader, SlackOptions.Platform, about, title, sentence, remedy);
    }

    /// <summary>Slack refuses the bot's token.</summary>
    public Task TokenRefusedAsync(string sentence) => RaiseAsync("token", "Slack refuses the bot's token", sentence,
        "Reinstall the app and write the new token (Slack:BotToken).");

    /// <summary>The app was installed for a whole organisation (Enterprise Grid), which is not served.</summary>
    public Task OrgWideAsync() => RaiseAsync(
        "org-wide", "The app is installed for the whole organisation",
        "SlaBot serves one workspace; requests from the organisation's other workspaces are answered with a sentence "
        + "and do nothing.",
        "Install the app in the sales team's workspace only, and write that installation's token (Slack:BotToken).");

    [LoggerMessage(6101, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
