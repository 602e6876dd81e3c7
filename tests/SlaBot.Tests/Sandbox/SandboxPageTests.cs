using System.Text.RegularExpressions;
using SlaBot.Core.Cards;
using SlaBot.Sandbox;

namespace SlaBot.Tests.Sandbox;

public sealed partial class SandboxPageTests
{
    private const string Inbox = "dm:ana.rep@example.com";

    [Fact]
    public void Render_HostileData_IsShownAndNeverRun()
    {
        var html = Render(SampleCards.Hostile);

        html.ShouldNotContain("<script>alert");
        html.ShouldNotContain("javascript:");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt; &amp; &quot;=cmd()&quot;");
        Tag().Matches(html).Count(tag => tag.Groups[1].Value == "script").ShouldBe(1, "only the page's own script");
    }

    [Fact]
    public void Render_AnyPage_HasNoInlineStyleScriptOrForeignAddress()
    {
        var html = Render("Priya Nair");

        html.ShouldNotContain(" style=");
        html.ShouldNotContain("<style");
        Regex.IsMatch(html, " on[a-z]+=").ShouldBeFalse();
        html.ShouldNotContain("src=\"http");
    }

    [Fact]
    public void Render_LoneSurrogate_IsReplaced() => Render("A\ud800B").ShouldNotContain("\ud800");

    [Fact]
    public void Render_Elements_AreAllClosed()
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(Render("Priya Nair")))
        {
            var name = tag.Groups[1].Value;
            if (name.StartsWith('/'))
            {
                open.Pop().ShouldBe(name[1..]);
            }
            else if (name is not ("meta" or "link" or "input" or "hr" or "!doctype"))
            {
                open.Push(name);
            }
        }

        open.ShouldBeEmpty();
    }

    [Fact]
    public void Render_Reply_StandsUnderItsParent()
    {
        var html = SandboxHtml.Page(Page(SampleCards.Post(1, Inbox, Short("The parent")), SampleCards.Post(2, Inbox, Short("Another")), SampleCards.Post(3, Inbox, Short("The reply"), "m1")));

        html.IndexOf("The reply</p>", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("Another</p>", StringComparison.Ordinal));
        html.ShouldContain("<ol class=\"thread\"");
    }

    [Fact]
    public void Render_Button_CarriesWhoActsAndTheVersionSeen()
    {
        var html = Render("Priya Nair");

        html.ShouldContain("name=\"as\" value=\"ana.rep@example.com\"");
        html.ShouldContain("name=\"version\" value=\"3\"");
    }

    private static string Render(string text) => SandboxHtml.Page(Page(SampleCards.Post(1, Inbox, SampleCards.Every(text))));

    private static Card Short(string text) => new() { Title = text, Summary = text };

    private static PageModel Page(params SlaBot.Engine.PostedMessage[] posts) => new()
    {
        People = [new Place(Inbox, SampleCards.Hostile, "rep", 2)],
        Channels = [new Place("channel:Escalations", "#sla-escalations", null, 0)],
        Conversation = Inbox,
        Title = SampleCards.Ana.Name,
        As = SampleCards.Ana,
        Actors = [SampleCards.Ana],
        Posts = posts,
        PrivateReplies = [new PrivateReply("w1", Inbox, SampleCards.Ana.Email, SampleCards.Start, SampleCards.Hostile, SampleCards.Every(SampleCards.Hostile))],
        Now = SampleCards.Start,
        Zone = SampleCards.NewYork.Zone,
        ManualClock = true,
    };

    [GeneratedRegex("<(/?[a-z0-9!]+)[^>]*>")]
    private static partial Regex Tag();
}
