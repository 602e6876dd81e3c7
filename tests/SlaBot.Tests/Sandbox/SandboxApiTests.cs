using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SlaBot.Tests.Sandbox;

public sealed class SandboxApiTests
{
    [Fact]
    public async Task Messages_TwoConversations_AreToldOldestFirstInTheirOutwardShape()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Posts.All.Add(SampleCards.Post(1, "dm:ana.rep@example.com", SampleCards.Every("A")));
        server.Posts.All.Add(SampleCards.Post(2, "channel:Escalations", SampleCards.Every("B"), "m1"));

        var all = await server.Client.GetFromJsonAsync<JsonElement>("/sandbox/api/messages");
        all.GetArrayLength().ShouldBe(2);
        all[0].EnumerateObject().Select(jsonProperty => jsonProperty.Name).ShouldBe(["id", "conversation", "threadOf", "at", "editedAt", "text", "buttons"]);
        all[0].GetProperty("at").GetString().ShouldBe("2026-11-16T14:01:00Z");
        all[0].GetProperty("threadOf").ValueKind.ShouldBe(JsonValueKind.Null);
        all[0].GetProperty("buttons")[0].ToString().ShouldBe("""{"action":"accept","label":"A accept"}""");
        all[1].GetProperty("conversation").GetString().ShouldBe("channel:sla-escalations");

        var some = await server.Client.GetFromJsonAsync<JsonElement>("/sandbox/api/messages?conversation=channel:sla-escalations");
        some.EnumerateArray().Select(element => element.GetProperty("id").GetString()).ShouldBe(["m2"]);
    }

    [Theory]
    [InlineData("m9", "ana.rep@example.com", "accept", "no message")]
    [InlineData("m1", "nobody@example.com", "accept", "nobody")]
    [InlineData("m1", "ana.rep@example.com", "dance", "no button \"dance\"; it has accept or reject.")]
    [InlineData("m1", "ana.rep@example.com", "reject", "A reason is needed")]
    public async Task Press_WhatIsNotThere_IsAnsweredWithASentence(string message, string actor, string action, string sentence)
    {
        await using var server = await SandboxServer.StartAsync();
        server.Posts.All.Add(SampleCards.Post(1, "dm:ana.rep@example.com", SampleCards.Every("A")));

        var answer = await server.Client.PostAsJsonAsync("/sandbox/api/press", new { messageId = message, @as = actor, action, inputs = new { } });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        told.GetProperty("ok").GetBoolean().ShouldBeFalse();
        told.GetProperty("privateText").GetString()!.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"messageId\":1,\"as\":null,\"action\":{}}")]
    [InlineData("{\"messageId\":\"\\ud800\",\"as\":\"a\",\"action\":\"b\"}")]
    [InlineData("{\"messageId\":\"m1\",\"as\":\"a\",\"action\":\"b\",\"inputs\":{\"x\":{}}}")]
    public async Task Press_MalformedBody_IsAProblemOf400(string body)
    {
        await using var server = await SandboxServer.StartAsync();

        var answer = await server.Client.PostAsync("/sandbox/api/press", new StringContent(body, Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sandbox")]
    [InlineData("/sandbox/page.js")]
    [InlineData("/sandbox/api/messages")]
    public async Task Get_ByAForeignName_IsForbidden(string path)
    {
        await using var server = await SandboxServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "rebound.example.com";

        (await server.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await server.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Page_OfAnInbox_ShowsItsCardsUnderAStrictPolicy()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Posts.All.Add(SampleCards.Post(1, "dm:ana.rep@example.com", SampleCards.Every(SampleCards.Hostile)));

        var answer = await server.Client.GetAsync("/");

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self';");
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("id=\"m1\"");
        html.ShouldNotContain("<script>alert");
    }
}
