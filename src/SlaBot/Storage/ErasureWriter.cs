using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>
/// Rewrites what was kept of a lead that is erased, in every table: its events and its id, its posts and those that
/// spoke of it, what waits to be said, the answers that were kept for its senders, and its id where published numbers
/// list it.
/// </summary>
internal sealed class ErasureWriter(DbConnection connection) : IDisposable
{
    private static readonly JsonSerializerOptions Written = new() { Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Statement find = new(connection, "SELECT seq FROM leads WHERE id = @id");
    private readonly Statement state = new(connection, LeadReads.StateOf);
    private readonly Statement rename = new(connection, "UPDATE leads SET id = @new, state = @state WHERE id = @id");
    private readonly Statement restate = new(connection, "UPDATE leads SET state = @state WHERE seq = @seq");
    private readonly Statement events = new(connection,
        "SELECT version, type, body FROM events WHERE lead = @lead ORDER BY version");
    private readonly Statement rewrite = new(connection,
        "UPDATE events SET type = @type, body = @body WHERE lead = @lead AND version = @version");
    private readonly Statement facts = new(connection, "UPDATE facts SET id = @id, body = @body WHERE lead = @lead");
    private readonly Statement twins = new(connection,
        "SELECT seq, state FROM leads WHERE email = @email AND id <> @id");
    private readonly Statement posts = new(connection,
        $"SELECT {RowMapping.PostColumns} FROM posts WHERE lead = @lead");

    private readonly Statement lists = new(connection, $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE (lead IS NULL OR lead <> @lead) AND key IN (SELECT within FROM posts WHERE lead = @lead AND within IS NOT NULL)
        """);

    private readonly Statement general = new(connection, ChatReads.OfNoLead);
    private readonly Statement post = new(connection,
        "UPDATE posts SET key = @new, lead = @lead, detail = @detail, card = @card WHERE key = @key");
    private readonly Statement waiting = new(connection,
        $"SELECT {RowMapping.OutboxColumns} FROM outbox WHERE lead = @lead OR lead IS NULL");
    private readonly Statement intent = new(connection,
        "UPDATE outbox SET key = @key, lead = @lead, detail = @detail, thread_key = @thread_key WHERE id = @id");
    private readonly Statement oust = new(connection, "DELETE FROM posts WHERE key = @key");
    private readonly Statement melt = new(connection, "DELETE FROM outbox WHERE key = @key");
    private readonly Statement forget = new(connection, "DELETE FROM requests WHERE lead = @lead");
    private readonly Statement cards = new(connection, "SELECT week, team, json FROM scorecards");
    private readonly Statement card = new(connection,
        "UPDATE scorecards SET json = @json WHERE week = @week AND team = @team");
    private readonly Statement documents = new(connection,
        "SELECT kind, version, body FROM documents WHERE kind IN ('review', 'month')");
    private readonly Statement document = new(connection,
        "UPDATE documents SET body = @body WHERE kind = @kind AND version = @version");

    /// <summary>Does it, inside the caller's transaction. One that was done already is done again, which changes
    /// nothing.</summary>
    public void Run(string lead)
    {
        var erased = LeadEraser.IdOf(lead);
        if (find.Scalar(lead) is not { } seq)
        {
            return;
        }

        var said =
            events.All(row => (Version: row.GetInt64(0), Event: StoreJson.Event(row.GetString(1), row.Bytes(2))), seq);
        Events(seq, erased, said);
        rename.Run(erased, StoreJson.Write(LeadEraser.Blank(state.First(RowMapping.State, lead)!) with { Id = erased }),
            lead);
        Twins(said, lead, erased);
        Posts(said, lead, erased);
        forget.Run(lead);
        Published(lead, erased);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[find, state, rename, restate, events, rewrite, facts, twins, posts,
            lists, general])
        {
            statement.Dispose();
        }

        foreach (var statement in (Statement[])[post, waiting, intent, oust, melt, forget, cards, card, documents,
            document])
        {
            statement.Dispose();
        }
    }

    private void Events(object seq, string erased, List<(long Version, LeadEvent Event)> said)
    {
        var blank = said.ConvertAll(pair => (pair.Version, Event: LeadEraser.Blank(pair.Event)));
        foreach (var (version, happened) in blank)
        {
            rewrite.Run(StoreJson.Name(happened), StoreJson.Write(happened), seq, version);
        }

        facts.Run(erased, StoredFacts.OfWhole([.. blank.Select(pair => pair.Event)]).Bytes, seq);
    }

    /// <summary>Other leads of the same address name this one as the same person.</summary>
    private void Twins(List<(long Version, LeadEvent Event)> said, string lead, string erased)
    {
        foreach (var email in said.Select(pair => EmailIn(pair.Event)).OfType<string>()
            .Distinct(StringComparer.Ordinal))
        {
            foreach (var (seq, other) in twins.All(row => (Seq: row.GetInt64(0), State: row.Bytes(1)), email, erased))
            {
                if (Renamed(Encoding.UTF8.GetString(other), lead, erased) is { } state)
                {
                    restate.Run(Encoding.UTF8.GetBytes(state), seq);
                }

                foreach (var (version, name, body) in events.All(Body, seq))
                {
                    if (Renamed(Encoding.UTF8.GetString(body), lead, erased) is { } text)
                    {
                        rewrite.Run(name, Encoding.UTF8.GetBytes(text), seq, version);
                    }
                }
            }
        }
    }

    private static (long Version, string Name, byte[] Body) Body(DbDataReader row) =>
        (row.GetInt64(0), row.GetString(1), row.Bytes(2));

    private static string? EmailIn(LeadEvent happened) => LeadWrites.Normal(happened switch
    {
        LeadReceived received => received.Profile.Contact.Email,
        ProfileMerged merged => merged.Profile.Contact.Email,
        _ => null,
    });

    private void Posts(List<(long Version, LeadEvent Event)> said, string lead, string erased)
    {
        var words = LeadEraser.Words(said.Select(pair => pair.Event)).Append(lead).ToList();
        foreach (var postedMessage in (List<PostedMessage>)[.. posts.All(RowMapping.Post, lead),
            .. lists.All(RowMapping.Post, lead), .. Saying.Of(general.All(RowMapping.Post), words)])
        {
            var blank = WriteSession.ErasedCard(postedMessage.Card)
                with { Lead = postedMessage.Lead == lead ? erased : postedMessage.Card.Lead };
            var key = MessageKeys.Renamed(postedMessage.Key, lead, erased);
            if (key != postedMessage.Key)
            {
                // Written in this batch under the new name, by a round of posts that began before.
                oust.Run(key);
            }

            post.Run(key, postedMessage.Lead == lead ? erased : postedMessage.Lead,
                IntentJson.Write(postedMessage.Intent.Renamed(lead, erased)), StoreJson.Write(blank),
                postedMessage.Key);
        }

        foreach (var item in waiting.All(RowMapping.Item, lead))
        {
            var key = MessageKeys.Renamed(item.Key, lead, erased);
            if (key != item.Key)
            {
                melt.Run(key);
            }

            intent.Run(key, item.Lead == lead ? erased : item.Lead, IntentJson.Write(item.Intent.Renamed(lead, erased)),
                MessageKeys.Renamed(item.ThreadKey, lead, erased), item.Id);
        }
    }

    private void Published(string lead, string erased)
    {
        foreach (var (week, team, json) in cards.All(row => (row.GetString(0), row.GetString(1), row.GetString(2))))
        {
            if (Renamed(json, lead, erased) is { } text)
            {
                card.Run(text, week, team);
            }
        }

        foreach (var (kind, version, body) in documents.All(
            row => (row.GetString(0), row.GetString(1), row.GetString(2))))
        {
            if (Renamed(body, lead, erased) is { } text)
            {
                document.Run(text, kind, version);
            }
        }
    }

    /// <summary>The JSON with the lead's id replaced where a member names a lead, and where a sentence ends in it; null
    /// when it does not occur.</summary>
    private static string? Renamed(string json, string lead, string erased)
    {
        var root = JsonNode.Parse(json);
        return Rename(root, lead, erased) ? root!.ToJsonString(Written) : null;
    }

    private static bool Rename(JsonNode? node, string lead, string erased)
    {
        var any = false;
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out var was)
                    && Rename(name, was, lead, erased) is { } now)
                {
                    (members[name], any) = (now, true);
                }
                else
                {
                    any |= Rename(value, lead, erased);
                }
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                any |= Rename(item, lead, erased);
            }
        }

        return any;
    }

    private static string? Rename(string member, string text, string lead, string erased) =>
        member is "lead" or "otherLead" or "duplicateOf" && text == lead ? erased
        : text.EndsWith(" under " + lead, StringComparison.Ordinal) ? text[..^lead.Length] + erased
        : null;
}

/// <summary>Finds the posts in which one of some words stands, or in whose key, in whatever case.</summary>
internal static class Saying
{
    // A name longer than this is cut where it is shown.
    private const int Longest = 60;
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Those of the posts that say one of the words.</summary>
    public static List<PostedMessage> Of(IEnumerable<PostedMessage> posts, IReadOnlyList<string> words)
    {
        // Compared as stored, so that what a word has of quotes and backslashes looks the same.
        var stored = words
            .Select(word => JsonEncodedText.Encode(Cut(word), Encoder).ToString())
            .ToList();
        return [
            .. posts.Where(
                post =>
                    Says(Encoding.UTF8.GetString(StoreJson.Write(post.Card)) + "\n" + IntentJson.Write(post.Intent)
                        + "\n" + JsonEncodedText.Encode(MessageKeys.Plain(post.Key), Encoder)))];

        bool Says(string text) => stored.Exists(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Cut(string word) => word.Length <= Longest ? word
        : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
}
