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
