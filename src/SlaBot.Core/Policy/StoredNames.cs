using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SlaBot.Core.Policy;

/// <summary>
/// The names under which types, members and values are kept in data files and signed agreements. They are said here and
/// not taken from the code, so that a type, a member or a value may be renamed in the code without any change of what
/// is on file. A name, once used, stays.
/// </summary>
/// <remarks>Add a line for what you add; a test walks everything that is stored and fails on what is missing.</remarks>
public sealed class StoredNames
{
    private readonly Dictionary<Type, Dictionary<string, string>> members = [];
    private readonly Dictionary<Type, Dictionary<string, string>> values = [];
    private readonly Dictionary<Type, string> types = [];

    /// <summary>The names of other tables, to which more are added.</summary>
    /// <param name="others">The tables.</param>
    public StoredNames(params StoredNames[] others)
    {
        foreach (var other in others)
        {
            other.members.ToList().ForEach(each => members.Add(each.Key, each.Value));
            other.values.ToList().ForEach(each => values.Add(each.Key, each.Value));
            other.types.ToList().ForEach(each => types.Add(each.Key, each.Value));
        }
    }

    /// <summary>The types whose members have names here.</summary>
    public IReadOnlyCollection<Type> Types => members.Keys;

    /// <summary>Names the members of a type that are its own (not inherited).</summary>
    public StoredNames Of<T>(params (string Member, string Stored)[] names) => Of(typeof(T), names);

    /// <summary>Names the members of a type that are its own (not inherited).</summary>
    public StoredNames Of(Type type, params (string Member, string Stored)[] names)
    {
        members.Add(type, names.ToDictionary(each => each.Member, each => each.Stored));
        return this;
    }

    /// <summary>Names the values of an enumeration.</summary>
    public StoredNames Values<T>(params (T Value, string Stored)[] names)
        where T : struct, Enum
    {
        values.Add(typeof(T), names.ToDictionary(each => Enum.GetName(each.Value)!, each => each.Stored));
        return this;
    }

    /// <summary>Names a type, where it is kept beside what is kept of it.</summary>
    public StoredNames Kind<T>(string stored)
    {
        types.Add(typeof(T), stored);
        return this;
    }

    /// <summary>The stored name of a type; null when it has none here.</summary>
    public string? KindOf(Type type) => types.GetValueOrDefault(type);

    /// <summary>The stored name of a member, by the type that declares it and its name in the code; null when it has
    /// none here.</summary>
    public string? NameOf(Type declaring, string member) =>
        members.GetValueOrDefault(declaring)?.GetValueOrDefault(member);

    /// <summary>The stored name of a value, by its name in the code; null when it has none here.</summary>
    public string? ValueOf(Type enumeration, string value) =>
        values.GetValueOrDefault(enumeration)?.GetValueOrDefault(value);

    /// <summary>The stored name of a value.</summary>
    public string Write<T>(T value)
        where T : struct, Enum => Written<T>.Of(this, value);

    /// <summary>The value of a stored name.</summary>
    /// <exception cref="FormatException">There is no such value.</exception>
    public T Read<T>(string stored)
        where T : struct, Enum =>
        TryRead<T>(stored, ignoreCase: false, out var value)
            ? value : throw new FormatException($"\"{stored}\" is no {typeof(T).Name} that this version knows.");

    /// <summary>The value of a stored name; false when there is none.</summary>
    public bool TryRead<T>(string? stored, bool ignoreCase, out T value)
        where T : struct, Enum
    {
        foreach (var each in Enum.GetValues<T>())
        {
            if (string.Equals(Write(each), stored,
                ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                value = each;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The modifier of a resolver: members get the names that stand here.</summary>
    public void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is MemberInfo { DeclaringType: { } declaring } member
                && NameOf(declaring, member.Name) is { } stored)
            {
                property.Name = stored;
            }
        }
    }

    /// <summary>Values in JSON by their stored names, spelt as the policy says (null: as they stand here).</summary>
    public JsonConverter Converter(JsonNamingPolicy? spelling = null) => new Enumerations(this, spelling);

    // Stored names are few and asked for often: found once.
    private static class Written<T>
        where T : struct, Enum
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<StoredNames, Dictionary<T, string>> Tables = [];

        internal static string Of(StoredNames names, T value) =>
            Tables.GetValue(names, Make).TryGetValue(value, out var stored) ? stored : value.ToString();

        private static Dictionary<T, string> Make(StoredNames names) => Enum.GetValues<T>().Distinct()
            .ToDictionary(each => each, each => names.ValueOf(typeof(T), Enum.GetName(each)!) ?? each.ToString());
    }

    private sealed class Enumerations(StoredNames names, JsonNamingPolicy? spelling) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Enumeration<>).MakeGenericType(typeToConvert), names,
                spelling)!;
    }

    private sealed class Enumeration<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private readonly Dictionary<T, JsonEncodedText> written;
        private readonly Dictionary<string, T> read;

        public Enumeration(StoredNames names, JsonNamingPolicy? spelling)
        {
            var all = Enum.GetValues<T>().Distinct().ToDictionary(each => each,
                each => spelling?.ConvertName(names.Write(each)) ?? names.Write(each));
            written = all.ToDictionary(each => each.Key, each => JsonEncodedText.Encode(each.Value));
            read = all.ToDictionary(each => each.Value, each => each.Key, StringComparer.OrdinalIgnoreCase);
        }

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
        {
            JsonTokenType.String => Of(reader.GetString()),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => (T)Enum.ToObject(typeof(T), number),
            _ => throw new JsonException($"A {typeof(T).Name} was expected."),
        };

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (written.TryGetValue(value, out var text))
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert,
            JsonSerializerOptions options) => Of(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer,
            [System.Diagnostics.CodeAnalysis.DisallowNull] T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(written[value]);

        private T Of(string? text) =>
            text is not null && read.TryGetValue(text, out var value)
                ? value : throw new JsonException($"\"{text}\" is no {typeof(T).Name}.");
    }
}
