using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>Somebody of the workspace.</summary>
internal sealed record SlackMember(string Id, string Email, bool IsGone);

/// <summary>Who a user is: the person, or the sentence to say instead (a stranger, or Slack does not say
/// now).</summary>
internal readonly record struct SlackIdentity(Person? Person, string Sentence);

/// <summary>Who is who: people of the settings and users of the workspace, matched by id or e-mail; kept a while, then
/// asked again.</summary>
internal sealed class SlackPeople(SlackClient slack, WorkspaceIdentity origin, CurrentAgreement rules,
    MembersOnFile file, DeactivatedMembers deactivated, ReaderZones zones, IClock clock)
{
    private const string Guest = "You are here from another workspace: SlaBot knows people by the e-mail of this "
        + "one. Ask an administrator to write your SlackId into the settings if you belong to the agreement.";
    private const string Stranger = "Your Slack account belongs to nobody in the settings. Ask an administrator to "
        + "add your e-mail address, or your SlackId.";
    private const string Gone =
        "This Slack account is deactivated. Nothing was done: ask an administrator to reactivate "
        + "it, or to take you out of the settings.";
    private const string Unsaid =
        "Slack did not say just now whose account this is. Nothing was done: please try again in a moment.";

    // An acknowledgement waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly Duration Fresh = Duration.FromHours(6);
    private static readonly Duration FreshNo = Duration.FromMinutes(2);
    private readonly ConcurrentDictionary<string, (SlackMember? Member,
        Instant At)> byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (string Email, Instant At)> emailOf = [];

    /// <summary>False when it is known that this person is not here.</summary>
    public bool MayReach(Person person) =>
        person.IdOn(SlackOptions.Platform) is not null || !byEmail.TryGetValue(person.Email, out var known)
            || known.Member is { IsGone: false } || IsStale(known.At, FreshNo);

    /// <summary>The user of a person; a fault when there is none, or when Slack cannot say.</summary>
    public async Task<(string? Id, SlackError? Fault)> UserOfAsync(Person person, CancellationToken stop)
    {
        if (byEmail.TryGetValue(person.Email, out var known)
            && !IsStale(known.At, known.Member is { IsGone: false } ? Fresh : FreshNo))
        {
            return Outcome(known.Member);
        }

        var id = person.IdOn(SlackOptions.Platform) ?? known.Member?.Id ?? file.IdOf(person.Email);
        var found = person.IdOn(SlackOptions.Platform) is { } given
            ? await slack.UserAsync(given, stop) : await slack.FindUserAsync(person.Email, stop);
        if (found.Fault is { Kind: not SlackErrorKind.Target } fault)
        {
            // Slack does not say now: who was known stays known.
            return id is not null ? (id, null) : (null, fault);
        }

        if (!found.Ok && person.IdOn(SlackOptions.Platform) is null && id is not null)
        {
            // A deactivated user is not found by e-mail any more.
            found = await slack.UserAsync(id, stop);
        }

        // Somebody of another workspace is not this person, whatever address it gives them; nothing is brought to them.
        var member = found.Ok && found.Body.At("user") is { } user
            && (person.IdOn(SlackOptions.Platform) is not null || !IsOfAnother(user))
            ? await KeepAsync(person, user) : null;
        byEmail[person.Email] = (member, clock.GetCurrentInstant());
        return Outcome(member);
    }

    /// <summary>Slack refuses to bring something to a person: whoever was deactivated takes no more leads from now
    /// on.</summary>
    public async Task AskAgainAsync(Person person)
    {
        if (byEmail.TryGetValue(person.Email, out var known) && known.Member is { IsGone: false })
        {
            byEmail[person.Email] = (known.Member, Instant.MinValue);
            await UserOfAsync(person, CancellationToken.None);
        }
    }

    /// <summary>The person behind a user that Slack vouches for.</summary>
    public async Task<SlackIdentity> WhoAsync(string user, CancellationToken stop)
    {
        var people = rules.Now.People;
        var named = people.All.FirstOrDefault(item => item.IdOn(SlackOptions.Platform) == user);
        if (named is not null && !IsKnownGone(named))
        {
            return new SlackIdentity(named, "");
        }

        if (emailOf.TryGetValue(user, out var known) && !IsStale(known.At, Fresh)
            && people.Find(known.Email) is { } person && person.IdOn(SlackOptions.Platform) is null)
        {
            return new SlackIdentity(person, "");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var found = await slack.UserAsync(user, patience.Token);
        var before = known.Email ?? file.EmailOf(user);
        if (found.Fault is { Kind: not SlackErrorKind.Target })
        {
            // Slack does not say now: who was known stays known.
            return before is not null && people.Find(before) is { } still && still.IdOn(SlackOptions.Platform) is null
                && !IsKnownGone(still)
                ? new SlackIdentity(still, "") : new SlackIdentity(null, Unsaid);
        }

        if (found.Body.Is("user", "deleted"))
        {
            return new SlackIdentity(null, Gone);
        }

        if (named is not null && found.Ok)
        {
            return new SlackIdentity(named, "");
        }

        // Another workspace's administrators say what e-mail their people have: it proves nothing here.
        if (found.Body.At("user") is { } member && IsOfAnother(member))
        {
            return new SlackIdentity(null, Guest);
        }

        // Without the scope for it Slack leaves the e-mail out; who was found by e-mail before is still known.
        var email = found.Text("user", "profile", "email") ?? before;
        if (!found.Ok || people.Find(email) is not { } match
            || match.IdOn(SlackOptions.Platform) is not null)
        {
            return new SlackIdentity(null, Stranger);
        }

        zones.Learn(match.Email, found.Text("user", "tz"));
        emailOf[user] = (match.Email, clock.GetCurrentInstant());
        return new SlackIdentity(match, "");
    }

    /// <summary>The e-mail of that user as far as it is known without asking.</summary>
    public string? EmailOf(string user) =>
        rules.Now.People.All.FirstOrDefault(person => person.IdOn(SlackOptions.Platform) == user)?.Email
            ?? (emailOf.TryGetValue(user, out var known) ? known.Email : file.EmailOf(user));

    /// <summary>The user of that e-mail as far as it is known without asking.</summary>
    public string? Known(string email) =>
        rules.Now.People.Find(email)?.IdOn(SlackOptions.Platform)
            ?? (byEmail.TryGetValue(email, out var known) ? known.Member?.Id : null);

    /// <summary>Where somebody can be written to in Slack: their profile. Null for whom Slack does not know.</summary>
    public string? ProfileOf(string email) => Known(email) is not { } id ? null
        : origin.Home is { } home ? $"{home}team/{id}"
        : $"https://slack.com/app_redirect?team={origin.Team}&channel={id}";

    private async Task<SlackMember> KeepAsync(Person person, JsonElement user)
    {
        var member = new SlackMember(user.Text("id") ?? "", person.Email, user.Is("deleted"));
        zones.Learn(person.Email, user.Text("tz"));
        if (member.IsGone)
        {
            // Asked again at each click: an account may be reactivated.
            emailOf.TryRemove(member.Id, out _);
        }
        else
        {
            emailOf[member.Id] = (person.Email, clock.GetCurrentInstant());
        }

        await file.KeepAsync(member);
        if (member.IsGone)
        {
            await deactivated.LeaveAsync(person);
        }

        return member;
    }

    /// <summary>True for somebody of a workspace connected to this one (Slack Connect); in an organisation somebody
    /// belongs to several.</summary>
    private bool IsOfAnother(JsonElement user) =>
        user.Is("is_stranger") || (user.Text("team_id") is { } team && origin.Team is { } ours && team != ours
            && !user.Items("enterprise_user", "teams")
                .Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == ours));

    private bool IsKnownGone(Person person) =>
        byEmail.TryGetValue(person.Email, out var known) && known.Member is { IsGone: true };

    private bool IsStale(Instant at, Duration after) => at + after < clock.GetCurrentInstant();

    private static (string? Id, SlackError? Fault) Outcome(SlackMember? member) => member switch
    {
        null => (null, new SlackError(SlackErrorKind.Target, "users_not_found")),
        { IsGone: true } => (null, new SlackError(SlackErrorKind.Target, "user_disabled")),
        _ => (member.Id, null),
    };
}

/// <summary>Which user each person was found to be, kept on file for the hours in which Slack does not say.</summary>
internal sealed class MembersOnFile(LeadCommandProcessor engine, IReadStore reader)
{
    private const string Kind = "slack-member";

    /// <summary>The user of a person.</summary>
    public string? IdOf(string email) =>
        reader.Documents(Kind)
            .LastOrDefault(
                document => document.Version.StartsWith(email.ToLowerInvariant() + "|", StringComparison.Ordinal))
                ?.Body;

    /// <summary>The person of a user.</summary>
    public string? EmailOf(string user) =>
        reader.Documents(Kind).LastOrDefault(document => document.Body == user)?.Version.Split('|')[0];

    /// <summary>Keeps who somebody is, where that is news.</summary>
    public Task KeepAsync(SlackMember member) => IdOf(member.Email) == member.Id ? Task.CompletedTask
        : engine.RecordAsync(
            (at, batch) =>
                batch.Documents.Add(
                    new Document(Kind, $"{member.Email.ToLowerInvariant()}|{member.Id}", member.Id, at.Now)));
}

/// <summary>People whose account was deactivated in Slack.</summary>
internal sealed partial class DeactivatedMembers(LeadCommandProcessor engine, IReadStore reader, SlackAlarms alarms,
    IClock clock, ILogger<DeactivatedMembers> log)
{
    /// <summary>Sets a deactivated seller absent, so that no more leads come, and alerts an administrator.</summary>
    public async Task LeaveAsync(Person person)
    {
        var now = clock.Second();
        if (reader.Absences(now)
            .Any(absence =>
                string.Equals(absence.Email, person.Email, StringComparison.OrdinalIgnoreCase) && absence.From <= now))
        {
            return;
        }

        LogGone(log, person.IdOn(SlackOptions.Platform) ?? "");
        await engine.SetAbsenceAsync(new Absence(person.Email, now, now + Duration.FromDays(365), null, person.Email));
        await alarms.RaiseAsync(
            $"gone|{person.Email}",
            $"{person.Name} is deactivated in Slack",
            $"{person.Name} cannot be reached any more and takes no new leads; leads not yet touched moved on.",
            "Take the person out of the settings, or reactivate the account and say \"back\" in their name.");
    }

    [LoggerMessage(6001, LogLevel.Warning, "A member of the workspace is deactivated and was set absent. {Id}")]
    private static partial void LogGone(ILogger log, string id);
}
