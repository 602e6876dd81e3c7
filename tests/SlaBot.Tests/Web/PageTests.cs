using SlaBot.Core.Time;
using System.Net;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Tests.Api;

namespace SlaBot.Tests.Web;

public sealed class PageTests
{
    private const string Script = "<script>alert(1)</script>";

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/leads/a%2Fb")]
    [InlineData("/dashboard/why/a%2Fb/firstTouch")]
    public async Task Page_OfWhatCameFromOutside_EscapesIt(string path)
    {
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.Keep(Hostile(house));
        using var answer = await house.Client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("&lt;");
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldNotContain("javascript:", Case.Insensitive);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
    }

    [Fact]
    public async Task LeadPage_TellsDutiesInTheAgreementsZone()
    {
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.Keep(Hostile(house));
        var page = await house.Client.GetStringAsync("/dashboard/leads/a%2Fb");
        page.ShouldContain("Mon 16 Nov 2026, 09:00");
        page.ShouldContain("Ana Reyes");
        page.ShouldContain("/dashboard/why/a%2Fb/firstTouch");
    }

    [Theory]
    [InlineData("/dashboard/leads/none")]
    [InlineData("/dashboard/why/a%2Fb/cadence")]
    [InlineData("/dashboard/why/a%2Fb/moon")]
    public async Task Page_OfNothing_Is404(string path)
    {
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.Keep(Hostile(house));
        (await house.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_FromAfar_NeedAKeyThatMayRead()
    {
        await using var house = await ApiHouse.OpenAsync(IPAddress.Parse("10.0.0.9"));
        (await house.Send(HttpMethod.Get, "/dashboard")).Status.ShouldBe(403);
        house.Keys.Replace([new ApiKey("r", "key", new HashSet<string> { Rights.Read })]);
        (await house.Send(HttpMethod.Get, "/dashboard")).Status.ShouldBe(401);
        (await house.Send(HttpMethod.Get, "/dashboard", headers: ("X-Api-Key", "key"))).Status.ShouldBe(200);
    }

    private static LeadState Hostile(ApiHouse house) => new()
    {
        Id = "a/b",
        Version = 1,
        Stage = LeadStage.Assigned,
        Owner = "ana.rep@example.com",
        Profile = new LeadProfile { Contact = new(Script, "\"><img src=x>@x.example"), Source = Script, Url = "javascript:alert(1)" },
        Obligations =
        [
            new Obligation
            {
                Id = "firstTouch#1", Clause = ClauseKind.FirstTouch, Cycle = 1, Owner = "ana.rep@example.com", StartedAt = Anybody.Now - Duration.FromHours(1),
                DueAt = Anybody.Now, Within = Target.Zero, PolicyVersion = "1", CalendarVersion = house.Engine.Agreement.Now.Policy.Calendar.Version, Status = ObligationStatus.Breached, Reason = Script,
            },
        ],
    };
}
