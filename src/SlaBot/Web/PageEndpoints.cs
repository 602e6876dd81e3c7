using System.Text;
using Microsoft.AspNetCore.Http.Features;
using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Web;

/// <summary>The pages' endpoints: for callers with a key that may read, browsers that gave one, and in the Development
/// environment browsers on this machine.</summary>
internal static class PageEndpoints
{
    /// <summary>What the pages may load and who may frame them.</summary>
    public const string ContentPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<SignIn>().Map(app);
        var pages = app.MapGroup(Address.Home).AddEndpointFilter<PageGuard>();
        pages.MapGet("", (string? after, PageSource source) => Home(source, after));
        pages.MapGet("/leads/{id}",
            (LeadAddress named, PageSource source) => Of(source, named, lead => LeadOf(source, lead)));
        pages.MapGet("/why/{id}/{clause}",
            (LeadAddress named, string clause, PageSource source) =>
                Of(source, named, lead => Why(source, lead, clause)));
        app.MapGet(Address.Style,
            (HttpContext context) =>
                new Reply(200, Encoding.UTF8.GetBytes(PageStyle.Sheet), "text/css; charset=utf-8"));
    }

    private static Reply Home(PageSource source, string? after)
    {
        try
        {
            return HomeOf(source, string.IsNullOrEmpty(after) ? null : after);
        }
        catch (Exception fault) when (after is not null && fault is FormatException or ArgumentException)
        {
            return HomeOf(source, null);
        }
    }

    private static Reply Of(PageSource source, LeadAddress named, Func<LeadState, Reply> draw) =>
        named.Id is not { } id ? Missing(source, "That address names no lead.")
        : source.Reader.Lead(id) is { } lead ? draw(lead)
        : Missing(source, $"There is no lead {id}.");

    private static Reply HomeOf(PageSource source, string? after) =>
        PageRenderer.Render<HomePage>(source, HomeModel.Read(source.Reader, source.Now, after));

    private static Reply LeadOf(PageSource source, LeadState lead) => PageRenderer.Render<LeadPage>(
        source, new LeadModel(lead, source.Insights.Judged(lead), source.Reader.Events(lead.Id, lead.Version)));

    private static Reply Why(PageSource source, LeadState lead, string clause)
    {
        if (!ClauseNames.TryParse(clause, out var kind) || source.Insights.Why(lead, kind) is not { } report)
        {
            return Missing(source, "That duty has not run on this lead.");
        }

        var page = new PageContext(source);
        IReadOnlyList<string> sentences = [.. SlaBot.Core.Leads.Why.Sentences(report, at => page.When(at), page.Name)];
        return PageRenderer.Render<WhyPage>(source, new WhyModel(lead, kind, sentences));
    }

    private static Reply Missing(PageSource source, string sentence) =>
        PageRenderer.Render<TextPage>(source, new TextModel("Not here", [sentence], IsOpen: false), 404);
}

/// <summary>Lets in callers with a key that may read, browsers that gave one, and in the Development environment
/// browsers on this machine.</summary>
internal sealed class PageGuard(PageSource source, Callers callers, PageSessions sessions, SignIn signIn)
    : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!(source.IsDevelopment && Callers.IsLocal(http)) && !sessions.IsOpen(http.Request))
        {
            var (caller, problem) = callers.Identify(http);
            if ((caller is null ? problem : caller.Lacks(Rights.Read)) is { } no)
            {
                return caller is null && IsBrowser(http.Request)
                    ? signIn.Form(SignIn.Place(http.Features.Get<IHttpRequestFeature>()?.RawTarget), null) : no;
            }
        }

        http.Response.Headers.ContentSecurityPolicy = PageEndpoints.ContentPolicy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await next(context);
    }

    private static bool IsBrowser(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The pages' one style sheet.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark; --back: #f4f5f7; --paper: #fff; --ink: #1d2430; --soft: #5b6573; --line: #dfe3e9; --accent: #2f5bd0; --good: #1f7a4d; --bad: #b3261e; --warning: #946200;
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        @media (prefers-color-scheme: dark) { :root { --back: #14171c; --paper: #1c2027; --ink: #e6e9ee; --soft: #9aa5b4; --line: #2f3641; --accent: #7ea2ff; --good: #6fd3a0; --bad: #ff9088; --warning: #f0c063; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); }
        header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 10px 20px; display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: baseline; }
        header p { margin: 0; margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; }
        main { max-width: 1180px; margin: 0 auto; padding: 18px 20px 40px; }
        h1 { font-size: 22px; margin: 0 0 4px; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { font-size: 16px; margin: 0 0 10px; }
        section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin-top: 16px; }
        a { color: var(--accent); text-underline-offset: 2px; }
        a:focus-visible, button:focus-visible, input:focus-visible, .wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; }
        th { text-align: left; color: var(--soft); font-weight: 600; white-space: nowrap; }
        th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        tbody tr:last-child td { border-bottom: 0; }
        td { overflow-wrap: break-word; }
        td:last-child { overflow-wrap: anywhere; }
        td.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 18px; margin: 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        .soft { color: var(--soft); margin: 0; }
        .met, .fulfilled { color: var(--good); } .breached { color: var(--bad); font-weight: 600; } .running { color: var(--accent); } .waived { color: var(--warning); } .cancelled { color: var(--soft); }
        label { display: block; font-weight: 600; } input[type=password] { font: inherit; width: 100%; max-width: 26rem; padding: 6px 8px; border: 1px solid var(--soft); border-radius: 6px; background: var(--paper); color: inherit; }
        button { font: inherit; font-weight: 600; padding: 6px 16px; border: 0; border-radius: 6px; background: var(--accent); color: var(--paper); cursor: pointer; }
        .numbers { display: flex; flex-wrap: wrap; gap: 8px 32px; margin-top: 10px; }
        .numbers p { margin: 0; } .numbers b { font-size: 22px; font-variant-numeric: tabular-nums; }
        @media (max-width: 700px) {
          .wide { overflow-x: visible; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, td { display: block; }
          tr { padding: 8px 0; border-bottom: 1px solid var(--line); } tbody tr:last-child { border-bottom: 0; }
          td { border: 0; padding: 1px 0; overflow-wrap: anywhere; } td:empty { display: none; } td.when { white-space: normal; }
          td[data-of]::before { content: attr(data-of) ": "; color: var(--soft); font-weight: 400; }
        }
        @media (max-width: 560px) { main { padding: 12px; } dl { grid-template-columns: 1fr; gap: 0 0; } dd { margin-bottom: 6px; } header p { margin-left: 0; width: 100%; } }
        """;
}
