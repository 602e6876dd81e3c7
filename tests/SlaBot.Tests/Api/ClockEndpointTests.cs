using System.Net;

namespace SlaBot.Tests.Api;

/// <summary>The manual clock, read and moved over HTTP.</summary>
public sealed class ClockEndpointTests
{
    [Theory]
    [InlineData("""{"advance":"PT2H"}""", 200, "2026-11-16T16:00:00Z")]
    [InlineData("""{"now":"2026-11-16T14:00:00Z"}""", 200, "2026-11-16T14:00:00Z")]
    [InlineData("""{"advance":"PT0S"}""", 200, "2026-11-16T14:00:00Z")]
    [InlineData("""{"advance":"P1D"}""", 200, "2026-11-17T14:00:00Z")]
    [InlineData("""{"now":"2026-11-16T10:00:00-05:00"}""", 200, "2026-11-16T15:00:00Z")]
    [InlineData("""{"now":"2026-11-16T13:59:59Z"}""", 409, null)]
    [InlineData("""{"advance":"-PT2H"}""", 422, null)]
    [InlineData("""{"advance":"PT-2H"}""", 422, null)]
    [InlineData("""{"advance":"P1M"}""", 422, null)]
    [InlineData("""{"advance":"P999999999D"}""", 422, null)]
    [InlineData("""{"advance":2}""", 422, null)]
    [InlineData("""{"now":"9998-01-01T00:00:00Z"}""", 422, null)]
    [InlineData("""{"now":"tomorrow"}""", 422, null)]
    [InlineData("""{"now":"2026-11-17T00:00:00Z","advance":"PT1H"}""", 422, null)]
    [InlineData("[]", 422, null)]
    [InlineData("{", 400, null)]
    public async Task Clock_Moved_TellsItsInstant(string body, int expected, string? now)
    {
        await using var house = await ApiHouse.OpenAsync();
        var answer = await house.Post("/dev/clock", body);
        answer.Status.ShouldBe(expected);
        if (now is not null)
        {
            answer.Body.GetProperty("now").GetString().ShouldBe(now);
            (await house.Send(HttpMethod.Get, "/dev/clock")).Body.GetProperty("now").GetString().ShouldBe(now);
        }
    }

    [Fact]
    public async Task Clock_OutsideDevelopmentOrFromAfar_StandsStill()
    {
        await using var production = await ApiHouse.OpenAsync(isDevelopment: false);
        (await production.Post("/dev/clock", """{"advance":"PT2H"}""")).Status.ShouldBe(405);
        await using var machine = await ApiHouse.OpenAsync(isManual: false);
        (await machine.Send(HttpMethod.Get, "/dev/clock")).Status.ShouldBe(404);
        await using var afar = await ApiHouse.OpenAsync(IPAddress.Parse("10.0.0.9"));
        (await afar.Post("/dev/clock", """{"advance":"PT2H"}""")).Status.ShouldBe(403);
        (await afar.Send(HttpMethod.Get, "/dev/clock")).Status.ShouldBe(403);
    }
}
