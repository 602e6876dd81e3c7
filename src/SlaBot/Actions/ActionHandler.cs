using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>Turns a pressed button of any platform into a lead command, and the engine's answer into a private
/// sentence.</summary>
internal sealed class ActionHandler(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, CommandCards cards, ReaderZones zones)
{
    private readonly AbsenceCommands away = new(engine, rules, zones, clock);
    private readonly LeadLists lists = new(reader, rules, clock, cards);

    /// <summary>Does what the press asks for. The engine checks rights and state now, not when the card was
    /// drawn.</summary>
    public async Task<ActionResult> PressAsync(ActionRequest press)
    {
        if (rules.Now.People.Find(press.As) is not { } named)
        {
            return No(
                $"{press.As} is not among the people of this agreement. Ask an administrator to add you to the "
                + $"settings.");
        }

        var person = named with { Zone = zones.Of(named) };
        return press.Action switch
        {
            "sign" => await SignAsync(person),
            "agenda" => await TickAsync(press, person, engine.TickAsync, "Ticked off."),
            "agenda-undo" => await TickAsync(press, person, engine.UntickAsync, "Open again."),
            AwayCard.Action => await away.FilledAsync(person, press.Inputs),
            "lead" => Show(press, person, cards.Lead),
            "details" => Show(press, person, cards.Details),
            _ when ListPage.Read(press.Action) is { } page =>
                new ActionResult(true, null, PrivateCard: lists.Of(page, person)),
            _ when press.Lead is null => No("This button is not about a lead and does nothing here."),
            _ when QuickTouch.ChannelOf(press.Action) is { } channel && rules.Now.QuickTouches.Contains(channel) =>
                await SubmitAsync(press, Touch(press, person, channel), person, isQuick: true),
            _ when QuickTouch.ReachedOf(press.Action) is { } touch =>
                await SubmitAsync(press, Touch(press, person, touch.Channel) with { Connected = true, At = touch.At,
                    SeenVersion = null }, person),
            _ when !CommandReader.Types.Contains(press.Action) =>
                No($"The button \"{press.Action}\" does nothing in this version."),
            _ => await WorkAsync(press, press.Lead, person),
        };
    }

    /// <summary>Why this person may not do that at all, whatever a form would say, and who may; null when they may.
    /// Asked before a form opens.</summary>
    public string? Forbids(string action, string? lead, Person person) =>
        lead is not null && reader.Lead(lead) is { IsErased: false } state
            && CommandReader.Blank(action, lead) is { } command
            ? LeadDecider.Forbids(Seen(state, person), command with { By = person.Email, FromChat = true }, rules.Now.Policy,
                rules.Now.People)?.Sentence
            : null;

    private async Task<ActionResult> SignAsync(Person person) =>
        await engine.SignAsync(person.Email) is { } refusal
            ? No(refusal.Sentence) : new ActionResult(true, "Signed. Thank you.");

    private static async Task<ActionResult> TickAsync(ActionRequest press, Person person,
        Func<string, IReadOnlyList<string>, Task<Refusal?>> tick, string done)
    {
        var items = (press.Inputs.GetValueOrDefault("item") ?? "").Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return await tick(person.Email, items) is { } refusal ? No(refusal.Sentence) : new ActionResult(true, done);
    }

    private ActionResult Show(ActionRequest press, Person person, Func<LeadState, Person, Instant, Card> draw) =>
        press.Lead is { } id && reader.Lead(id) is { } state
            ? new ActionResult(true, null, PrivateCard: draw(state, person, clock.GetCurrentInstant()))
            : No($"There is no lead {press.Lead}.");

    private async Task<ActionResult> WorkAsync(ActionRequest press, string lead, Person person)
    {
        List<Fault> faults = [];
        var command = CommandReader.Read(press.Action, lead, press.Inputs, faults);
        faults.AddRange(FormFaults.NotOffered(press.Action, press.Inputs));
        var at = OccurredAtParser.Read(press.Inputs.GetValueOrDefault(OccurredAtParser.Field), person.Zone,
            clock.GetCurrentInstant(), faults);
        if (command is null || faults.Count > 0)
        {
            var told = FormFaults.InFormWords(faults);
            return new ActionResult(false, FormFaults.Sentence(told), told);
        }

        var whole = command
            with { By = person.Email, SeenVersion = press.Version, FromChat = true, FromForm = press.Inputs.Count > 0,
                At = at };
        return await SubmitAsync(press, whole, person);
    }

    private static LogTouch Touch(ActionRequest press, Person person, string channel) => new(channel, false, null)
    {
        Lead = press.Lead!, By = person.Email, SeenVersion = press.Version, FromChat = true,
    };

    private async Task<ActionResult> SubmitAsync(ActionRequest press, LeadCommand whole, Person person, bool isQuick = false)
    {
        var answer = await engine.SubmitAsync(whole, StampOf(press));
        return answer.Refusal is { } refusal
            ? No(reader.Lead(whole.Lead) is { } state && !MaySee(state, person)
                ? Forbids(press.Action, whole.Lead, person) ?? refusal.Sentence : refusal.Sentence)
                with { Code = refusal.Code }
            : ActionReplies.Undoable(
                new ActionResult(true, ActionReplies.Done(whole, answer.State, person, rules.Now.People, isQuick)), whole,
                answer.State, isQuick);
    }

    private bool MaySee(LeadState lead, Person person) =>
        ContactSight.May(lead, person, rules.Now.Policy, rules.Now.People);

    // Also a "no" names the lead: to whoever may not see the contact, by company or id.
    private LeadState Seen(LeadState lead, Person person) => MaySee(lead, person) ? lead : ContactSight.Without(lead);

    private static RequestStamp? StampOf(ActionRequest press) =>
        press.RequestId is { Length: > 0 } id ? new RequestStamp($"{press.Platform}:{id}", HashOf(press)) : null;

    private static string HashOf(ActionRequest press)
    {
        var inputs = press.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal)
            .Select(input => $"{input.Key}\u001f{input.Value}");
        var body = string.Join('\u001e', [press.As, press.Action, press.Lead ?? "", .. inputs]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }

    private static ActionResult No(string sentence) => new(false, sentence);
}

/// <summary>The short private sentences that answer a press.</summary>
internal static class ActionReplies
{
    /// <summary>What was done, and what is due next for whom.</summary>
    public static string Done(LeadCommand command, LeadState? state, Person reader, People people, bool isQuick = false) =>
        state is null ? Action(command, null)
        : $"{(isQuick && MadeBy(command, state) is { } touch ? Logged(touch, reader) : Action(command, state))}"
            + $"{Next(state, reader, people)}";

    /// <summary>The answer with a button that takes the step back, where it can be taken back.</summary>
    public static ActionResult Undoable(ActionResult answer, LeadCommand command, LeadState? state, bool isQuick = false) =>
        command is Accept or Reject or LogTouch or Dispose or Advance && state?.Undoable is { } open
            && Same(open.By, command.By)
            ? answer with
            {
                Reply = Replies.Sentence(answer.PrivateText ?? "Done.", Tone.Good) with
                {
                    Lead = state.Id,
                    Version = state.Version,
                    Buttons = [
                        .. isQuick && MadeBy(command, state) is { Connected: not true } touch
                            ? [QuickTouch.Reached(touch)] : Array.Empty<Button>(),
                        new Button("undo", "Undo")],
                },
            }
            : answer;

    private static Touch? MadeBy(LeadCommand command, LeadState state) => command is LogTouch logged
        ? state.Touches.LastOrDefault(touch => Same(touch.By, command.By) && Same(touch.Channel, logged.Channel)) : null;

    private static string Logged(Touch touch, Person reader)
    {
        var words = ClauseText.Channel(touch.Channel);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]} logged, {When(touch.At, reader)}.";
    }

    /// <summary>An instant as the reader reads it.</summary>
    public static string When(Instant at, Person reader) => TimeText.At(at, reader.Zone, at);

    /// <summary>What a duty is called at the beginning of a sentence.</summary>
    public static string DutyName(ClauseKind clause) => ClauseDefinition.Of(clause).Due;

    private static string Action(LeadCommand command, LeadState? state) =>
        CommandDefinition.Of(command).Done(command, state);

    private static string Next(LeadState state, Person reader, People people)
    {
        // A lead that is out of work still names its last owner, who does not have it any more.
        if (state is { IsOpen: true, Owner: { } owner } && !Same(owner, reader.Email))
        {
            var due = First(state, owner);
            return $" {people.NameOf(owner)} has "
                + $"it{(due is null ? "" : $"; {Lower(DutyName(due.Clause))} is due {When(due.DueAt, reader)}")}.";
        }

        return First(state, reader.Email) is { } mine
            ? mine is { Clause: ClauseKind.FirstTouch, Method: { } method } && state.Touches.Any(touch => touch.At >= mine.Since)
                ? $" Still due: {QuickTouch.WordsOf(method)}, by {When(mine.DueAt, reader)}."
            : $" {DutyName(mine.Clause)} is due {When(mine.DueAt, reader)}." : "";
    }

    private static Obligation? First(LeadState state, string email) =>
        state.Running.FirstOrDefault(obligation => Same(obligation.Owner, email));

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
