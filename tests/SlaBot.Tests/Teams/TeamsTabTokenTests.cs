using Microsoft.IdentityModel.Tokens;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>The tab opens for nobody but whom Entra says it is.</summary>
public sealed class TeamsTabTokenTests : TeamsTabScene
{
    [Fact]
    public async Task Token_SpoiltInOnePoint_OpensNothing()
    {
        var oid = Aad(Bot.Ana);
        var sound = Entra.Person(oid);
        var parts = sound.Split('.');
        var keys = Entra.Keys;
        Dictionary<string, string> spoilt = new()
        {
            ["issuer of another tenant"] = Entra.Person(oid, claims: ("iss", FakeEntra.Issuer("11111111-0000-4000-8000-000000000000"))),
            ["issuer of version 1"] = Entra.Person(oid, claims: ("iss", $"https://sts.windows.net/{TeamsIdentity.Tenant}/")),
            ["no issuer"] = Entra.Person(oid, claims: ("iss", null)),
            ["the Bot Framework's issuer"] = Entra.Person(oid, claims: ("iss", "https://api.botframework.com")),
            ["another tenant"] = Entra.Person(oid, claims: ("tid", "11111111-0000-4000-8000-000000000000")),
            ["no tenant"] = Entra.Person(oid, claims: ("tid", null)),
            ["another audience"] = Entra.Person(oid, claims: ("aud", "00000003-0000-0000-c000-000000000000")),
            ["an id URI of another host"] = Entra.Person(oid, claims: ("aud", $"api://evil.example/{TeamsIdentity.App}")),
            ["no audience"] = Entra.Person(oid, claims: ("aud", null)),
            ["another scope"] = Entra.Person(oid, claims: ("scp", "access_as_user_not User.Read")),
            ["an application's own token"] = Entra.Person(oid, claims: [("scp", null), ("roles", "access_as_user"), ("idtyp", "app")]),
            ["nobody"] = Entra.Person(oid, claims: ("oid", null)),
            ["expired"] = Entra.Person(oid, from: TimeSpan.FromHours(-3), until: TimeSpan.FromMinutes(-6)),
            ["not yet"] = Entra.Person(oid, from: TimeSpan.FromMinutes(6), until: TimeSpan.FromHours(2)),
            ["another key under that id"] = Entra.Person(oid, key: keys.Fresh(keys.Current.KeyId)),
            ["unknown key"] = Entra.Person(oid, key: keys.Fresh("nobody")),
            ["a secret for a key"] = Entra.Person(oid, key: new SymmetricSecurityKey(new byte[64]) { KeyId = keys.Current.KeyId }, algorithm: SecurityAlgorithms.HmacSha256),
            ["no signature"] = $"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{parts[1]}.",
            ["body changed"] = $"{parts[0]}.{parts[1][..^4]}AAAA.{parts[2]}",
            ["the bot's own kind of token"] = World.Teams.Identity.Token(World.Teams.ServiceUrl),
            ["no token at all"] = "x",
        };
        foreach (var (what, token) in spoilt)
        {
            var (status, body) = await AskAsync(token);
            status.ShouldBe(401, what);
            ((string)body["sentence"]!).ShouldNotBeEmpty(what);
        }

        (await AskAsync(null)).Status.ShouldBe(401);
        ((string)(await AskAsync(Entra.Person(oid, claims: ("ver", "1.0")))).Body["sentence"]!).ShouldContain("requestedAccessTokenVersion");
        (await AskAsync(sound)).Status.ShouldBe(200);
        (await AskAsync(Entra.Person(oid, claims: ("aud", $"api://slabot.corp.example/botid-{TeamsIdentity.App}")))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Stranger_IsToldSo_WhateverAddressTheTokenCarries()
    {
        var (status, body) = await AskAsync(Entra.Person("99999999-0000-4000-8000-000000000009", claims: [("preferred_username", Bot.Ana), ("email", Bot.Ana), ("upn", Bot.Ana)]));
        status.ShouldBe(403);
        ((string)body["code"]!).ShouldBe("unknown-person");
        ((string)body["sentence"]!).ShouldContain("Ask an administrator");
        var calls = World.Teams.Calls.Count;
        await AskAsync(Entra.Person("99999999-0000-4000-8000-000000000009"));
        World.Teams.Calls.Count.ShouldBe(calls);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("88888888-0000-4000-8000-000000000008", 403)]
    public async Task Person_InATeamsRosterOnly_IsFoundThere_UnlessTheSettingsNameAnotherAccount(string? named, int status)
    {
        const string Account = "77777777-0000-4000-8000-000000000007";
        await using var other = await StartAsync(edit: settings =>
        {
            settings["Teams"]!["EntraMetadataUrl"] = Entra.Metadata.AbsoluteUri;
            settings["People"]!.AsArray().Single(node => (string)node!["Email"]! == Bot.Lena)!["TeamsId"] = named;
        });
        other.Teams.People[Account] = Bot.Lena;
        (await AskAsync(Entra.Person(Account), other)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Keys_AreAskedForAnewWhenTheyChange_ButNotForEveryStranger()
    {
        (await AskAsync(Entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
        Entra.Keys.Rotate();
        (await AskAsync(Entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
        for (var n = 0; n < 20; n++)
        {
            (await AskAsync(Entra.Person(Aad(Bot.Ana), key: Entra.Keys.Fresh()))).Status.ShouldBe(401);
        }

        Entra.Keys.Asked.ShouldBeLessThanOrEqualTo(5);
        (await AskAsync(Entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
    }
}
