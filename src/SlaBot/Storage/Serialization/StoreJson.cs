using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;

namespace SlaBot.Storage.Serialization;

/// <summary>The stored form of states, events and cards: compact UTF-8 JSON that older and newer versions can
/// read.</summary>
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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CompactJsonContract.Apply,
            StoredTypeNames.Names.Apply, StoredTypeNames.Apply } },
    };

    /// <summary>A state.</summary>
    public static byte[] Write(LeadState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <summary>An event without its name, which stands beside it (<see cref="Name"/>).</summary>
    public static byte[] Write(LeadEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <summary>A card.</summary>
    public static byte[] Write(Card card) => JsonSerializer.SerializeToUtf8Bytes(card, Options);

    /// <summary>The name under which an event is kept.</summary>
    public static string Name(LeadEvent happened) => StoredTypeNames.NameOf(happened.GetType());

    /// <summary>The state back.</summary>
    public static LeadState State(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<LeadState>(json, Options)!;

    /// <summary>The event back.</summary>
    public static LeadEvent Event(string name, ReadOnlySpan<byte> json) =>
        (LeadEvent)JsonSerializer.Deserialize(json, StoredTypeNames.Event(name), Options)!;

    /// <summary>The card back.</summary>
    public static Card Card(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Card>(json, Options)!;
}

/// <summary>
/// Writes only what differs from the object of <c>{}</c>, and leaves out what is computed. Reading takes missing
/// members as they stand in that object, and a list that may not be null as empty: so members can be added to the types
/// without touching stored rows.
/// </summary>
internal static class CompactJsonContract
{
    /// <summary>The resolver's modifier.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var computed in type.Properties.Where(property => property.Set is null).ToList())
        {
            type.Properties.Remove(computed);
        }

        var prototype = DefaultInstances.Of(type.Type);
        var lists = new List<(JsonPropertyInfo Property, object Empty)>();
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;
            var missing = prototype is null ? null : property.Get?.Invoke(prototype);
            if (missing is null && Empty(property) is { } empty)
            {
                lists.Add((property, empty));
                missing = empty;
            }

            if (!IsDefault(missing, property.PropertyType))
            {
                property.ShouldSerialize = Differs(missing);
            }
        }

        if (lists.Count > 0)
        {
            type.OnDeserialized = target => Fill(target, lists);
        }
    }

    // The serialiser leaves out defaults by itself, and faster: it need not box them.
    private static bool IsDefault(object? missing, Type type) =>
        missing is null
            || (type.IsValueType && Nullable.GetUnderlyingType(type) is null
                && Equals(missing, Activator.CreateInstance(type)));

    private static Func<object, object?, bool> Differs(object? missing) =>
        missing is ICollection { Count: 0 }
            ? (_, value) => value is not ICollection { Count: 0 }
            : (_, value) => !Equals(value, missing);

    private static void Fill(object target, List<(JsonPropertyInfo Property, object Empty)> lists)
    {
        foreach (var (property, empty) in lists)
        {
            if (property.Get!(target) is null)
            {
                ((PropertyInfo)property.AttributeProvider!).SetValue(target, empty);
            }
        }
    }

    /// <summary>The empty list of a member that may not be null; null for every other member.</summary>
    private static object? Empty(JsonPropertyInfo property)
    {
        var type = property.PropertyType;
        return property.AttributeProvider is PropertyInfo member
            && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && new NullabilityInfoContext().Create(member).ReadState == NullabilityState.NotNull
                ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
                : null;
    }
}

/// <summary>Makes of a type the object that reading <c>{}</c> gives, so that what equals it need not be
/// written.</summary>
internal static class DefaultInstances
{
    /// <summary>The object of <c>{}</c>; null for a type that cannot be made without data.</summary>
    public static object? Of(Type type)
    {
        if (type.IsAbstract || type == typeof(string))
        {
            return null;
        }

        var constructor = type.IsValueType ? null : MainConstructor(type);
        return constructor is null
            ? type.IsValueType ? Activator.CreateInstance(type) : null
            : constructor.Invoke([.. constructor.GetParameters().Select(Missing)]);
    }

    // A record's copy constructor is not public when the record is sealed, and takes the record itself otherwise.
    private static ConstructorInfo? MainConstructor(Type type) =>
        type.GetConstructors().OrderBy(constructor => constructor.GetParameters().Length)
            .FirstOrDefault(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type);

    private static object? Missing(ParameterInfo parameter) =>
        parameter.HasDefaultValue && parameter.DefaultValue is { } value ? Typed(value, parameter.ParameterType)
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    private static object Typed(object value, Type type) => type.IsEnum ? Enum.ToObject(type, value) : value;
}

/// <summary>An instant as whole seconds since 1970, the house's grain.</summary>
internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.FromUnixTimeSeconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeSeconds());
}

/// <summary>A date as <c>2026-12-01</c>.</summary>
internal sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "").Value;

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
