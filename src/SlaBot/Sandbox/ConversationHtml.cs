using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Outbox;

namespace SlaBot.Sandbox;

/// <summary>Draws the messages of a conversation: threads indented under their parent, private answers where they were given.</summary>
internal static class ConversationHtml
{
    /// <summary>The list of messages.</summary>
    public static void Draw(HtmlWriter html, PageModel page)
    {
        html.Open("ol", ("class", "messages"), ("id", "messages"), ("aria-label", $"Messages in {page.Title}"));
        var ids = page.Posts.Select(post => post.MessageId).ToHashSet(StringComparer.Ordinal);
        var replies = page.Posts.Where(post => post.ThreadOf is not null).ToLookup(post => post.ThreadOf!, StringComparer.Ordinal);
        var waiting = new Queue<PrivateReply>(page.PrivateReplies);
        foreach (var post in page.Posts.Where(post => post.ThreadOf is null || !ids.Contains(post.ThreadOf)))
        {
            Private(html, waiting, page, before: post.At);
            Message(html, post, [.. replies[post.MessageId]], page);
        }

        Private(html, waiting, page, before: Instant.MaxValue);
        html.Close();
        if (page.Posts.Count + page.PrivateReplies.Count == 0)
        {
            Empty(html, page);
        }
    }

    private static void Message(HtmlWriter html, PostedMessage post, IReadOnlyList<PostedMessage> replies, PageModel page)
    {
        html.Open("li", ("id", post.MessageId), ("data-stamp", Stamp(post, replies, page)));
        Body(html, post, page);
        if (replies.Count > 0)
        {
            html.Open("ol", ("class", "thread"), ("aria-label", $"Replies to {post.Card.Title}"));
            foreach (var reply in replies)
            {
                html.Open("li");
                Body(html, reply, page);
                html.Close();
            }

            html.Close();
        }

        html.Close();
    }

    // What makes the script draw it anew; who acts is part of it, since the buttons carry that.
    private static string Stamp(PostedMessage post, IReadOnlyList<PostedMessage> replies, PageModel page) =>
        string.Join('.', [page.As.Email, Stamp(post), .. replies.Select(Stamp)]);

    private static string Stamp(PostedMessage post) => $"{post.Number}-{post.Card.Version}-{post.EditedAt?.ToUnixTimeSeconds()}-{CardText.Of(post.Card).GetHashCode(StringComparison.Ordinal):x}-{post.Card.Buttons.Count}";

    private static void Body(HtmlWriter html, PostedMessage post, PageModel page)
    {
        var zone = page.As.Zone;
        html.Open("article", ("class", $"card {CardHtml.Class(post.Card.Tone)}"), ("data-summary", post.Card.Summary), ("data-lead", post.Lead));
        var place = new PressLocation(post.MessageId, page.As.Email, page.Conversation, post.Card.Version);
        CardHtml.Draw(html, post.Card, place);
        FormHtml.Draw(html, post.Card.Buttons, place);
        html.Open("footer").Leaf("time", MessageTimes.Brief(post.At, zone), ("datetime", MessageTimes.Iso(post.At)), ("title", MessageTimes.Full(post.At, zone)));
        if (post.EditedAt is { } edited)
        {
            html.Text(" · updated ").Leaf("time", MessageTimes.Brief(edited, zone), ("datetime", MessageTimes.Iso(edited)), ("title", MessageTimes.Full(edited, zone)));
        }

        html.Close().Close();
    }

    private static void Private(HtmlWriter html, Queue<PrivateReply> waiting, PageModel page, Instant before)
    {
        while (waiting.TryPeek(out var privateReply) && privateReply.At < before)
        {
            Private(html, waiting.Dequeue(), page);
        }
    }

    private static void Private(HtmlWriter html, PrivateReply privateReply, PageModel page)
    {
        html.Open("li", ("id", privateReply.Id), ("data-stamp", privateReply.Id), ("class", "whisper"));
        if (privateReply.Asked is not null)
        {
            html.Leaf("p", privateReply.Asked, ("class", "asked"));
        }

        html.Open("article", ("class", $"card {CardHtml.Class(privateReply.Card.Tone)}"), ("data-summary", privateReply.Card.Summary));
        var place = new PressLocation(privateReply.Id, page.As.Email, page.Conversation, privateReply.Card.Version);
        CardHtml.Draw(html, privateReply.Card, place);
        FormHtml.Draw(html, privateReply.Card.Buttons, place);
        html.Open("footer").Text($"Only {page.As.FirstName} sees this · ").Leaf("time", MessageTimes.Brief(privateReply.At, page.As.Zone))
            .Open("form", ("method", "post"), ("action", "/sandbox/dismiss"), ("class", "inline")).Hidden("in", page.Conversation).Hidden("as", page.As.Email).Hidden("id", privateReply.Id)
            .Leaf("button", "Put away", ("class", "quiet"), ("data-key", $"{privateReply.Id}-away")).Close()
            .Close().Close().Close();
    }

    private static void Empty(HtmlWriter html, PageModel page) => html.Open("div", ("class", "empty"))
        .Leaf("p", "Nothing here yet.")
        .Leaf("p", page.Posts.Count == 0 && page.Actors.Count == 1
            ? "Press “Send a sample lead” above: the card goes to the rep whose turn it is."
            : "Posts appear here when a duty is missed or a scorecard is due.").Close();
}
