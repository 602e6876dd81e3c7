using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>Finds the posts in which one of some words stands, in whatever case.</summary>
internal static class Saying
{
    // A name longer than this is cut where it is shown.
    private const int Longest = 60;

    /// <summary>Those of the posts that say one of the words.</summary>
    public static List<PostedMessage> Of(IEnumerable<PostedMessage> posts, IReadOnlyList<string> words)
    {
        // Compared as stored, so that what a word has of quotes and backslashes looks the same.
        var stored = words
            .Select(word => JsonEncodedText.Encode(Cut(word), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString())
            .ToList();
        return [.. posts.Where(post => Says(Encoding.UTF8.GetString(StoreJson.Write(post.Card)) + "\n" + IntentJson.Write(post.Intent)))];

        bool Says(string text) => stored.Exists(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Cut(string word) => word.Length <= Longest ? word
        : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
}
