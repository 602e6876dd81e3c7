using System.Text.Json;
using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Api.Contracts;

/// <summary>Members as the API spells them: instants in whole seconds of UTC, missing values as null.</summary>
internal static class JsonValues
{
    public static void Write(this Utf8JsonWriter json, string name, Instant? instant)
    {
        if (instant is { } some)
        {
            json.WriteString(name, Instants.Write(some));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Write(this Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } some)
        {
            json.WriteNumber(name, some);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Write(this Utf8JsonWriter json, string name, bool? yes)
    {
        if (yes is { } some)
        {
            json.WriteBoolean(name, some);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Write(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>An object written by the given hand; null when there is nothing to write.</summary>
    public static void Write<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> members)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        members(json, value);
        json.WriteEndObject();
    }

    /// <summary>A list of objects.</summary>
    public static void Write<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values,
        Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            members(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A name of the code as the API spells it: <c>Met</c> as <c>met</c>.</summary>
    public static string Lower<T>(this T value)
        where T : struct, Enum => LeadNames.All.Write(value).ToLowerInvariant();
}
