using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlaBot.Api.Contracts;

/// <summary>An answer whose bytes are ready.</summary>
internal sealed record Reply(int Status, ReadOnlyMemory<byte> Body, string Type) : IResult
{
    /// <summary>Headers beside the content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON, written by the given hand.</summary>
    public static Reply Json(int status, Action<Utf8JsonWriter> write, string type = "application/json; charset=utf-8")
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        return new Reply(status, buffer.WrittenMemory, type);
    }

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
