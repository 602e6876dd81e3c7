using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;

namespace SlaBot.Storage.Serialization;

/// <summary>The stored form of states, events and cards: compact UTF-8 JSON that older and newer versions can read.</summary>
internal static class StoreJson
{
    // Half a surrogate pair is no text; the encoder writes U+FFFD in its place.
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter(), new LocalDateConverter(), StoredTypeNames.Names.Converter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CompactJsonContract.Apply, StoredTypeNames.Names.Apply, StoredTypeNames.Apply } },
    };

    /// <summary>A state.</summary>
    public static byte[] Write(LeadState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <summary>An event without its name, which stands beside it (<see cref="Name"/>).</summary>
    public static byte[] Write(LeadEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <summary>A card.</summary>
    public static byte[] Write(Card card) => JsonSerializer.SerializeToUtf8Bytes(card, Options);

    /// <summary>The name under which an event is kept.</summary>
    public static string Name(LeadEvent happened) => StoredTypeNames.NameOf(happened.GetType());

    /// <summary>The state back.</summary>
    public static LeadState State(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<LeadState>(json, Options)!;

    /// <summary>The event back.</summary>
    public static LeadEvent Event(string name, ReadOnlySpan<byte> json) => (LeadEvent)JsonSerializer.Deserialize(json, StoredTypeNames.Event(name), Options)!;

    /// <summary>The card back.</summary>
    public static Card Card(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Card>(json, Options)!;
}
