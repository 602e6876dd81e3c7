using SlaBot.Core.Policy.SettingsTree;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack;

/// <summary>Asks Slack whether everything that the bot needs is there: tokens, each scope, each channel and the bot in
/// it, each person. Changes nothing.</summary>
internal sealed class SlackCheck
{
    private readonly SlackClient slack;
    private readonly SlackOptions options;
    private readonly People people;
    private readonly SlackChannels channels;
    private readonly TimeProvider time;
    private readonly List<SettingsFault> faults = [];

    private SlackCheck(SlackOptions options, People people, TimeProvider time)
    {
        (this.options, this.people, this.time) = (options, people, time);
        slack = SlackRegistration.Client(options, time.ToClock(), time);
        channels = new SlackChannels(slack, options.Channels, time.ToClock());
    }

    /// <summary>Every fault, with what to do about it; none when Slack is not enabled.</summary>
    public static async Task<IReadOnlyList<SettingsFault>> RunAsync(SlackOptions options, People people,
        TimeProvider time, CancellationToken stop = default)
    {
        if (!options.Enabled)
        {
            return [];
        }

        var check = new SlackCheck(options, people, time);
        if (await check.TokenAsync(stop))
        {
            check.Scopes();
            await check.AppTokenAsync(stop);
            await check.ChannelsAsync(stop);
            await check.PeopleAsync(stop);
        }

        return check.faults;
    }

    private async Task<bool> TokenAsync(CancellationToken stop)
    {
        var test = await slack.TestAsync(stop);
        if (test.Fault is not { } fault)
        {
            if (test.Body.Is("is_enterprise_install"))
            {
                Add("Slack:BotToken",
                    "belongs to an installation for a whole organisation (Enterprise Grid), which SlaBot does not "
                    + "serve: install the app in the sales team's workspace and write that token.");
            }

            return true;
        }

        Add("Slack:BotToken", fault.Kind switch
        {
            SlackErrorKind.Token =>
                $"is refused by Slack ({fault.Code}): reinstall the app and write its new bot token (xoxb-…).",
            SlackErrorKind.Unreachable or SlackErrorKind.Unknown or SlackErrorKind.Limited =>
                $"could not be checked: {options.ApiBaseUrl} does not answer ({fault.Code}). Check the network, and "
                + $"Slack:ApiBaseUrl.",
            SlackErrorKind.Unseen or SlackErrorKind.Scope or SlackErrorKind.Target or SlackErrorKind.MessageGone
                or SlackErrorKind.Blocks or SlackErrorKind.Trigger or SlackErrorKind.Other =>
                $"could not be checked ({fault.Code}).",
        });
        return false;
    }

    private void Scopes()
    {
        foreach (var (scope, why) in SlackScopes.Needed.Where(
            pair => slack.GrantedScopes is { } granted && !granted.Contains(pair.Scope)))
        {
            Add("Slack:BotToken",
                $"lacks the scope {scope} ({why}): add it under OAuth & Permissions and reinstall the app.");
        }
    }

    private async Task AppTokenAsync(CancellationToken stop)
    {
        if (options.AppToken is { } token && (await slack.OpenSocketAsync(token, stop)).Fault is { } fault)
        {
            Add("Slack:AppToken",
                $"opens no socket ({fault.Code}): write an app-level token (xapp-…) with {SlackScopes.Socket}, and "
                + $"switch Socket Mode on.");
        }
    }

    private async Task ChannelsAsync(CancellationToken stop)
    {
        foreach (var key in channels.ConfiguredNames)
        {
            var (id, fault) = await channels.IdOfAsync(key, stop);
            var info = id is null ? new SlackResult(default, fault) : await slack.ChannelAsync(id, stop);
            var name = $"#{channels.NameOf(key)}";
            if (info.Fault is { } no)
            {
                Add($"Channels:{key}", no.Sentence(name));
            }
            else if (info.Body.Is("channel", "is_archived"))
            {
                Add($"Channels:{key}", $"{name} is archived in Slack: unarchive it, or name another channel.");
            }
            else if (info.Body.At("channel", "is_member") is not null && !info.Body.Is("channel", "is_member"))
            {
                Add($"Channels:{key}", $"{name} is without the bot: invite it there (/invite @SlaBot).");
            }
        }
    }

    private async Task PeopleAsync(CancellationToken stop)
    {
        foreach (var person in people.All)
        {
            var found = await WaitedAsync(person, stop);
            if (found.Fault is { Kind: SlackErrorKind.Target })
            {
                Add("People", person.IdOn(SlackPlatform.Name) is null
                    ? $"{person.Email} is not a member of the workspace: invite {person.Name}, or set SlackId."
                    : $"{person.Email} has the SlackId \"{person.IdOn(SlackPlatform.Name)}\", which nobody in the "
                        + $"workspace has.");
            }
            else if (found.Fault is { } fault)
            {
                Add("People", $"could not be looked up ({fault.Code}).");
                return;
            }
            else if (found.Body.Is("user", "deleted"))
            {
                Add("People",
                    $"{person.Email} is deactivated in Slack: reactivate the account or take {person.Name} out of "
                    + $"the settings.");
            }
        }
    }

    /// <summary>Looks somebody up; when that is too fast for Slack, once more after the wait it asks for.</summary>
    private async Task<SlackResult> WaitedAsync(Person person, CancellationToken stop)
    {
        var found = await FindAsync(person, stop);
        if (found.Fault is not { Kind: SlackErrorKind.Limited, RetryAfter: { } wait })
        {
            return found;
        }

        await Task.Delay(wait.ToTimeSpan() + TimeSpan.FromMilliseconds(100), time, stop);
        return await FindAsync(person, stop);
    }

    private Task<SlackResult> FindAsync(Person person, CancellationToken stop) =>
        person.IdOn(SlackPlatform.Name) is { } id ? slack.UserAsync(id, stop) : slack.FindUserAsync(person.Email, stop);

    private void Add(string key, string message) => faults.Add(new SettingsFault($"SlaBot:{key}", message));
}
