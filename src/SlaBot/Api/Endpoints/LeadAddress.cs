using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;

namespace SlaBot.Api.Endpoints;

/// <summary>
/// The lead that an address names, in the segment <c>{id}</c> of its route. It is read from the request's own line: the
/// server decodes a path before routing but leaves <c>%2F</c> as it is, so that afterwards nobody can tell the id
/// <c>a/b</c> (sent as <c>a%2Fb</c>) from the id <c>a%2Fb</c> (sent as <c>a%252Fb</c>).
/// </summary>
/// <param name="Id">The id, decoded once, or that of the lead that the address of a person stands for; null where the address is not percent-encoded UTF-8.</param>
internal sealed record LeadAddress(string? Id)
{
    private const string Parameter = "id";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true);

    /// <summary>400, where an address names no lead.</summary>
    public static Reply Malformed => Problem.Of(
        400,
        "bad-address",
        "The id in the address is not percent-encoded UTF-8. Encode each part of an address; a percent sign is %25, "
        + "a slash %2F.");

    /// <summary>The address of a lead.</summary>
    public static string Of(string lead) => "/api/v1/leads/" + Uri.EscapeDataString(lead);

    /// <summary>Called by the framework for a parameter of this type.</summary>
    public static ValueTask<LeadAddress?> BindAsync(HttpContext context)
    {
        var place = context.GetEndpoint() is RouteEndpoint { RoutePattern.PathSegments: { } segments }
            ? PlaceIn(segments) : -1;
        var raw = place < 0
            ? null : Segments(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").ElementAtOrDefault(place);
        var id = raw is null ? null : Read(raw, context.Request.RouteValues[Parameter] as string);
        return ValueTask.FromResult<LeadAddress?>(
            new LeadAddress(id is null ? null : context.RequestServices.GetRequiredService<EmailIds>().Resolve(id)));
    }

    /// <summary>The id that a segment of a request's line stands for; null when it is malformed, or not the segment
    /// that was routed.</summary>
    public static string? Read(string raw, string? routed)
    {
        var pieces = new List<string>();
        var asRouted = new StringBuilder();
        for (var from = 0; ;)
        {
            var slash = raw.IndexOf("%2F", from, StringComparison.OrdinalIgnoreCase);
            if (Decode(raw[from..(slash < 0 ? raw.Length : slash)]) is not { } piece)
            {
                return null;
            }

            pieces.Add(piece);
            asRouted.Append(piece);
            if (slash < 0)
            {
                break;
            }

            asRouted.Append(raw, slash, 3);
            from = slash + 3;
        }

        // A proxy or the server may have taken "." and ".." away; whatever does not agree with what was routed is not
        // guessed at.
        return asRouted.ToString() == routed ? string.Join('/', pieces).Trim() : null;
    }

    private static int PlaceIn(IReadOnlyList<RoutePatternPathSegment> segments)
    {
        for (var place = 0; place < segments.Count; place++)
        {
            if (segments[place].Parts is [RoutePatternParameterPart { Name: Parameter }])
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>The path's segments as they were sent, without those that mean "here" and "up".</summary>
    private static List<string> Segments(string target)
    {
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : target.IndexOf('/', scheme + 3);
        var path = start < 0 ? "" : target[start..].Split('?', '#')[0];
        List<string> kept = [];
        foreach (var segment in path.Split('/').Skip(1))
        {
            switch (Decode(segment))
            {
                case ".": break;
                case ".." when kept.Count > 0: kept.RemoveAt(kept.Count - 1); break;
                case "..": break;
                default: kept.Add(segment); break;
            }
        }

        return kept;
    }

    private static string? Decode(string escaped)
    {
        if (!escaped.Contains('%', StringComparison.Ordinal))
        {
            return escaped;
        }

        var bytes = new List<byte>(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(escaped, at, 1));
            }
            else if (at + 2 < escaped.Length && char.IsAsciiHexDigit(escaped[at + 1])
                && char.IsAsciiHexDigit(escaped[at + 2]))
            {
                bytes.Add(Convert.ToByte(escaped.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
