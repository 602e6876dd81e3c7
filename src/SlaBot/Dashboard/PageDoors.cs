using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Intake;

namespace SlaBot.Dashboard;

/// <summary>The pages' doors: for a browser on this machine, or a caller with a key that may read.</summary>
internal static class PageDoors
{
    private const string ContentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app, ApiPorts ports)
    {
        var pages = app.MapGroup(Address.Home).AddEndpointFilter((context, next) => Guard(context, next, ports));
        pages.MapGet("", (string? after, HttpContext _) => Home(ports, after));
        pages.MapGet("/leads/{id}", (string id, HttpContext _) => Of(ports, Doors.Id(id), lead => LeadPageView.Draw(ports, lead)));
        pages.MapGet("/why/{id}/{clause}", (string id, string clause, HttpContext _) => Of(ports, Doors.Id(id), lead => Why(ports, lead, clause)));
        app.MapGet(Address.Style, (HttpContext context) => new Reply(200, Encoding.UTF8.GetBytes(PageStyle.Sheet), "text/css; charset=utf-8"));
    }

    private static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next, ApiPorts ports)
    {
        var http = context.HttpContext;
        if (!Callers.IsLocal(http))
        {
            var (caller, problem) = Callers.Identify(http, ports.Keys());
            if ((caller is null ? problem : caller.Lacks(Rights.Read)) is { } no)
            {
                return no;
            }
        }

        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await next(context);
    }

    private static Reply Home(ApiPorts ports, string? after)
    {
        try
        {
            return HomePage.Draw(ports, string.IsNullOrEmpty(after) ? null : after);
        }
        catch (Exception fault) when (after is not null && fault is FormatException or ArgumentException)
        {
            return HomePage.Draw(ports, null);
        }
    }

    private static Reply Of(ApiPorts ports, string id, Func<LeadState, Reply> draw) =>
        ports.Reader.Lead(id) is { } lead ? draw(lead) : Missing(ports, $"There is no lead {id}.");

    private static Reply Why(ApiPorts ports, LeadState lead, string clause) =>
        ClauseNames.TryParse(clause, out var kind) && ports.Why(lead, kind) is { } answer
            ? WhyPage.Draw(ports, lead, kind, answer)
            : Missing(ports, "That duty has not run on this lead.");

    private static Reply Missing(ApiPorts ports, string sentence)
    {
        var page = new Page(ports);
        return page.Frame("Not here", () => page.Html.Leaf("h1", "Not here").Leaf("p", sentence), 404);
    }
}
