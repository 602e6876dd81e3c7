using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>Whether a request is from the workspace and the app that the token belongs to.</summary>
internal enum WorkspaceVerdict
{
    /// <summary>It is.</summary>
    Ours,

    /// <summary>It is from elsewhere.</summary>
    Foreign,

    /// <summary>The app was installed for a whole organisation (Enterprise Grid), and this is from none or another of
    /// its workspaces.</summary>
    OrgWide,

    /// <summary>Slack has not said yet who the token is.</summary>
    NotKnown,
}

/// <summary>
/// Learns from Slack which workspace, bot and app the token belongs to, and keeps it on file for the hours in which
/// Slack does not say;
/// the settings' AppId goes first.
/// </summary>
internal sealed class WorkspaceIdentity
{
    private const string Kind = "slack-origin";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SlackClient slack;
    private readonly SlackOptions settings;
    private readonly LeadCommandProcessor engine;
    private readonly TimeProvider time;
    private readonly string token;
    private long? askedAt;
    private bool isConfirmed;
    private (string? App, int Times) named;

    public WorkspaceIdentity(SlackClient slack, SlackOptions settings, LeadCommandProcessor engine, IReadStore reader,
        TimeProvider time)
    {
        (this.slack, this.settings, this.engine, this.time) = (slack, settings, engine, time);
        token = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.BotToken ?? "")))[..16];
        var kept = reader.Documents(Kind)
            .LastOrDefault(document => document.Version.StartsWith(token, StringComparison.Ordinal));
        var known = UntrustedJson.Parse(kept?.Body);
        (Team, BotUser, App, Home) =
            (known?.Text("team"), known?.Text("bot"), settings.AppId ?? known?.Text("app"), known?.Text("home"));
    }

    /// <summary>The workspace.</summary>
    public string? Team { get; private set; }

    /// <summary>The app.</summary>
    public string? App { get; private set; }

    /// <summary>The workspace's own address, with a slash at the end.</summary>
    public string? Home { get; private set; }

    /// <summary>The bot's own user.</summary>
    public string? BotUser { get; private set; }

    /// <summary>True when the app was installed for a whole organisation, which this product does not serve.</summary>
    public bool IsOrgWide { get; private set; }

    /// <summary>Judges a request by the workspace and the app that it names; <paramref name="isOrgWide"/> when it says
    /// that it comes from an installation for a whole organisation.</summary>
    public async Task<WorkspaceVerdict> JudgeAsync(string? team, string? app, bool isOrgWide, CancellationToken stop)
    {
        if (Team is null && await LearnAsync(stop) is not null)
        {
            return WorkspaceVerdict.NotKnown;
        }

        if (App is not null && app is not null && app != App)
        {
            return WorkspaceVerdict.Foreign;
        }

        if (IsOrgWide || (isOrgWide && team != Team))
        {
            return WorkspaceVerdict.OrgWide;
        }

        if (team is not null && team != Team)
        {
            return WorkspaceVerdict.Foreign;
        }

        Name(app);
        return WorkspaceVerdict.Ours;
    }

    /// <summary>Takes what a socket's greeting says of the app.</summary>
    public void TakeApp(string? app) => App ??= app;

    /// <summary>Asks Slack, once in the life of the process; null when it is known then.</summary>
    public async Task<SlackError?> LearnAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return isConfirmed ? null : await AskAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    // Where Slack does not say which app it is, the one that two verified requests running name is it.
    private void Name(string? app)
    {
        if (App is null && app is not null)
        {
            named = named.App == app ? (app, named.Times + 1) : (app, 1);
            App = named.Times > 1 ? app : null;
        }
    }

    private async Task<SlackError?> AskAsync(CancellationToken stop)
    {
        if (askedAt is { } last && time.GetElapsedTime(last) < Again)
        {
            return new SlackError(SlackErrorKind.Unreachable, "asked_already");
        }

        var test = await slack.TestAsync(stop);
        var (app, fault) = test.Ok ? await AppAsync(test, stop) : (null, test.Fault);
        if (fault is not null)
        {
            askedAt = time.GetTimestamp();
            return fault;
        }

        Home = test.Text("url") is { } home && home.StartsWith("https://", StringComparison.Ordinal)
            ? home.TrimEnd('/') + "/" : null;
        (Team, BotUser, App, IsOrgWide) = (test.Text("team_id"), test.Text("user_id"), settings.AppId ?? app ?? App,
            test.Body.Is("is_enterprise_install"));
        if (Team is null)
        {
            return new SlackError(SlackErrorKind.Other, "no_team");
        }

        isConfirmed = true;
        var known =
            SlackClient.Write(new JsonObject { ["team"] = Team, ["bot"] = BotUser, ["app"] = App, ["home"] = Home });
        await engine.RecordAsync(
            (at, batch) => batch.Documents.Add(new Document(Kind, $"{token}|{Team}|{App}|{Home}", known, at.Now)));
        return null;
    }

    private async Task<(string? App, SlackError? Fault)> AppAsync(SlackResult test, CancellationToken stop)
    {
        var said = settings.AppId ?? test.Text("app_id");
        if (said is not null || test.Text("bot_id") is not { } bot)
        {
            return (said, null);
        }

        var told = await slack.BotAsync(bot, stop);
        return told.Fault is { Kind: SlackErrorKind.Limited or SlackErrorKind.Unknown
            or SlackErrorKind.Unreachable } later ? (null, later) : (told.Text("bot", "app_id"), null);
    }
}
