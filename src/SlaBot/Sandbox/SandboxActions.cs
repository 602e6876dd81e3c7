using NodaTime;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Sandbox;

/// <summary>What the sandbox does for its onlooker, whether asked by the page or by the API.</summary>
internal sealed class SandboxActions(IReadStore reader, CurrentAgreement rules, IClock clock, PumpService pumps,
    ActionHandler actions, ChatCommandHandler commands, PrivateReplies privateReplies)
{
    /// <summary>Everybody.</summary>
    public People People => rules.Now.People;

    /// <summary>Now.</summary>
    public Instant Now => clock.GetCurrentInstant();

    /// <summary>True when the clock stands still until moved.</summary>
    public bool HasManualClock => clock.StandsStill();

    /// <summary>The agreement's zone.</summary>
    public DateTimeZone Zone => rules.Now.Policy.Calendar.Zone;

    /// <summary>Presses a button of a message (or of a private answer) as that person; fields not filled in keep the
    /// form's first answers.</summary>
    public async Task<ActionResult> PressAsync(SandboxPress intent)
    {
        if (CardOf(intent.MessageId) is not { } card)
        {
            return No($"There is no message \"{intent.MessageId}\".");
        }

        if (People.Find(intent.As) is not { } person)
        {
            return No($"There is nobody \"{intent.As}\" here.");
        }

        if (intent.Action == "lead" && Listed(card, intent) is { } listed)
        {
            return await actions.PressAsync(
                new ActionRequest { Platform = SandboxPlatform.Name, As = person.Email, Action = intent.Action,
                    Lead = listed });
        }

        // An action whose button the card has lost meanwhile goes to the engine all the same, which says how the lead
        // stands now.
        var button = ButtonOf(card, intent);
        if (button is null && (card.Lead is null || !(CommandReader.Types.Contains(intent.Action) || QuickTouch.Is(intent.Action))))
        {
            return NoButton(card, intent.Action);
        }

        var inputs = Filled(button?.Form, intent.Inputs);
        // The page's forms are checked by their own labels; programs speak the command's language, which its reader
        // judges.
        var faults = button?.Form is null || intent.Button is null ? [] : FormFaults.Check(button.Form, inputs);
        if (faults.Count > 0)
        {
            return new ActionResult(false, FormFaults.Sentence(faults), faults);
        }

        var press = new ActionRequest { Platform = SandboxPlatform.Name, As = person.Email, Action = intent.Action,
            Lead = card.Lead, Version = intent.Version ?? card.Version, Inputs = inputs };
        var answer = await actions.PressAsync(press);
        await (answer.FieldFaults is null ? SettleAsync() : Task.CompletedTask);
        return button is null && answer.FieldFaults is not null ? NoButton(card, intent.Action) : answer;
    }

    /// <summary>Runs a chat command as that person.</summary>
    public async Task<Card> CommandAsync(string asEmail, string text)
    {
        var card = await commands.RunAsync(asEmail, text);
        await SettleAsync();
        return card;
    }

    /// <summary>Under the manual clock: waits until everything that followed is sent.</summary>
    public Task SettleAsync() => HasManualClock ? pumps.SettleAsync() : Task.CompletedTask;

    /// <summary>The version of a message's lead as it is now; null for a message about none.</summary>
    public int? VersionOf(string messageId) => CardOf(messageId)?.Lead is { } lead ? reader.Lead(lead)?.Version : null;

    private Card? CardOf(string messageId) =>
        privateReplies.Find(messageId)?.Card ?? reader.PostByMessage(SandboxPlatform.Name, messageId)?.Card;

    private static Button? ButtonOf(Card card, SandboxPress intent)
    {
        var at = intent.Button is { } index && index >= 0 && index < card.Buttons.Count ? card.Buttons[index] : null;
        return at?.Action == intent.Action
            ? at : card.Buttons.FirstOrDefault(button => button.Action == intent.Action && button.Url is null);
    }

    /// <summary>The lead of the line that was pressed: the one named, else the first.</summary>
    private static string? Listed(Card card, SandboxPress intent)
    {
        var lines = card.Blocks.OfType<LeadLines>().SelectMany(block => block.Items).Select(leadLine => leadLine.Lead);
        return lines.FirstOrDefault(line => intent.Inputs.GetValueOrDefault("lead") is not { } named || named == line);
    }

    private static Dictionary<string, string?> Filled(Form? form, IReadOnlyDictionary<string, string?> inputs)
    {
        var all = new Dictionary<string, string?>(inputs, StringComparer.Ordinal);
        // A time left out is now, not when the card was drawn.
        foreach (var field in (form?.Fields ?? []).Where(formField => formField.Kind != FieldKind.DateTime))
        {
            all.TryAdd(field.Name, field.Initial);
        }

        return all;
    }

    private static ActionResult NoButton(Card card, string action) =>
        No($"That message has no button "
            + $"\"{action}\"{(card.Buttons.Count == 0 ? "" : $"; it has {English.Or(card.Buttons.Where(button => button.Url is null).Select(button => button.Action).Distinct())}")}.");

    private static ActionResult No(string sentence) => new(false, sentence);
}

/// <summary>A press as asked for: the button by its action, and where several share it by its place in the
/// card.</summary>
internal sealed record SandboxPress(string MessageId, string As, string Action,
    IReadOnlyDictionary<string, string?> Inputs, int? Version = null, int? Button = null);
