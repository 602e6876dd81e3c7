using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Tab;

/// <summary>The personal tab's endpoints: a page without any data, and the data for whom Entra says it is.</summary>
internal sealed class TabEndpoints(TabAuthenticator gate, TabPeople people, TabPages pages, TeamsOptions settings,
    ReaderZones zones, IClock clock)
{
    private const string Stranger = "Your Teams account belongs to nobody in SlaBot's settings. Ask an administrator "
        + "to add your e-mail address (or your TeamsId), and install the app for yourself.";

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
        (response.Headers.CacheControl, response.Headers.XContentTypeOptions, response.Headers.ContentSecurityPolicy) =
            ("no-store", "nosniff", "default-src 'none'; frame-ancestors 'none'");
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
            ["parts"] = new JsonArray(
                [.. (await pages.DrawAsync(person, open))
                    .Select(pair => TabCardJson.Part(pair.Name, pair.Card, pages.RecordOf))]),
        };
    }

    private static JsonObject Refusal(string code, string sentence) =>
        new() { ["code"] = code, ["sentence"] = sentence };
}

/// <summary>The tab's page, style and script, which travel inside the program.</summary>
internal static class TabFiles
{
    private static readonly string Page =
        Text("tab.html").Replace("{script}", TabAddress.TeamsScript).Replace("{digest}", TabAddress.Digest);

    private static readonly Dictionary<string, (byte[] Body, string Type)> Files = new(StringComparer.Ordinal)
    {
        ["tab.css"] = (Encoding.UTF8.GetBytes(Text("tab.css")), "text/css; charset=utf-8"),
        ["tab.js"] = (Encoding.UTF8.GetBytes(Text("tab.js")), "text/javascript; charset=utf-8"),
    };

    /// <summary>Answers with the page.</summary>
    public static Task PageAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith('/'))
        {
            // The page's own links are relative, so that it works under any path of a proxy.
            context.Response.Redirect("../tab");
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = TabAddress.ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page, context.RequestAborted);
    }

    /// <summary>Answers with one of its files; 404 for any other name.</summary>
    public static IResult Of(string name) =>
        Files.TryGetValue(name, out var file) ? new Served(file.Body, file.Type) : Results.NotFound();

    private static string Text(string name)
    {
        using var stream = typeof(TabFiles).Assembly.GetManifestResourceStream($"teams/{name}")
            ?? throw new InvalidOperationException($"{name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class Served(byte[] body, string type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            (headers.CacheControl, headers.XContentTypeOptions) = ("no-cache", "nosniff");
            httpContext.Response.ContentType = type;
            return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}

/// <summary>A neutral card as the page's script reads it: texts are data, never mark-up.</summary>
internal static class TabCardJson
{
    /// <summary>One part of the page; a lead's line links to its record where it has one.</summary>
    public static JsonObject Part(string name, Card card, Func<string, string?> recordOf) => new()
    {
        ["name"] = name,
        ["title"] = card.Title,
        ["tone"] = Tone(card.Tone),
        ["blocks"] = Each(card.Blocks, block => Block(block, recordOf)),
        ["pages"] = Each(card.Buttons.Where(button => ListPage.Read(button.Action) is not null),
            button => new JsonObject { ["page"] = button.Action, ["label"] = button.Label }),
    };

    private static JsonObject Block(CardBlock block, Func<string, string?> recordOf) => block switch
    {
        LeadLines leadLines =>
            new JsonObject { ["kind"] = "bullets",
                ["items"] = Each(leadLines.Items,
                    item =>
                        new JsonObject { ["tone"] = Tone(item.Tone),
                            ["line"] = Line(WithRecord(item, recordOf(item.Lead))) }) },
        Paragraph paragraph =>
            new JsonObject { ["kind"] = "paragraph", ["tone"] = Tone(paragraph.Tone), ["line"] = Line(paragraph.Line) },
        Heading heading => new JsonObject { ["kind"] = "heading", ["text"] = heading.Text },
        Bullets bullets =>
            new JsonObject { ["kind"] = "bullets",
                ["items"] = Each(bullets.Items,
                    item => new JsonObject { ["tone"] = Tone(item.Tone), ["line"] = Line(item.Line) }) },
        Fields fields =>
            new JsonObject { ["kind"] = "fields",
                ["items"] = Each(fields.Items,
                    item => new JsonObject { ["label"] = item.Label, ["line"] = Line(item.Value) }) },
        Context context => new JsonObject { ["kind"] = "context", ["line"] = Line(context.Line) },
        Table table => new JsonObject
        {
            ["kind"] = "table",
            ["columns"] = Each(table.Columns, text => (JsonNode)text),
            ["rows"] = Each(table.Rows,
                row => new JsonObject { ["tone"] = Tone(row.Tone),
                    ["cells"] = Each(row.Cells, text => (JsonNode)text) }),
        },
        Bars bars =>
            new JsonObject { ["kind"] = "bars", ["title"] = bars.Title,
                ["items"] =
                    Each(bars.Items, item => new JsonObject { ["label"] = item.Label, ["value"] = item.Value }) },
        _ => new JsonObject { ["kind"] = "divider" },
    };

    private static Line WithRecord(LeadLine lead, string? record) => record is null ? lead.Line
        : new Line([.. lead.Line.Spans, new Span(" · "), new Span("Open in CRM", SpanKind.Link, Target: record)]);

    private static JsonArray Line(Line line) => Each(line.Spans, span => new JsonObject
    {
        ["text"] = span.Text,
        ["kind"] = CardNames.All.Write(span.Kind).ToLowerInvariant(),
        ["at"] = span.At is { } at ? InstantPattern.General.Format(at) : null,
        ["target"] = span.Kind == SpanKind.Link && Uri.TryCreate(span.Target, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" ? url.AbsoluteUri : null,
    });

    private static string Tone(Tone tone) => CardNames.All.Write(tone).ToLowerInvariant();

    private static JsonArray Each<T>(IEnumerable<T> all, Func<T, JsonNode> write) => new([.. all.Select(write)]);
}
