using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Tab;

/// <summary>The personal tab's doors: a page without any data, and the data for whom Entra says it is.</summary>
internal sealed class TabEndpoints(TabAuthenticator gate, TabPeople people, TabPages pages, TeamsOptions settings, ReaderZones zones, IClock clock)
{
    private const string Stranger = "Your Teams account belongs to nobody in SlaBot's settings. Ask an administrator to add your e-mail address (or your TeamsId), and install the app for yourself.";

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(TabAddress.Page, (RequestDelegate)TabFiles.PageAsync);
        app.MapGet(TabAddress.Page + "/{file}", (string file) => TabFiles.Of(file));
        app.MapGet(TabAddress.Me, (RequestDelegate)MeAsync);
    }

    private async Task MeAsync(HttpContext context)
    {
        var (id, no) = await gate.JudgeAsync(context.Request, context.RequestAborted);
        var person = id is null ? null : await people.FindAsync(id, context.RequestAborted);
        var body = no is not null ? Refusal(no.Code, no.Sentence)
            : person is null ? Refusal("unknown-person", Stranger)
            : await DrawAsync(person, context.Request.Query["page"]);
        var response = context.Response;
        response.StatusCode = no?.Status ?? (person is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
        response.ContentType = "application/json; charset=utf-8";
        (response.Headers.CacheControl, response.Headers.XContentTypeOptions, response.Headers.ContentSecurityPolicy) = ("no-store", "nosniff", "default-src 'none'; frame-ancestors 'none'");
        response.Headers.WWWAuthenticate = no is { Status: StatusCodes.Status401Unauthorized } ? "Bearer" : default;
        await response.WriteAsync(body.ToJsonString(TeamsCards.Plain), context.RequestAborted);
    }

    private async Task<JsonObject> DrawAsync(Person person, IEnumerable<string?> asked)
    {
        var zone = zones.Of(person);
        var now = clock.GetCurrentInstant();
        List<ListPage> open = [.. asked.Select(name => ListPage.Read(name ?? "")).OfType<ListPage>()];
        return new JsonObject
        {
            ["name"] = person.Name,
            ["at"] = TimeText.At(now, zone, now),
            ["chat"] = $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString($"28:{settings.AppId}")}",
            ["parts"] = new JsonArray([.. (await pages.DrawAsync(person, open)).Select(pair => TabCardJson.Part(pair.Name, pair.Card, pages.RecordOf))]),
        };
    }

    private static JsonObject Refusal(string code, string sentence) => new() { ["code"] = code, ["sentence"] = sentence };
}
