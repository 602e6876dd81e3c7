using System.Text;

namespace SlaBot.Teams.Tab;

/// <summary>The tab's page, style and script, which travel inside the program.</summary>
internal static class TabFiles
{
    private static readonly string Page = Text("tab.html").Replace("{script}", TabAddress.TeamsScript).Replace("{digest}", TabAddress.Digest);

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
    public static IResult Of(string name) => Files.TryGetValue(name, out var file) ? new Served(file.Body, file.Type) : Results.NotFound();

    private static string Text(string name)
    {
        using var stream = typeof(TabFiles).Assembly.GetManifestResourceStream($"teams/{name}") ?? throw new InvalidOperationException($"{name} is missing from the program.");
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
