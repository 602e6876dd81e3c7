using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>What is answered where the app was installed for a whole organisation (Enterprise Grid): it serves one
/// workspace, and says so instead of failing.</summary>
internal sealed class EnterpriseGridGuard(EphemeralReplies privateReplies, SlackAlarms alarms)
{
    private const string Sentence = "SlaBot works within one workspace, but was installed for the whole organisation "
        + "(Enterprise Grid). Nothing was done. Ask an administrator to install it in the sales team's workspace "
            + "itself.";

    /// <summary>True when an event says that it comes from such an installation.</summary>
    public static bool IsEvent(JsonElement envelope) =>
        envelope.Items("authorizations").Any(item => item.Is("is_enterprise_install"));

    /// <summary>True when a click or a form says so, or names an organisation and no workspace.</summary>
    public static bool IsInteraction(JsonElement payload) =>
        payload.Is("is_enterprise_install") || payload.Text("is_enterprise_install") == "true"
            || (payload.At("team") is null && payload.At("enterprise") is not null);

    /// <summary>An event is taken, and nothing comes of it.</summary>
    public async Task<SlackResponse> AnswerEventAsync()
    {
        await alarms.OrgWideAsync();
        return SlackResponse.Taken;
    }

    /// <summary>A command is answered with the sentence.</summary>
    public async Task<SlackResponse> AnswerCommandAsync()
    {
        await alarms.OrgWideAsync();
        return new SlackResponse(200, EphemeralReplies.Reply(EphemeralReplies.Sentence(Sentence)));
    }

    /// <summary>A form's window shows the sentence; who clicked hears it privately.</summary>
    public async Task<SlackResponse> AnswerInteractionAsync(JsonElement payload)
    {
        await alarms.OrgWideAsync();
        if (payload.Text("type") == "view_submission")
        {
            var view = SlackModal.Show(
                new Card { Title = "Not done", Summary = Sentence, Blocks = [new Paragraph(Sentence)] });
            return new SlackResponse(200, new JsonObject { ["response_action"] = "update", ["view"] = view });
        }

        if (payload.Text("type") == "block_actions" && payload.Text("user", "id") is { } user
            && payload.Text("response_url") is { } url)
        {
            await privateReplies.SayAsync(new ReplyTarget(user, null, null, url), EphemeralReplies.Sentence(Sentence));
        }

        return SlackResponse.Taken;
    }
}
