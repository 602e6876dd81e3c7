using System.Text;
using Microsoft.AspNetCore.Http.Features;
using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Web;

/// <summary>The pages' doors: for callers with a key that may read, browsers that gave one, and in the Development environment browsers on this machine.</summary>
internal static class PageEndpoints
{
    /// <summary>What the pages may load and who may frame them.</summary>
    public const string ContentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app, ApiPorts ports)
    {
        var sessions = new PageSessions(ports);
        var signIn = new SignIn(ports, sessions);
        signIn.Map(app);
        var pages = app.MapGroup(Address.Home).AddEndpointFilter((context, next) => GuardAsync(context, next, ports, sessions, signIn));
        pages.MapGet("", (string? after, HttpContext _) => Home(ports, after));
        pages.MapGet("/leads/{id}", (LeadAddress named, HttpContext _) => Of(ports, named, lead => LeadOf(ports, lead)));
        pages.MapGet("/why/{id}/{clause}", (LeadAddress named, string clause, HttpContext _) => Of(ports, named, lead => Why(ports, lead, clause)));
        app.MapGet(Address.Style, (HttpContext context) => new Reply(200, Encoding.UTF8.GetBytes(PageStyle.Sheet), "text/css; charset=utf-8"));
    }

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, ApiPorts ports, PageSessions sessions, SignIn signIn)
    {
        var http = context.HttpContext;
        if (!(ports.IsDevelopment && Callers.IsLocal(http)) && !sessions.IsOpen(http.Request))
        {
            var (caller, problem) = Callers.Identify(http, ports);
            if ((caller is null ? problem : caller.Lacks(Rights.Read)) is { } no)
            {
                return caller is null && IsBrowser(http.Request) ? signIn.Form(SignIn.Place(http.Features.Get<IHttpRequestFeature>()?.RawTarget), null) : no;
            }
        }

        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await next(context);
    }

    private static bool IsBrowser(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Reply Home(ApiPorts ports, string? after)
    {
        try
        {
            return HomeOf(ports, string.IsNullOrEmpty(after) ? null : after);
        }
        catch (Exception fault) when (after is not null && fault is FormatException or ArgumentException)
        {
            return HomeOf(ports, null);
        }
    }

    private static Reply Of(ApiPorts ports, LeadAddress named, Func<LeadState, Reply> draw) =>
        named.Id is not { } id ? Missing(ports, "That address names no lead.")
        : ports.Reader.Lead(id) is { } lead ? draw(lead)
        : Missing(ports, $"There is no lead {id}.");

    private static Reply HomeOf(ApiPorts ports, string? after) =>
        PageRenderer.Render<HomePage>(ports, HomeModel.Read(ports.Reader, ports.Now, after));

    private static Reply LeadOf(ApiPorts ports, LeadState lead) => PageRenderer.Render<LeadPage>(
        ports, new LeadModel(lead, ports.Judged(lead), ports.Reader.Events(lead.Id, lead.Version)));

    private static Reply Why(ApiPorts ports, LeadState lead, string clause)
    {
        if (!ClauseNames.TryParse(clause, out var kind) || ports.Why(lead, kind) is not { } answer)
        {
            return Missing(ports, "That duty has not run on this lead.");
        }

        var page = new PageContext(ports);
        var sentences = answer.Report is WhyReport report
            ? [.. SlaBot.Core.Leads.Why.Sentences(report, at => page.When(at), page.Name)]
            : answer.Sentences;
        return PageRenderer.Render<WhyPage>(ports, new WhyModel(lead, kind, sentences));
    }

    private static Reply Missing(ApiPorts ports, string sentence) =>
        PageRenderer.Render<TextPage>(ports, new TextModel("Not here", [sentence], IsOpen: false), 404);
}
