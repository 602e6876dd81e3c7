using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>Submitted forms: decided at once; a fault is shown at its field and the window stays open.</summary>
internal sealed class ViewSubmissionHandler(ActionHandler endpoint, SlackPeople people, PostedCards cards,
    EphemeralReplies privateReplies, BackgroundReplies backgroundReplies, IReadStore reader)
{
    private const int MostError = 1_500;

    /// <summary>Takes a <c>view_submission</c> payload; null closes the window.</summary>
    public async Task<JsonObject?> TakeAsync(JsonElement payload, CancellationToken stop)
    {
        if (payload.At("view") is not { } view || ModalMetadata.Read(view.Text("private_metadata")) is not { } memo
            || payload.Text("user", "id") is not { } user)
        {
            return null;
        }

        var who = await people.WhoAsync(user, stop);
        if (who.Person is not { } person)
        {
            return Errors(view, [], who.Sentence);
        }

        var form = cards.FormOf(memo.Action, SlackMessageRef.PostAt(reader, memo.Channel, memo.Ts), memo.Lead, person);
        var inputs = SlackModal.Inputs(view, form);
        var answer = await endpoint.PressAsync(new ActionRequest
        {
            Platform = SlackOptions.Platform,
            As = person.Email,
            Action = memo.Action,
            Lead = memo.Lead,
            Version = memo.Version,
            Inputs = inputs,
            // A form asked again after a "no" is another request, although the window and the answers are the same.
            RequestId = $"{view.Text("id") ?? payload.Text("trigger_id")}|{memo.Version}|{HashOf(inputs)}",
        });
        await backgroundReplies.SettleAsync();
        if (!answer.Ok)
        {
            return answer.Code == "stale" && Again(memo, inputs, answer.PrivateText!, person) is { } again
                ? again : Errors(view, answer.FieldFaults ?? [], answer.PrivateText ?? "That was not taken.");
        }

        if (answer.PrivateText is { } text && memo.Channel is { } channel)
        {
            await privateReplies.SayAsync(new ReplyTarget(user, channel, null, memo.Url),
                answer.Reply ?? EphemeralReplies.Sentence(text));
        }

        return view.Text("previous_view_id") is not null ? new JsonObject { ["response_action"] = "clear" }
            : memo.Channel is null && answer.PrivateText is { } said ? Update("Done", said)
            : null;
    }

    /// <summary>The form as it is asked now, with what was filled in: sent again it is taken.</summary>
    private JsonObject? Again(ModalMetadata memo, Dictionary<string, string?> inputs, string sentence, Person person)
    {
        var post = SlackMessageRef.PostAt(reader, memo.Channel, memo.Ts);
        if (memo.Lead is not { } id || reader.Lead(id) is not { } lead
            || cards.FormOf(memo.Action, post, id, person) is not { } form)
        {
            return null;
        }

        var filled = form
            with { Fields = [
                .. form.Fields.Select(field => field with { Initial = inputs.GetValueOrDefault(field.Name) })] };
        var view = SlackModal.Form(filled, memo with { Version = lead.Version }, cards.NameOf(id, person), sentence);
        return new JsonObject { ["response_action"] = "update", ["view"] = view };
    }

    private static JsonObject? Errors(JsonElement view, IReadOnlyList<SlaBot.Engine.Fault> faults, string sentence)
    {
        var fields = view.Items("blocks").Where(item => item.Text("type") == "input")
            .Select(item => item.Text("block_id")).OfType<string>()
            .Concat(
                view.At("state", "values") is { ValueKind: JsonValueKind.Object } values
                    ? values.EnumerateObject().Select(jsonProperty => jsonProperty.Name) : []).ToList();
        if (fields.Count == 0)
        {
            return Update("Not done", sentence);
        }

        var errors = new JsonObject();
        foreach (var fault in faults.Where(fault => fields.Contains(fault.Field)))
        {
            errors[fault.Field] = SlackText.Short(fault.Message, MostError);
        }

        if (errors.Count == 0)
        {
            errors[fields[0]] = SlackText.Short(sentence, MostError);
        }

        return new JsonObject { ["response_action"] = "errors", ["errors"] = errors };
    }

    private static JsonObject Update(string title, string sentence) =>
        new() { ["response_action"] = "update",
            ["view"] =
                SlackModal.Show(new Card { Title = title, Summary = sentence, Blocks = [new Paragraph(sentence)] }) };

    private static string HashOf(Dictionary<string, string?> inputs) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001e',
            inputs.OrderBy(input => input.Key, StringComparer.Ordinal)
                .Select(input => $"{input.Key}\u001f{input.Value}")))))[..24];
}
