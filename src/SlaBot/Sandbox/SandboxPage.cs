using SlaBot.Core.Cards;
using SlaBot.Core.Policy;

namespace SlaBot.Sandbox;

/// <summary>Draws the page: a list of conversations at the side, one conversation, the clock above, a box for commands below.</summary>
internal static class SandboxPage
{
    /// <summary>The whole document.</summary>
    public static string Render(PageModel page, string version)
    {
        var html = new HtmlWriter();
        html.Doctype().Open("html", ("lang", "en")).Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Leaf("title", $"{page.Title} · SlaBot sandbox")
            .Void("link", ("rel", "icon"), ("href", $"/sandbox/icon.svg?{version}"))
            .Void("link", ("rel", "stylesheet"), ("href", $"/sandbox/page.css?{version}"))
            .Open("script", ("src", $"/sandbox/page.js?{version}"), ("defer", "")).Close()
            .Close().Open("body");
        html.Leaf("a", "Skip to the messages", ("class", "skip"), ("href", "#messages"));
        html.Open("header", ("class", "top")).Leaf("h1", "SlaBot");
        Top(html, page);
        html.Close();
        html.Open("div", ("class", "room"));
        html.Open("nav", ("class", "side"), ("aria-label", "Conversations"), ("id", "side"));
        Side(html, page);
        html.Close();
        html.Open("main", ("data-in", page.Conversation), ("data-as", page.As.Email));
        Head(html, page);
        html.Open("div", ("class", "stream"), ("id", "stream"));
        ConversationHtml.Draw(html, page);
        html.Close();
        CommandBox(html, page);
        html.Close().Close();
        html.Open("dialog", ("id", "ask"), ("aria-labelledby", "ask-title")).Close();
        html.Leaf("p", "", ("id", "news"), ("class", "aside"), ("aria-live", "polite"));
        html.Leaf("p", "", ("id", "said"), ("class", "toast"), ("role", "status"));
        return html.Close().Close().ToString();
    }

    /// <summary>The parts that change by themselves, by the id of the element whose content they are.</summary>
    public static IReadOnlyDictionary<string, string> Parts(PageModel page) => new Dictionary<string, string>
    {
        ["side"] = Made(html => Side(html, page)),
        ["stream"] = Made(html => ConversationHtml.Draw(html, page)),
        ["clock"] = Made(html => ClockHtml.Time(html, page)),
    };

    private static string Made(Action<HtmlWriter> draw)
    {
        var html = new HtmlWriter();
        draw(html);
        return html.ToString();
    }

    private static void Top(HtmlWriter html, PageModel page)
    {
        ClockHtml.Draw(html, page);
        html.Open("div", ("class", "samples"));
        One(html, page, "/sandbox/sample", "Send a sample lead", "button small primary");
        if (page.ManualClock)
        {
            One(html, page, "/sandbox/week", "Play a sample week", "button small");
        }

        html.Close();
    }

    private static void One(HtmlWriter html, PageModel page, string action, string label, string css) =>
        html.Open("form", ("method", "post"), ("action", action)).Hidden("in", page.Conversation).Hidden("as", page.As.Email)
            .Leaf("button", label, ("class", css)).Close();

    private static void Side(HtmlWriter html, PageModel page)
    {
        Group(html, "People", page.People, page);
        Group(html, "Channels", page.Channels, page);
        html.Open("form", ("class", "jump"), ("method", "get"), ("action", "/"))
            .Open("select", ("name", "in"), ("aria-label", "Conversation"), ("data-go", ""));
        foreach (var place in page.People.Concat(page.Channels))
        {
            html.Leaf("option", place.Unread > 0 ? $"{place.Name} ({place.Unread} new)" : place.Name,
                ("value", place.Conversation), ("selected", place.Conversation == page.Conversation ? "" : null));
        }

        html.Close().Leaf("button", "Go", ("class", "button")).Close();
    }

    private static void Group(HtmlWriter html, string name, IReadOnlyList<Place> places, PageModel page)
    {
        html.Open("section").Leaf("h2", name).Open("ul");
        foreach (var place in places)
        {
            html.Open("li").Open("a", ("href", $"/?in={Uri.EscapeDataString(place.Conversation)}"),
                ("aria-current", place.Conversation == page.Conversation ? "page" : null), ("class", place.Unread > 0 ? "unread" : null), ("data-key", "go-" + place.Conversation));
            html.Open("span", ("class", "who")).Leaf("span", place.Name, ("class", "name"));
            if (place.Note is not null)
            {
                html.Leaf("small", place.Note);
            }

            html.Close();
            if (place.Unread > 0)
            {
                html.Open("span", ("class", "count")).Text(place.Unread > 99 ? "99+" : $"{place.Unread}").Leaf("span", " new", ("class", "aside")).Close();
            }

            html.Close().Close();
        }

        html.Close().Close();
    }

    private static void Head(HtmlWriter html, PageModel page)
    {
        html.Open("div", ("class", "head")).Leaf("h2", page.Title);
        if (page.Actors.Count > 1)
        {
            html.Open("form", ("method", "get"), ("action", "/"), ("class", "you")).Hidden("in", page.Conversation)
                .Open("label").Text("You are ").Open("select", ("name", "as"), ("data-go", ""));
            foreach (var actor in page.Actors)
            {
                html.Leaf("option", $"{actor.Name}, {RoleWord(actor.Role)}", ("value", actor.Email), ("selected", actor.Email == page.As.Email ? "" : null));
            }

            html.Close().Close().Leaf("button", "Go", ("class", "button")).Close();
        }
        else
        {
            html.Leaf("p", $"{RoleWord(page.As.Role)} · {TimeText.City(page.As.Zone)} time · buttons act as {page.As.FirstName}", ("class", "note"));
        }

        html.Close();
    }

    /// <summary>A role as a reader knows it.</summary>
    public static string RoleWord(Role role) => role switch { Role.RevOps => "RevOps", _ => role.ToString().ToLowerInvariant() };

    private static void CommandBox(HtmlWriter html, PageModel page) =>
        html.Open("form", ("method", "post"), ("action", "/sandbox/say"), ("class", "say"), ("data-reset", "")).Hidden("in", page.Conversation).Hidden("as", page.As.Email)
            .Void("input", ("name", "text"), ("aria-label", $"Command as {page.As.Name}"), ("placeholder", "/sla leads"), ("autocomplete", "off"), ("required", ""), ("maxlength", "500"), ("data-key", "say"), ("list", "commands"))
            .Open("datalist", ("id", "commands"))
            .Void("option", ("value", "/sla leads")).Void("option", ("value", "/sla team")).Void("option", ("value", "/sla scorecard")).Void("option", ("value", "/sla agreement")).Void("option", ("value", "/sla help")).Close()
            .Leaf("button", "Ask", ("class", "button")).Close();
}
