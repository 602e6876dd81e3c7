using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>A message as the sandbox's API tells it (PRODUCT.md, HTTP).</summary>
internal sealed record SentMessage(string Id, string Conversation, string? ThreadOf, string At, string? EditedAt, string Text, IReadOnlyList<SentButton> Buttons)
{
    /// <summary>A post as it is seen from outside.</summary>
    public static SentMessage Of(PostedMessage post, ChannelNames channels) => new(
        post.MessageId,
        channels.Outward(post.Conversation),
        post.ThreadOf,
        MessageTimes.Iso(post.At),
        post.EditedAt is { } edited ? MessageTimes.Iso(edited) : null,
        CardText.Of(post.Card),
        [.. post.Card.Buttons.Select(button => new SentButton(button.Action, button.Label)), .. post.Card.Blocks.OfType<LeadLines>().SelectMany(block => block.Items).Select(leadLine => new SentButton("lead", $"Open {leadLine.Lead}"))]);
}

/// <summary>A button as the sandbox's API tells it.</summary>
internal sealed record SentButton(string Action, string Label);
