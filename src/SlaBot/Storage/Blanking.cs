using System.Data.Common;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Storage.Json;

namespace SlaBot.Storage;

/// <summary>Rewrites what was said about a lead: its events, its posts, and the lists that held a line about it.</summary>
internal sealed class Blanking(DbConnection connection) : IDisposable
{
    private readonly Statement find = new(connection, "SELECT seq FROM leads WHERE id = @id");

    private readonly Statement events = new(connection, "SELECT version, type, body FROM events WHERE lead = @lead ORDER BY version");

    private readonly Statement rewrite = new(connection, "UPDATE events SET type = @type, body = @body WHERE lead = @lead AND version = @version");

    private readonly Statement facts = new(connection, "UPDATE facts SET body = @body WHERE lead = @lead");

    private readonly Statement posts = new(connection, """
        SELECT key, card FROM posts WHERE lead = @lead
        UNION ALL
        SELECT key, card FROM posts WHERE (lead IS NULL OR lead <> @lead)
          AND key IN (SELECT within FROM posts WHERE lead = @lead AND within IS NOT NULL)
        """);

    private readonly Statement redraw = new(connection, "UPDATE posts SET card = @card WHERE key = @key");

    /// <summary>Does it, inside the caller's transaction.</summary>
    public void Run(string lead, Func<LeadEvent, LeadEvent> blankEvent, Func<Card, Card> blankCard)
    {
        if (find.Scalar(lead) is { } seq)
        {
            var said = events.All(row => (Version: row.GetInt64(0), Event: StoreJson.Event(row.GetString(1), row.Bytes(2))), seq);
            var blank = said.ConvertAll(one => (one.Version, Event: blankEvent(one.Event)));
            foreach (var (version, one) in blank)
            {
                rewrite.Run(StoreJson.Name(one), StoreJson.Write(one), seq, version);
            }

            facts.Run(FactPack.Of(blank.Select(one => one.Event)).Bytes, seq);
        }

        foreach (var (key, card) in posts.All(row => (row.GetString(0), StoreJson.Card(row.Bytes(1))), lead))
        {
            redraw.Run(StoreJson.Write(blankCard(card)), key);
        }
    }

    public void Dispose()
    {
        foreach (var one in (Statement[])[find, events, rewrite, facts, posts, redraw])
        {
            one.Dispose();
        }
    }
}
