using System.Text.Json;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Interactions;

namespace SlaBot.Teams.Inbound;

/// <summary>Every activity is a meeting: it says where a conversation is reached, and that its person can be.</summary>
internal sealed class MeetingHandler(TeamsDirectory book, TeamsPeople people, SenderResolver who,
    TeamsRefusals refusals, PersonReachable arrivals, BackgroundReplies backgroundReplies)
{
    /// <summary>Whatever came: where a conversation is reached from now on, and that its person can be reached
    /// again.</summary>
    public async Task MeetAsync(JsonElement activity)
    {
        var service = activity.Text("serviceUrl");
        book.Latest = service ?? book.Latest;
        var isHeard = !TeamsActivity.IsRemoval(activity)
            && refusals.Hear(MessageHandler.IsPersonal(activity) ? who.Known(activity)?.Email : null,
                TeamsActivity.TeamOf(activity) is not null);
        if (service is not null && book.Team(TeamsActivity.TeamOf(activity)) is { } team && team.ServiceUrl != service)
        {
            await book.KeepAsync(team with { ServiceUrl = service });
        }

        if (book.Unasked.Any())
        {
            await backgroundReplies.RunAsync(ServeLateAsync);
        }

        if (service is null || activity.Text("conversation", "id") is null || !MessageHandler.IsPersonal(activity)
            || TeamsActivity.IsRemoval(activity))
        {
            return;
        }

        if (who.Known(activity) is { } person)
        {
            await MeetAsync(activity, person, isHeard);
        }
        else if (activity.Text("type") != "invoke")
        {
            await backgroundReplies.RunAsync(
                async stop =>
                    await (await who.FindAsync(activity, stop) is { } found
                        ? MeetAsync(activity, found, isHeard) : Task.CompletedTask));
        }
    }

    private async Task MeetAsync(JsonElement activity, Person person, bool wasRefused)
    {
        var (from, aad) = (activity.Text("from", "id")!, activity.Text("from", "aadObjectId"));
        var known = book.ById(aad) ?? book.ById(from);
        await book.KeepAsync(
            new TeamsMember(from, aad ?? known?.Aad, person.Email,
                TeamsMessageRef.Bare(activity.Text("conversation", "id")!), activity.Text("serviceUrl")));
        if (wasRefused || known is null or { Refusal: not null } or { Chat: null })
        {
            await arrivals.ServeAsync(person);
            await backgroundReplies.SettleAsync();
        }
    }

    /// <summary>Teams speaks: it may be able to say now who those are whom it did not know in an outage.</summary>
    private async Task ServeLateAsync(CancellationToken stop)
    {
        foreach (var person in await people.AskAgainAsync(stop))
        {
            await arrivals.ServeAsync(person);
        }

        await backgroundReplies.SettleAsync();
    }
}

/// <summary>Where the app is: installed and removed, teams and channels changed.</summary>
internal sealed class InstallationHandler(TeamsDirectory book, TeamsPeople people, SenderResolver who,
    TeamsChannels channels, MessageHandler talk, TeamsAlarms alarms, BackgroundReplies backgroundReplies)
{
    /// <summary>An <c>installationUpdate</c>.</summary>
    public Task InstallAsync(JsonElement activity) =>
        backgroundReplies.RunAsync(stop => activity.Text("action") is "remove" or "remove-upgrade"
        ? RemovedAsync(activity, stop)
        : AddedAsync(activity, stop));

    /// <summary>A <c>conversationUpdate</c>.</summary>
    public Task ConversationAsync(JsonElement activity) => backgroundReplies.RunAsync(async stop =>
    {
        var bot = activity.Text("recipient", "id");
        if (activity.Items("membersAdded").Any(item => item.Text("id") == bot))
        {
            await AddedAsync(activity, stop);
        }
        else if (activity.Items("membersRemoved").Any(item => item.Text("id") == bot)
            || activity.Text("channelData", "eventType") is "teamDeleted")
        {
            await RemovedAsync(activity, stop);
        }
        else if (TeamsActivity.TeamOf(activity) is not null)
        {
            await JoinAsync(activity, stop);
        }
    });

    private async Task AddedAsync(JsonElement activity, CancellationToken stop)
    {
        if (MessageHandler.IsPersonal(activity))
        {
            await WelcomeAsync(activity, stop);
        }
        else if (TeamsActivity.TeamOf(activity) is not null)
        {
            await JoinAsync(activity, stop);
        }
    }

    private async Task WelcomeAsync(JsonElement activity, CancellationToken stop)
    {
        var conversation = activity.Text("conversation", "id")!;
        if (!await talk.IsFirstAsync($"welcome|{conversation}"))
        {
            return;
        }

        var person = await who.FindAsync(activity, stop);
        await talk.SayAsync(activity.Text("serviceUrl")!, conversation,
            person is null ? MessageHandler.Sentence(who.Denial(activity)) : Welcome(person), stop);
    }

    private static Card Welcome(Person person)
    {
        var comes = person.Role switch
        {
            Role.Rep =>
                "Your leads come into this chat as cards with their next duty. Nothing to do until the first one.",
            Role.Manager => "Your team's missed deadlines come into this chat, with buttons to reassign or excuse.",
            Role.Marketing or Role.RevOps or Role.Executive =>
                "What needs you comes into this chat, with buttons.",
        };
        return HelpCard.Draw(person)
            with { Title = $"Hello {person.FirstName}, this is SlaBot", Summary = "SlaBot is here.",
                Blocks = [new Paragraph(comes), new Heading("Until then, ask me"),
                    .. HelpCard.Draw(person).Blocks.OfType<Bullets>()] };
    }

    private async Task JoinAsync(JsonElement activity, CancellationToken stop)
    {
        var id = TeamsActivity.TeamOf(activity)!;
        var known = book.Team(id);
        var team = new TeamsTeam(id, activity.Text("channelData", "team", "name") ?? known?.Name ?? id,
            activity.Text("serviceUrl")!, IsGone: false, known?.Channels ?? []);
        await book.KeepAsync(team);
        await channels.RefreshAsync(team, stop);
        if (known is null or { IsGone: true } || activity.Items("membersAdded").Any())
        {
            await people.MeetAllAsync(book.Team(id)!, stop);
        }
    }

    private async Task RemovedAsync(JsonElement activity, CancellationToken stop)
    {
        if (MessageHandler.IsPersonal(activity))
        {
            if (await who.FindAsync(activity, stop) is { } person)
            {
                await people.RefuseAsync(person, "NotInstalled");
                await alarms.RaiseAsync($"removed|{person.Email}", $"{person.Name} removed the app from Teams",
                    $"{person.Name} gets no cards in Teams any more.",
                    "Have the app installed again for them, or give them another platform.");
            }
        }
        else if (book.Team(TeamsActivity.TeamOf(activity)) is { } team)
        {
            await book.KeepAsync(team with { IsGone = true });
            await alarms.RaiseAsync($"removed|{team.Id}", $"The app was removed from the team {team.Name}",
                "Its channels are not reached any more.",
                $"Install the app in {team.Name} again, or name other channels in the settings.");
        }
    }
}

/// <summary>What an activity says of the app's own coming and going.</summary>
internal static class TeamsActivity
{
    /// <summary>True when the app was removed.</summary>
    public static bool IsRemoval(JsonElement activity) =>
        activity.Text("type") == "installationUpdate"
            && activity.Text("action")?.StartsWith("remove", StringComparison.Ordinal) == true;

    /// <summary>The team that it is about; null when it is about none.</summary>
    public static string? TeamOf(JsonElement activity) => activity.Text("channelData", "team", "id");
}
