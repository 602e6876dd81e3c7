using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>Turns the agreement's words for whom to tell into conversations, and holds private notices to the
/// recipient's working hours.</summary>
internal static class NoticeRecipients
{
    /// <summary>The conversations that a ladder's words name for one obligation; each once.</summary>
    public static IEnumerable<ChatAddress> Of(Obligation obligation, Alert alert, AgreementRules rules) =>
        alert.Tell.SelectMany(word => Of(word, obligation, alert, rules)).Distinct();

    /// <summary>The conversations that such words name for something owned by a person.</summary>
    public static IEnumerable<ChatAddress> Named(IEnumerable<string> words, string? owner, AgreementRules rules) =>
        words.SelectMany(word => word switch
    {
        "owner" => Direct(rules.People.Find(owner)),
        "manager" => Direct(rules.People.Find(rules.People.Find(owner)?.Manager)),
        _ => Plain(word, rules.People),
    });

    /// <summary>The recipient's next working instant (the closing instant still counts); posts to channels are never
    /// held.</summary>
    public static Instant Held(ChatAddress to, Instant at, AgreementRules rules)
    {
        if (PersonOf(to, rules.People) is not { } person || person.Calendar.IsOpen(at)
            || person.Calendar.PreviousClose(at) == at)
        {
            return at;
        }

        return person.Calendar.NextOpen(at) ?? at;
    }

    /// <summary>The person of a direct conversation; null for a channel, and for somebody who is gone.</summary>
    public static Person? PersonOf(ChatAddress to, People people) => people.Find(to.Email);

    private static IEnumerable<ChatAddress> Of(string word, Obligation obligation, Alert alert, AgreementRules rules)
    {
        var people = rules.People;
        return word switch
        {
            "owner" => Direct(people.Find(obligation.Owner)),
            "manager" =>
                alert.IsWarning || rules.TellManagersDirectly
                    ? Direct(people.Find(people.Find(obligation.Owner)?.Manager)) : [],
            _ => Plain(word, people),
        };
    }

    private static IEnumerable<ChatAddress> Plain(string word, People people) =>
        ChatAddress.Parse(word) is { ChannelKey: not null } channel
            ? [channel] : people.Named(word).Select(person => ChatAddress.Person(person.Email));

    private static IEnumerable<ChatAddress> Direct(Person? person) =>
        person is null ? [] : [ChatAddress.Person(person.Email)];
}
