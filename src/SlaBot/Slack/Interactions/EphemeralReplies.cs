using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>Where a private answer goes: the conversation and the user, or the address that came with the click.</summary>
internal sealed record ReplyTarget(string User, string? Channel, string? Thread, string? ResponseUrl)
{
    /// <summary>True when the click was on a private answer, which the next one replaces.</summary>
    public bool Replaces { get; init; }
}

/// <summary>Private answers. They are a courtesy: what was decided shows on the cards. What Slack does not take at once is tried again within reason.</summary>
internal sealed class EphemeralReplies(SlackClient slack, DirectChannels directs, SlackPeople people, ReplyRetry again)
{
    /// <summary>Says a sentence, or shows a card, to one person only.</summary>
    public Task SayAsync(ReplyTarget ear, Card card) => again.RunAsync(stop => TryAsync(ear, card, stop), ReplyRetry.IsUnseen);

    private async Task<SlackError?> TryAsync(ReplyTarget ear, Card card, CancellationToken stop)
    {
        var (text, blocks) = (SlackBlocks.FallbackText(card), IsSentence(card) ? null : SlackBlocks.Message(card, BlockSupport.Classic));
        if (Uri.TryCreate(ear.ResponseUrl, UriKind.Absolute, out var url) && slack.IsOurs(url))
        {
            var fault = await slack.RespondAsync(url, Response(text, blocks, ear.Replaces), stop);
            if (fault is null || ReplyRetry.IsPassing(fault))
            {
                return fault;
            }
        }

        // Where the bot is no member of the conversation, the direct one is left.
        var said = ear.Channel is { } here ? await slack.PrivateReplyAsync(new SlackMessage(here, text, blocks, ear.Thread), ear.User, stop) : new SlackResult(default, new SlackError(SlackErrorKind.Target, "no_channel"));
        return said.Fault is { Kind: SlackErrorKind.Target } && await DirectAsync(ear.User, stop) is { } direct && direct != ear.Channel
            ? (await slack.PrivateReplyAsync(new SlackMessage(direct, text, blocks), ear.User, stop)).Fault
            : said.Fault;
    }

    /// <summary>The private answer to a command, as the body of the acknowledgement.</summary>
    public static JsonObject Reply(Card card)
    {
        var reply = new JsonObject { ["response_type"] = "ephemeral", ["text"] = SlackBlocks.FallbackText(card) };
        if (!IsSentence(card))
        {
            reply["blocks"] = SlackBlocks.Message(card, BlockSupport.Classic);
        }

        return reply;
    }

    /// <summary>A card that is one sentence.</summary>
    public static Card Sentence(string sentence) => new() { Title = sentence, Summary = sentence };

    private static string Response(string text, JsonArray? blocks, bool replaces)
    {
        var answer = new JsonObject { ["response_type"] = "ephemeral", ["replace_original"] = replaces, ["text"] = text };
        if (blocks is not null)
        {
            answer["blocks"] = blocks.DeepClone();
        }

        return SlackClient.Write(answer);
    }

    private async Task<string?> DirectAsync(string user, CancellationToken stop) =>
        (await people.WhoAsync(user, stop)).Person is { } person ? (await directs.ChannelOfAsync(person, stop)).Channel : null;

    private static bool IsSentence(Card card) => card.Blocks.Count == 0 && card.Buttons.Count == 0;
}
