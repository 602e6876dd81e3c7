using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Takes files, of any size.</summary>
internal static class ImportEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/import", RunAsync).Needs(Rights.Intake).Settles();

    private static async Task<IResult> RunAsync(HttpContext context, ImportRunner runner, CurrentMapping mapping,
        CancellationToken stop)
    {
        var type = Utf8Type(context.Request.ContentType);
        if (type is not "text/csv" && !HistoryImporter.IsOne(type))
        {
            return Problem.Of(415, "media-type",
                "Send a CSV file as text/csv, its first line naming the columns, or a history of JSON lines as "
                + "application/x-ndjson; both in UTF-8.");
        }

        bool atOwnTime;
        switch (context.Request.Query["atOwnTime"].ToString().ToLowerInvariant())
        {
            case "" or "false": atOwnTime = false; break;
            case "true": atOwnTime = true; break;
            default: return Problem.Faulty([new Fault("atOwnTime", "atOwnTime must be true or false")]);
        }

        if (HistoryImporter.IsOne(type) && atOwnTime)
        {
            return Problem.Faulty(
                [new Fault("atOwnTime", "leave atOwnTime out: the lines of a history count at their own time anyway")]);
        }

        Unlimit(context);
        var report = HistoryImporter.IsOne(type)
            ? await runner.RunHistoryAsync(context.Request.Body, null, stop)
            : await runner.RunAsync(context.Request.Body, mapping.Now, atOwnTime, null, stop);
        return report switch
        {
            { Stopped: { } stopped } =>
                Problem.Stopped(stopped.IsSenders ? 400 : 500, stopped.Message, stopped.AfterLine, report.ToDto()),
            { Refusal: { } refusal } => Problem.Of(422, refusal.Code, refusal.Sentence),
            _ => Reply.Json(200, report.ToDto(), ApiJson.Wire.ImportReportDto),
        };
    }

    private static void Unlimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        // While rows are being committed the sender waits; that is not its slowness.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>The media type, in small letters; null for none, or one in another encoding.</summary>
    private static string? Utf8Type(string? contentType) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? type.MediaType?.ToLowerInvariant()
            : null;
}
