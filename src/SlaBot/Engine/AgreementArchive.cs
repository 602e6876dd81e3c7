using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>The versions of the agreement: each that was in force, and each that was signed as it was signed.</summary>
internal static class AgreementArchive
{
    private const string SignedKind = "agreement";
    private const string InForceKind = "in-force";

    /// <summary>The one page for everybody in the channel.</summary>
    public static Card Page(AgreementRules book, IEnumerable<Signature> signatures, Instant now) => AgreementCard.Draw(
        book.Policy,
        book.People,
        [.. signatures.Select(signature => (signature.Party, book.People.NameOf(signature.By), signature.At))],
        new Reader(null, book.Policy.Calendar.Zone),
        now);

    /// <summary>Keeps what the last of the signatures was set under: the page's text and its data.</summary>
    public static Document Signed(AgreementRules book, IReadOnlyList<Signature> signatures, Instant now) => new(
        SignedKind,
        $"{book.Policy.Version}|{signatures[^1].Party}",
        JsonSerializer.Serialize(
            new Paper(CardText.Of(Page(book, signatures, now)), PolicySerializer.Content(book.Policy))),
        now);

    /// <summary>Keeps that a version is in force, and puts the page of one that follows another into the
    /// channel.</summary>
    public static void Adopt(IReadStore reader, AgreementRules book, WriteSession at, WriteBatch batch)
    {
        var known = reader.Documents(InForceKind);
        var version = book.Policy.Version;
        if (known.Any(document => document.Version == version))
        {
            return;
        }

        batch.Documents.Add(new Document(InForceKind, version, PolicySerializer.Write(book.Policy), at.Now));
        if (known.Count > 0)
        {
            at.Intent(batch, [Post(version, at.Now)]);
        }
    }

    /// <summary>Every version that was ever in force.</summary>
    public static IEnumerable<string> VersionsInForce(IReadStore reader) =>
        reader.Documents(InForceKind).Select(document => document.Version);

    /// <summary>The outbox item for the page in the channel.</summary>
    public static OutboxItem Post(string version, Instant now) => new()
    {
        Key = KeyOf(version),
        Address = ChatAddress.Scorecard,
        Intent = new AgreementIntent(version),
        NotBefore = now,
        CreatedAt = now,
    };

    /// <summary>The outbox item that puts right a page that stands there.</summary>
    public static OutboxItem Redraw(string version, Instant now) =>
        Post(version, now) with { Key = KeyOf(version) + MessageKeys.Redraw };

    /// <summary>Why the agreement may not take the place of the one in force; null when it may.</summary>
    public static SettingsFault? FaultOf(IReadStore reader, SlaPolicy old, SlaPolicy fresh, Instant now)
    {
        var signed = reader.Signatures(old.Version);
        return PolicyChange.FaultOf(old, fresh, signed.Count == 0 ? null : signed.Min(signature => signature.At), now);
    }

    /// <summary>True when the version in force was signed with other words than it has now (the file was edited while
    /// the bot was down).</summary>
    public static bool DiffersFromSigned(IReadStore reader, SlaPolicy policy) =>
        reader.Documents(SignedKind)
            .Any(document =>
                VersionOf(document) == policy.Version
                    && JsonSerializer.Deserialize<Paper>(document.Body)!.Content != PolicySerializer.Content(policy));

    /// <summary>Every version that was signed, as its page read at its last signature; oldest first.</summary>
    public static IReadOnlyList<(string Version, string Page, Instant At)> Kept(IReadStore reader) =>
        [.. reader.Documents(SignedKind).GroupBy(VersionOf).Select(group => group.MaxBy(document => document.At)!)
            .Select(
                document =>
                    (VersionOf(document), JsonSerializer.Deserialize<Paper>(document.Body)!.Page, document.At))];

    private static string VersionOf(Document kept) => kept.Version[..kept.Version.LastIndexOf('|')];

    private static string KeyOf(string version) => $"agreement|{version}";

    // The names stand in data files.
    private sealed record Paper([property: JsonPropertyName("Page")] string Page,
        [property: JsonPropertyName("Content")] string Content);
}

/// <summary>The rulebook in force; valid edits of the settings replace it whole.</summary>
internal sealed class CurrentAgreement(AgreementRules rules)
{
    private volatile AgreementRules now = rules;

    /// <summary>For channels that have a place on several platforms: which, the first one first. By the channel's name
    /// in the settings, without case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Platforms { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The rulebook in force.</summary>
    public AgreementRules Now => now;

    /// <summary>Puts another in force; obligations that run keep the terms they started under.</summary>
    public void Replace(AgreementRules rules) => now = rules;
}
