using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Interactions;

/// <summary>Answers outside the outbox: to commands, and private sentences. They are a courtesy; what was decided shows
/// on the cards.</summary>
internal sealed class MessageHandler(TeamsClient teams, TeamsPeople people, SenderResolver who,
    ChatCommandHandler endpoint, [FromKeyedServices(TeamsOptions.Platform)] RequestDeduplicator once,
    TeamsRateLimiter pace, BackgroundReplies backgroundReplies)
{
    private const string Bot = "recipient";
    private static readonly Duration MostWait = Duration.FromSeconds(10);
    private static readonly string[] Open = ["scorecard", "agreement", "help", ""];

    /// <summary>True for the personal chat.</summary>
    public static bool IsPersonal(JsonElement activity) =>
        activity.Text("conversation", "conversationType") is "personal"
            || activity.Text("conversation", "id")?.StartsWith("a:", StringComparison.Ordinal) == true;

    /// <summary>True for what is said to the bot: everything in the personal chat, elsewhere only what mentions it (an
    /// app may be let to read the rest).</summary>
    public static bool IsForUs(JsonElement activity) => IsPersonal(activity) || Mentions(activity).Any();

    /// <summary>Does what a text message says, and answers: in a channel in the thread what everybody may read, else in
    /// the personal chat.</summary>
    public async Task CommandAsync(JsonElement activity)
    {
        var said = CommandText(activity);
        if (activity.Text("conversation", "id") is not { } conversation
            || activity.Text("serviceUrl") is not { } service)
        {
            return;
        }

        await backgroundReplies.RunAsync(async stop =>
        {
            var person = await who.FindAsync(activity, stop);
            var card = person is null ? Sentence(who.Denial(activity)) : await endpoint.RunAsync(person.Email, said);
            await backgroundReplies.SettleAsync();
            if (person is null || IsPersonal(activity) || Open.Contains(Command(said)))
            {
                await SayAsync(service, conversation, card, stop);
                return;
            }

            var isTold = await TellAsync(person, card, stop);
            await SayAsync(service, conversation,
                Sentence(
                    isTold ? "The answer is in your personal chat."
                        : "Install the app for yourself, and ask me in the personal chat: the answer is for you alone."), stop);
        });
    }

    /// <summary>Brings a card to a person's own chat; true when it stands there.</summary>
    public async Task<bool> TellAsync(Person person, Card card, CancellationToken stop)
    {
        var (chat, service, _) = await people.ChatOfAsync(person, stop);
        return chat is not null && await SayAsync(service!, chat, card, stop);
    }

    /// <summary>Posts a card into a conversation; waits once where Teams asks for it.</summary>
    public async Task<bool> SayAsync(string service, string conversation, Card card, CancellationToken stop)
    {
        pace.Count(TeamsMessageRef.Bare(conversation));
        var posted = await teams.PostAsync(service, conversation, Activity(card), stop);
        if (posted.Fault is { Kind: TeamsErrorKind.Limited, RetryAfter: { } wait } && wait <= MostWait)
        {
            await Task.Delay(wait.ToTimeSpan(), stop);
            pace.Count(TeamsMessageRef.Bare(conversation));
            posted = await teams.PostAsync(service, conversation, Activity(card), stop);
        }

        return posted.Ok;
    }

    /// <summary>A card that is one sentence.</summary>
    public static Card Sentence(string sentence) => new() { Title = sentence, Summary = sentence };

    /// <summary>True the first time that this activity comes.</summary>
    public Task<bool> IsFirstAsync(JsonElement activity) => activity.Text("id") is { } id
        ? IsFirstAsync($"{activity.Text("conversation", "id")}|{activity.Text("type")}|{id}")
        : Task.FromResult(true);

    /// <summary>True the first time that this is asked of an id.</summary>
    public Task<bool> IsFirstAsync(string id) => once.IsFirstAsync(id);

    private JsonObject Activity(Card card) =>
        TeamsCards.Activity(TeamsCards.Draw(card, people.Mentions(calls: false)), card.Summary);

    /// <summary>The text without the mention of the bot: known by the entity, never by the name.</summary>
    private static string CommandText(JsonElement activity)
    {
        var text = activity.Text("text") ?? "";
        foreach (var entity in Mentions(activity))
        {
            text = entity.Text("text") is { Length: > 0 } mention ? text.Replace(mention, " ") : text;
        }

        return string.Join(' ',
            text.Replace("&nbsp;", " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<JsonElement> Mentions(JsonElement activity) =>
        activity.Items("entities")
            .Where(item =>
                item.Text("type") == "mention" && item.Text("mentioned", "id") is { } id
                    && id == activity.Text(Bot, "id"));

    private static string Command(string said)
    {
        var words = said.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words.FirstOrDefault() is "sla" or "/sla" ? words.ElementAtOrDefault(1) : words.FirstOrDefault()) ?? "";
    }
}
