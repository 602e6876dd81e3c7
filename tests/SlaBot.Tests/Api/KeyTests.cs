using System.Net;
using SlaBot.Api.Contracts;

namespace SlaBot.Tests.Api;

public sealed class KeyTests
{
    private const string Lead = """{"id":"L1","owner":"ana.rep@example.com","mqlAt":"2026-11-16T13:00:00Z"}""";
    private const string Accept = """{"type":"accept","by":"ana.rep@example.com"}""";
    private const string Pause = """{"type":"pause","by":"rita.revops@example.com","reason":"r"}""";

    [Fact]
    public async Task NoKeys_OnlyThisMachineIsAnswered()
    {
        await using var here = await ApiHouse.OpenAsync(IPAddress.IPv6Loopback);
        (await here.Post("/api/v1/leads", Lead)).Status.ShouldBe(201);
        (await here.Post("/api/v1/leads", Lead, ("X-Forwarded-For", "1.2.3.4"))).Status.ShouldBe(403);
        (await here.Post("/api/v1/leads", Lead, ("Host", "attacker.example"))).Status.ShouldBe(403);
        await using var afar = await ApiHouse.OpenAsync(IPAddress.Parse("10.0.0.9"));
        (await afar.Post("/api/v1/leads", Lead)).Status.ShouldBe(403);
        (await afar.Send(HttpMethod.Get, "/api/v1/leads")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("Authorization", "Bearer key-of-all", 201)]
    [InlineData("Authorization", "bearer key-of-all", 201)]
    [InlineData("X-Api-Key", "key-of-all", 201)]
    [InlineData("X-Api-Key", "key-of-alL", 401)]
    [InlineData("X-Api-Key", "", 401)]
    [InlineData("Authorization", "Basic key-of-all", 401)]
    [InlineData("Authorization", "Bearer ", 401)]
    [InlineData("X-Nothing", "", 401)]
    [InlineData("X-Api-Key", "key-to-read", 403)]
    public async Task Keys_Set_DecideWhoMay(string header, string value, int expected)
    {
        await using var house = await Locked();
        var (status, _, whole) = await house.Post("/api/v1/leads", Lead, (header, value));
        status.ShouldBe(expected);
        (whole.Headers.WwwAuthenticate.Count > 0).ShouldBe(expected == 401);
    }

    [Theory]
    [InlineData("key-to-take", Accept, 200)]
    [InlineData("key-to-take", Pause, 403)]
    [InlineData("key-to-rule", Accept, 403)]
    [InlineData("key-to-rule", Pause, 200)]
    [InlineData("key-to-read", Accept, 403)]
    public async Task Commands_NeedTheRightOfTheirType(string key, string body, int expected)
    {
        await using var house = await Locked();
        await house.Post("/api/v1/leads", Lead, ("X-Api-Key", "key-of-all"));
        (await house.Post("/api/v1/leads/L1/commands", body, ("X-Api-Key", key))).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("key-to-take", 403)]
    [InlineData("key-to-rule", 204)]
    public async Task Delete_NeedsAdmin(string key, int expected)
    {
        await using var house = await Locked();
        await house.Post("/api/v1/leads", Lead, ("X-Api-Key", "key-of-all"));
        (await house.Send(HttpMethod.Delete, "/api/v1/leads/L1", headers: ("X-Api-Key", key))).Status.ShouldBe(expected);
    }

    private static async Task<ApiHouse> Locked()
    {
        var house = await ApiHouse.OpenAsync();
        house.Keys.Replace(
        [
            new ApiKey("all", "key-of-all", Rights.All),
            new ApiKey("take", "key-to-take", new HashSet<string> { Rights.Intake }),
            new ApiKey("read", "key-to-read", new HashSet<string> { Rights.Read }),
            new ApiKey("rule", "key-to-rule", new HashSet<string> { Rights.Admin }),
        ]);
        return house;
    }
}
