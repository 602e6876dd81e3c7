using System.Reflection;

namespace SlaBot.Storage.Serialization;

/// <summary>Makes of a type the object that reading <c>{}</c> gives, so that what equals it need not be written.</summary>
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
