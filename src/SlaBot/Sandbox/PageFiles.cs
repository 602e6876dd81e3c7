using System.Security.Cryptography;

namespace SlaBot.Sandbox;

/// <summary>The page's style, script and icon, which travel inside the program.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, (byte[] Body, string Type)> Files = new()
    {
        ["page.css"] = (Read("page.css"), "text/css; charset=utf-8"),
        ["page.js"] = (Read("page.js"), "text/javascript; charset=utf-8"),
        ["icon.svg"] = (Read("icon.svg"), "image/svg+xml"),
    };

    /// <summary>Changes when any of them does, so that no browser keeps an old one.</summary>
    public static string Version { get; } =
        Convert.ToHexStringLower(SHA256.HashData([.. Files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Body)]))[..12];

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, (body, type)) in Files)
        {
            routes.MapGet($"/sandbox/{name}", (HttpResponse response) =>
            {
                response.Headers.CacheControl = "private, max-age=31536000, immutable";
                return Results.Bytes(body, type);
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"sandbox/{name}") ?? throw new InvalidOperationException($"{name} is missing from the program.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
