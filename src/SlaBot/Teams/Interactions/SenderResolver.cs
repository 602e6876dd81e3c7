using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams.Interactions;

/// <summary>Who is behind an activity that was let in: known by what is on file; somebody new is looked up beside the
/// answer, which never waits longer than a moment for it.</summary>
internal sealed class SenderResolver(TeamsClient teams, TeamsPeople people, TeamsDirectory book, CurrentAgreement rules,
    IClock clock, TimeProvider time)
{
    /// <summary>What strangers are told.</summary>
    public const string Stranger = "Your Teams account belongs to nobody in the settings. Ask an administrator to "
        + "add your e-mail address, or your TeamsId.";

    private const string Moment =
        "You are new here and Teams has not said yet who you are. Nothing was done: please try again in a moment.";

    private const int MostStrangers = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);
    private static readonly Duration Again = Duration.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Instant> strangers = [];

    /// <summary>The person, from what is on file; null for strangers and for those not met yet.</summary>
    public Person? Known(JsonElement activity)
    {
        var (aad, id) = (activity.Text("from", "aadObjectId"), activity.Text("from", "id"));
        return rules.Now.People.All.FirstOrDefault(
            item => item.IdOn(TeamsOptions.Platform) is { } named && (Same(named, aad) || Same(named, id)))
            ?? ((book.ById(aad) ?? book.ById(id))?.Email is { } email && rules.Now.People.Find(email) is { } person
                && person.IdOn(TeamsOptions.Platform) is null ? person : null);
    }

    /// <summary>The person, asking Teams where it must: for background work, never inside an answer.</summary>
    public async Task<Person?> FindAsync(JsonElement activity, CancellationToken stop)
    {
        if (Known(activity) is { } known)
        {
            return known;
        }

        if (activity.Text("from", "id") is not { } id || activity.Text("conversation", "id") is not { } conversation
            || activity.Text("serviceUrl") is not { } service || IsStranger(id))
        {
            return null;
        }

        var found = await teams.GetAsync(service,
            $"v3/conversations/{Uri.EscapeDataString(TeamsMessageRef.Bare(conversation))}/members/{Uri.EscapeDataString(id)}", stop);
        var met = found.Ok ? await people.MeetAsync(found.Body, service) : null;
        if (met is null && found.Ok && MessageHandler.IsPersonal(activity))
        {
            await people.KeepAsync(found.Body, conversation, service);
        }

        if (met is null && found.Fault is null or { Kind: TeamsErrorKind.Gone or TeamsErrorKind.Other })
        {
            Remember(id);
        }
        else if (met is null && found.Fault is not null && MessageHandler.IsPersonal(activity))
        {
            await people.AskLaterAsync(id, activity.Text("from", "aadObjectId"), conversation, service);
        }

        return met is null ? null : Known(activity);
    }

    /// <summary>The person; when null, whether Teams has said so. Waits a moment at most (under the manual clock as
    /// long as it takes).</summary>
    public async Task<(Person? Person, bool IsSure)> SoonAsync(JsonElement activity)
    {
        if (Known(activity) is { } known)
        {
            return (known, true);
        }

        var asking = AskAsync(activity);
        await Task.WhenAny(asking, Task.Delay(clock.StandsStill() ? Most : Patience, time));
        return asking.IsCompletedSuccessfully ? (asking.Result, true) : (null, false);
    }

    /// <summary>What is said to whoever was not found: a stranger, or somebody of whom Teams does not say now who it
    /// is.</summary>
    public string Denial(JsonElement activity) =>
        activity.Text("from", "id") is { } id && !IsStranger(id) ? Moment : Stranger;

    private async Task<Person?> AskAsync(JsonElement activity)
    {
        using var patience = new CancellationTokenSource(Most, time);
        return await FindAsync(activity, patience.Token);
    }

    private bool IsStranger(string id) =>
        strangers.TryGetValue(id, out var since) && clock.GetCurrentInstant() - since < Again;

    private void Remember(string id)
    {
        if (strangers.Count > MostStrangers)
        {
            strangers.Clear();
        }

        strangers[id] = clock.GetCurrentInstant();
    }

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
