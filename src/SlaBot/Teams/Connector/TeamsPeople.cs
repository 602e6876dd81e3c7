using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Connector;

/// <summary>Who is who: people of the settings and people of the tenant, matched by TeamsId, or by e-mail in the
/// rosters of the conversations the app is in.</summary>
internal sealed class TeamsPeople(TeamsClient teams, TeamsDirectory book, ServiceUrlAllowList hosts,
    TeamsOptions settings, CurrentAgreement rules, IClock clock)
{
    private const int MostPages = 40;
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private static readonly Duration Sulk = Duration.FromHours(6);
    private Instant searchedAt = Instant.MinValue;

    /// <summary>False when it is known that this person cannot be reached.</summary>
    public bool MayReach(Person person) =>
        Member(person) is { } member
            ? IsOpen(member) : person.IdOn(TeamsOptions.Platform) is not null || book.Teams.Any() || book.Unasked.Any();

    /// <summary>The member that a person is, as far as it is known.</summary>
    public TeamsMember? Member(Person person) =>
        person.IdOn(TeamsOptions.Platform) is { } id ? book.ById(id) : book.ByEmail(person.Email);

    /// <summary>The people of one card; with <paramref name="calls"/> they are mentioned, not only named.</summary>
    public TeamsMentions Mentions(bool calls) =>
        new(email => rules.Now.People.Find(email) is { } person ? Member(person)?.Id : null, calls);

    /// <summary>The personal chat with a person, and the service it is at.</summary>
    public async Task<(string? Chat, string? Service, TeamsError? Fault)> ChatOfAsync(Person person,
        CancellationToken stop)
    {
        var (member, unable) = Member(person) is { } known ? (known, null)
            : person.IdOn(TeamsOptions.Platform) is { } id
            ? (new TeamsMember(id, IsEntra(id) ? id : null, person.Email, null, null), null)
            : await SearchAsync(person, stop);
        if (member is null)
        {
            return (null, null, unable ?? new TeamsError(TeamsErrorKind.Target, "UnknownPerson"));
        }

        if (!IsOpen(member))
        {
            return (null, null, new TeamsError(TeamsErrorKind.Target, member.Refusal!));
        }

        var service = member.ServiceUrl ?? book.AnyService() ?? hosts.Usual;
        return member.Chat is { } chat ? (chat, service, null) : await BeginAsync(member, service, stop);
    }

    /// <summary>Why this person is not written to now; null when they may be.</summary>
    public string? RefusalOf(Person person) => Member(person) is { } member && !IsOpen(member) ? member.Refusal : null;

    /// <summary>Forgets a chat that is gone.</summary>
    public Task ForgetChatAsync(Person person) =>
        Member(person) is { } member ? book.KeepAsync(member with { Chat = null }) : Task.CompletedTask;

    /// <summary>Remembers that somebody cannot be written to: nothing is tried again until they are met, or six hours
    /// have gone.</summary>
    public Task RefuseAsync(Person person, string code) =>
        Member(person) is { } member
            ? book.KeepAsync(member with { Refusal = code, RefusedAt = clock.Second() }) : Task.CompletedTask;

    /// <summary>Looks through a team's roster for people of the settings; the fault when Teams does not say
    /// it.</summary>
    public async Task<TeamsError?> MeetAllAsync(TeamsTeam team, CancellationToken stop)
    {
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var query = next is null ? "" : $"&continuationToken={Uri.EscapeDataString(next)}";
            var found = await teams.GetAsync(team.ServiceUrl,
                $"v3/conversations/{Uri.EscapeDataString(team.Id)}/pagedmembers?pageSize=200{query}", stop);
            foreach (var member in found.Ok ? found.Body.Items("members") : [])
            {
                await MeetAsync(member, team.ServiceUrl);
            }

            next = found.Ok ? found.Body.Text("continuationToken") : null;
            if (string.IsNullOrEmpty(next))
            {
                return found.Fault;
            }
        }

        return null;
    }

    /// <summary>What begins a personal chat.</summary>
    public static JsonObject Begun(string id, TeamsOptions settings) => new()
    {
        ["isGroup"] = false,
        ["bot"] = new JsonObject { ["id"] = $"28:{settings.AppId}" },
        ["members"] = new JsonArray(new JsonObject { ["id"] = id }),
        ["tenantId"] = settings.TenantId,
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = settings.TenantId } },
    };

    /// <summary>Keeps a member of a roster who is in the settings; of everybody else nothing is kept.</summary>
    public async Task<TeamsMember?> MeetAsync(JsonElement member, string service)
    {
        var email = new[] { member.Text("email"), member.Text("userPrincipalName") }.OfType<string>()
            .FirstOrDefault(text => rules.Now.People.Find(text) is not null);
        if (email is null || member.Text("id") is not { } id || !IsOurs(member))
        {
            return null;
        }

        var aad = member.Text("objectId") ?? member.Text("aadObjectId");
        var known = book.ById(aad) ?? book.ById(id);
        var met = new TeamsMember(id, aad ?? known?.Aad, rules.Now.People.Find(email)!.Email, known?.Chat,
            known?.ServiceUrl ?? service, known?.Refusal, known?.RefusedAt);
        await book.KeepAsync(met);
        return met;
    }

    /// <summary>Keeps somebody who installed the app for themselves before the settings know them: added there, they
    /// are reached at once.</summary>
    public Task KeepAsync(JsonElement member, string chat, string service) =>
        member.Text("id") is { } id && IsOurs(member)
            && (member.Text("email") ?? member.Text("userPrincipalName")) is { } email
            ? book.KeepAsync(
                new TeamsMember(id, member.Text("objectId") ?? member.Text("aadObjectId"), email,
                    TeamsMessageRef.Bare(chat), service))
            : Task.CompletedTask;

    /// <summary>Somebody began a chat while Teams could not say who it is: asked again when somebody is looked for,
    /// also after a restart.</summary>
    public Task AskLaterAsync(string id, string? aad, string chat, string service) =>
        book.ById(aad) is not null || book.ById(id) is not null
            ? Task.CompletedTask : book.KeepAsync(new TeamsMember(id, aad, null, TeamsMessageRef.Bare(chat), service));

    // In a channel shared with another company its people have the addresses that it gives them: they prove nothing
    // here.
    private bool IsOurs(JsonElement member) => member.Text("userRole") != "anonymous"
        && (settings.TenantId is not { } ours || member.Text("tenantId") is not { } home
            || string.Equals(home, ours, StringComparison.OrdinalIgnoreCase));

    private async Task<(TeamsMember? Member, TeamsError? Unable)> SearchAsync(Person person, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        if (now - searchedAt < Patience)
        {
            return (null, null);
        }

        TeamsError? unable = null;
        foreach (var team in book.Teams.ToList())
        {
            unable = await MeetAllAsync(team, stop) is { IsPassing: true } fault ? fault : unable;
        }

        await (Member(person) is null && unable is null ? AskAgainAsync(stop) : Task.CompletedTask);
        // Whether the person is there was not said: that is the fault, and it is asked again at the next try.
        searchedAt = unable is null ? now : searchedAt;
        return (Member(person), unable);
    }

    /// <summary>Asks once more who those are who began a chat while Teams could not say it; those of them who are in
    /// the settings.</summary>
    public async Task<IReadOnlyList<Person>> AskAgainAsync(CancellationToken stop)
    {
        List<TeamsMember> asked = [.. book.Unasked];
        foreach (var teamsMember in asked)
        {
            await AskAsync(teamsMember, stop);
        }

        return [
            .. asked.Select(teamsMember => book.ById(teamsMember.Id)?.Email).OfType<string>()
                .Select(rules.Now.People.Find).OfType<Person>()];
    }

    private async Task AskAsync(TeamsMember teamsMember, CancellationToken stop)
    {
        var found = await teams.GetAsync(teamsMember.ServiceUrl!,
            $"v3/conversations/{Uri.EscapeDataString(teamsMember.Chat!)}/members/{Uri.EscapeDataString(teamsMember.Id)}", stop);
        var met = found.Ok ? await MeetAsync(found.Body, teamsMember.ServiceUrl!) : null;
        if (met is null
            && (found.Ok
                || found.Fault is { Kind: TeamsErrorKind.Gone or TeamsErrorKind.Target or TeamsErrorKind.Other }))
        {
            // Nobody of ours, as far as is known; kept by their address, for the settings may name them one day.
            await book.KeepAsync(teamsMember with { Email = "" });
            await (found.Ok ? KeepAsync(found.Body, teamsMember.Chat!, teamsMember.ServiceUrl!) : Task.CompletedTask);
        }
    }

    private async Task<(string? Chat, string? Service, TeamsError? Fault)> BeginAsync(TeamsMember member,
        string service, CancellationToken stop)
    {
        var begun = await teams.BeginChatAsync(service, Begun(member.Id, settings), stop);
        if (begun.Fault is { Kind: TeamsErrorKind.Gone or TeamsErrorKind.Unreachable } && book.Latest is { } latest
            && latest != service)
        {
            (service, begun) = (latest, await teams.BeginChatAsync(latest, Begun(member.Id, settings), stop));
        }

        if (begun.Ok && begun.Body.Text("id") is { } chat)
        {
            var at = begun.Body.Text("serviceUrl") is { } told && hosts.Allows(told) ? told : service;
            await book.KeepAsync(member with { Chat = chat, ServiceUrl = at, Refusal = null, RefusedAt = null });
            return (chat, at, null);
        }

        if (begun.Fault is { Kind: TeamsErrorKind.Target } refused)
        {
            await book.KeepAsync(member with { Refusal = refused.Code, RefusedAt = clock.Second() });
        }

        // Beginning is harmless to repeat: nothing is unknown about it.
        return (null, null,
            begun.Fault is { Kind: TeamsErrorKind.Unknown } lost
                ? lost with { Kind = TeamsErrorKind.Unreachable }
                : begun.Fault ?? new TeamsError(TeamsErrorKind.Other, "no_conversation"));
    }

    private bool IsOpen(TeamsMember member) =>
        member.Refusal is null || member.RefusedAt + Sulk < clock.GetCurrentInstant();

    private static bool IsEntra(string id) => Guid.TryParse(id, out _);
}
