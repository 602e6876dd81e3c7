using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SlaBot.Api.Contracts;

namespace SlaBot.Web;

/// <summary>How a person's browser gives a key: a form of one field, answered with a session in a cookie.</summary>
internal sealed class SignIn(PageSource source, PageSessions sessions)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Maps it beside the pages; open to everybody, as it shows nothing.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Address.SignIn,
            IResult (HttpContext context) => sessions.IsOpen(context.Request) ? SignedIn() : Form(Address.Home, null));
        app.MapPost(Address.SignIn, (HttpContext context, CancellationToken stop) => TakeAsync(context, stop));
        app.MapPost(Address.SignOut, IResult (HttpContext context) => Leave(context));
    }

    /// <summary>The form, in place of a page that wants a key; it leads back to that page.</summary>
    public Reply Form(string to, string? fault) =>
        Guarded(PageRenderer.Render<SignInPage>(source, new SignInModel(to, fault), StatusCodes.Status401Unauthorized));

    /// <summary>The page that was asked for, as the form may lead back to it: one of ours, else the first.</summary>
    public static string Place(string? to) =>
        to is not null && to.StartsWith(Address.Home, StringComparison.Ordinal) && to.Length < 2_000
            && to.All(character => character is > ' ' and < '\u007f' and not '\\')
        && (to.Length == Address.Home.Length || to[Address.Home.Length] is '/' or '?')
            ? to
            : Address.Home;

    /// <summary>The page with what it may load. Not "no-referrer": under it browsers send "Origin: null" with the
    /// form.</summary>
    public static Reply Guarded(Reply page) => page with
    {
        Headers = new Dictionary<string, string>(
            page.Headers) { [HeaderNames.ContentSecurityPolicy] = PageEndpoints.ContentPolicy,
                ["Referrer-Policy"] = "same-origin" },
    };

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken stop)
    {
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" || !request.HasFormContentType)
        {
            return Form(Address.Home, "Send the key with this page's own form.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(stop);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or InvalidDataException)
        {
            return Form(Address.Home, "That is no key.");
        }

        var to = Place(form["to"]);
        if (sessions.Begin(form["key"].ToString().Trim()) is not { } session)
        {
            return Form(to, "This is no key that may read here.");
        }

        context.Response.Cookies.Append(PageSessions.Cookie, session, new CookieOptions
        {
            HttpOnly = true,
            // Lax, so that a link in a chat message opens the page; what changes anything is never a GET.
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            Secure = IsSecure(request),
            Path = Address.Home,
            MaxAge = PageSessions.Life.ToTimeSpan(),
        });
        return See(to);
    }

    private Reply Leave(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return See(Address.Home);
        }

        sessions.End(context.Request);
        context.Response.Cookies.Delete(PageSessions.Cookie, new CookieOptions { Path = Address.Home });
        return See(Address.SignIn);
    }

    private Reply SignedIn() => Guarded(PageRenderer.Render<SignedInPage>(source, null));

    // A proxy that ends TLS may not say so; the browser's own word for where it is does.
    private static bool IsSecure(HttpRequest request) =>
        request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static Reply See(string to) =>
        Reply.Empty(StatusCodes.Status303SeeOther)
            with { Headers = new Dictionary<string, string> { [HeaderNames.Location] = to } };
}
