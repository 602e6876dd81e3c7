using System.Text.Json.Serialization.Metadata;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Storage.Serialization;

/// <summary>The stored names of families of records, as <see cref="LeadNames"/> and <see cref="CardNames"/> say them. A
/// name, once used, stays.</summary>
internal static class StoredTypeNames
{
    private static readonly Lazy<StoredNames> All = new(() => new StoredNames(LeadNames.All, CardNames.All));

    private static readonly Dictionary<string, Type> EventTypes = Of(typeof(LeadEvent)).ToDictionary(NameOf);

    /// <summary>The stored names of all that the store keeps as JSON.</summary>
    public static StoredNames Names => All.Value;

    /// <summary>The stored name of an event's or a card block's type.</summary>
    public static string NameOf(Type type) => Names.KindOf(type) ?? type.Name;

    /// <summary>The names of all events, sorted.</summary>
    public static IReadOnlyList<string> Events => [.. EventTypes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of all card blocks, sorted.</summary>
    public static IReadOnlyList<string> Blocks => [
        .. Of(typeof(CardBlock)).Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary>The event type of a stored name.</summary>
    public static Type Event(string name) => EventTypes.TryGetValue(name, out var type)
        ? type
        : throw new StoreRefusedException(
            $"The data file holds an event of type {name}, which this version does not know. Run the version that "
            + $"wrote it, or a newer one.");

    /// <summary>The resolver's modifier: card blocks say which they are.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Type != typeof(CardBlock))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is" };
        foreach (var block in Of(typeof(CardBlock)))
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(block, NameOf(block)));
        }
    }

    private static IEnumerable<Type> Of(Type family) =>
        family.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(family));
}

/// <summary>The data file cannot be worked with as things are; the message says what to do next.</summary>
internal sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when another program holds the file.</summary>
    public bool IsHeld { get; init; }
}
