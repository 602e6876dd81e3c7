using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace SlaBot.Storage.Serialization;

/// <summary>
/// Writes only what differs from the object of <c>{}</c>, and leaves out what is computed. Reading takes missing members as they
/// stand in that object, and a list that may not be null as empty: so members can be added to the types without touching stored rows.
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
        missing is null || (type.IsValueType && Nullable.GetUnderlyingType(type) is null && Equals(missing, Activator.CreateInstance(type)));

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
