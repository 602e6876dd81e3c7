using System.Globalization;
using NodaTime;
using SlaBot.Core.Cards;

namespace SlaBot.Sandbox;

/// <summary>The private answers of this run, as a chat keeps them: a few, for one reader, in memory only.</summary>
internal sealed class PrivateReplies
{
    private const int MostEach = 5;

    private readonly Lock gate = new();
    private readonly List<PrivateReply> all = [];
    private long last;

    /// <summary>Adds one, and lets the oldest of that reader there go.</summary>
    public void Add(string conversation, string reader, Instant at, string? asked, Card card)
    {
        lock (gate)
        {
            var id = "w" + (++last).ToString(CultureInfo.InvariantCulture);
            all.Add(new PrivateReply(id, conversation, reader, at, asked, card));
            var theirs = all.FindAll(privateReply => Is(privateReply, conversation, reader));
            foreach (var old in theirs.SkipLast(MostEach))
            {
                all.Remove(old);
            }
        }
    }

    /// <summary>Those of one reader in one conversation, oldest first.</summary>
    public IReadOnlyList<PrivateReply> Of(string conversation, string reader)
    {
        lock (gate)
        {
            return all.FindAll(privateReply => Is(privateReply, conversation, reader));
        }
    }

    /// <summary>The one of that id; null once it is gone.</summary>
    public PrivateReply? Find(string id)
    {
        lock (gate)
        {
            return all.Find(privateReply => privateReply.Id == id);
        }
    }

    /// <summary>Puts one away.</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            all.RemoveAll(privateReply => privateReply.Id == id);
        }
    }

    private static bool Is(PrivateReply privateReply, string conversation, string reader) =>
        privateReply.Conversation == conversation && privateReply.For == reader;
}
