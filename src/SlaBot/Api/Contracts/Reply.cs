using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlaBot.Api.Contracts;

/// <summary>An answer whose bytes are ready.</summary>
internal sealed record Reply(int Status, ReadOnlyMemory<byte> Body, string Type) : IResult
{
    /// <summary>Headers beside the content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A value as JSON.</summary>
    public static Reply Json<T>(int status, T value, JsonTypeInfo<T> serializer,
        string type = "application/json; charset=utf-8") =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, serializer), type);

    /// <summary>Nothing but a status.</summary>
    public static Reply Empty(int status) => new(status, ReadOnlyMemory<byte>.Empty, "");

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Type.Length > 0)
        {
            response.ContentType = Type;
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
