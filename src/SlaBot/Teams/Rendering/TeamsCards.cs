using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Teams.Rendering;

/// <summary>A neutral card as an Adaptive Card of version 1.5, never above the size that every way takes.</summary>
internal static class TeamsCards
{
    /// <summary>The content type of an Adaptive Card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The most bytes of a card.</summary>
    public const int MostBytes = 25_000;

    private const string MoreNotice = "There is more: ask for it with a command, or see the pages.";

    /// <summary>As it is written on the wire.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole card; cut from its end where it is too large, with a line that says so.</summary>
    public static JsonObject Draw(Card card, TeamsMentions? mentions = null)
    {
        var blocks = card.Blocks.ToList();
        var opens = TeamsBlocks.MostOpens;
        var drawn = Make(card, blocks, mentions, opens, isCut: false);
        while (Size(drawn) > MostBytes && opens > 0)
        {
            // Better fewer lines with a button than fewer lines.
            opens /= 2;
            drawn = Make(card, blocks, mentions, opens, isCut: false);
        }

        while (Size(drawn) > MostBytes && blocks.Count > 0)
        {
            Shrink(blocks);
            drawn = Make(card, blocks, mentions, opens, isCut: true);
        }

        for (var buttons = card.Buttons.Count - 1; Size(drawn) > MostBytes && buttons >= 0; buttons--)
        {
            drawn = Make(card with { Buttons = [.. card.Buttons.Take(buttons)] }, blocks, mentions, opens, isCut: true);
        }

        return drawn;
    }

    /// <summary>A button's form in place of the card, with what was said so far and what is wrong with it at its
    /// field.</summary>
    public static JsonObject Ask(Card card, Button button, string sentence, IReadOnlyDictionary<string, string?> said,
        IReadOnlyList<Fault> faults)
    {
        var form = button.Form!;
        var body = new JsonArray { TeamsBlocks.Title(card),
            TeamsBlocks.Text(TeamsText.Escape(form.Title), Tone.Neutral, ("weight", "Bolder")) };
        if (faults.All(fault => form.Fields.All(field => field.Name != fault.Field)))
        {
            body.Add(TeamsBlocks.Text("⚠ " + TeamsText.Escape(sentence), Tone.Bad));
        }

        foreach (var input in TeamsFields.Of(form, button.Action, said, faults).ToList())
        {
            body.Add(input!.DeepClone());
        }

        var version = card.Lead is null ? (int?)null : card.Version;
        return Shell(body, new JsonArray(
            TeamsButtons.SubmitAction(form.Submit, TeamsButtons.Submit(button),
                new CardActionData(button.Action, card.Lead, version, button.Action)),
            Back(card, version)));
    }

    /// <summary>A card with a sentence at its head.</summary>
    public static Card With(string? sentence, Card card) =>
        sentence is null
            ? card : card
                with { Blocks = [new Paragraph(Line.Of(new Span(sentence, SpanKind.Strong))), .. card.Blocks],
                    Summary = sentence };

    /// <summary>The activity that brings a card; nothing but the card, or Teams splits it and gives no id.</summary>
    public static JsonObject Activity(JsonObject drawn, string summary) => new()
    {
        ["type"] = "message",
        ["summary"] = TeamsText.Short(summary, 300),
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = ContentType, ["content"] = drawn }),
    };

    /// <summary>How many bytes it takes on the wire.</summary>
    public static int Size(JsonNode node) => System.Text.Encoding.UTF8.GetByteCount(node.ToJsonString(Plain));

    private static JsonObject Back(Card card, int? version)
    {
        var back = TeamsButtons.SubmitAction("Back", ButtonStyle.Normal,
            new CardActionData(TeamsButtons.Back, card.Lead, version, null));
        back["associatedInputs"] = "none";
        return back;
    }

    private static void Shrink(List<CardBlock> blocks)
    {
        blocks[^1] = blocks[^1] switch
        {
            Table { Rows.Count: > 4 } table => table with { Rows = [.. table.Rows.Take(table.Rows.Count / 2)] },
            LeadLines { Items.Count: > 2 } leads => new LeadLines([.. leads.Items.Take(leads.Items.Count / 2)]),
            Bullets { Items.Count: > 2 } bullets => new Bullets([.. bullets.Items.Take(bullets.Items.Count / 2)]),
            _ => new Divider(),
        };
        while (blocks.Count > 0 && blocks[^1] is Divider)
        {
            blocks.RemoveAt(blocks.Count - 1);
        }
    }

    private static JsonObject Make(Card card, List<CardBlock> blocks, TeamsMentions? mentions, int opens, bool isCut)
    {
        mentions?.Clear();
        var body = new JsonArray { TeamsBlocks.Title(card) };
        var isRuled = false;
        foreach (var block in blocks)
        {
            if (block is Divider)
            {
                isRuled = true;
                continue;
            }

            var drawn = block is LeadLines leads
                ? TeamsBlocks.Leads(leads, opens, mentions) : TeamsBlocks.Of(block, mentions);
            opens = block is LeadLines shown ? Math.Max(0, opens - shown.Items.Count) : opens;
            if (isRuled)
            {
                drawn["separator"] = true;
                isRuled = false;
            }

            body.Add(drawn);
        }

        if (isCut)
        {
            body.Add(TeamsBlocks.Subtle(MoreNotice));
        }

        return Shell(body, TeamsButtons.Of(card, mentions), mentions?.Entities());
    }

    private static JsonObject Shell(JsonArray body, JsonArray actions, JsonArray? entities = null)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = body,
        };
        if (actions.Count > 0)
        {
            card["actions"] = actions;
        }

        card["msteams"] = entities is null
            ? new JsonObject { ["width"] = "Full" } : new JsonObject { ["width"] = "Full", ["entities"] = entities };
        return card;
    }
}
