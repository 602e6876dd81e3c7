using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Takes files, of any size.</summary>
internal static class ImportEndpoints
{
    // Browsers send the second or third name for a file of a table, whatever it is; its first bytes say more.
    private static readonly string[] Tables =
    [
        "text/csv", "text/tab-separated-values", "application/vnd.ms-excel", "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ];

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/import", RunAsync).Needs(Rights.Intake).Settles();

    private static async Task<IResult> RunAsync(HttpContext context, ImportRunner runner, CurrentMapping mapping,
        CancellationToken stop)
    {
        var (type, encoding) = Type(context.Request.ContentType);
        if (type is null || (!Tables.Contains(type) && !HistoryImporter.IsOne(type)))
        {
            return Problem.Of(415, "media-type",
                "Send a table as text/csv (CSV or TSV, its first line naming the columns, in UTF-8, UTF-16 or "
                + "Windows-1252) or as an .xlsx workbook, or a history of JSON lines as application/x-ndjson in UTF-8.");
        }

        List<Fault> faults = [];
        var (atOwnTime, preview) = (Flag(context, "atOwnTime", faults), Flag(context, "preview", faults));
        if (HistoryImporter.IsOne(type) && atOwnTime)
        {
            faults.Add(
                new Fault("atOwnTime", "leave atOwnTime out: the lines of a history count at their own time anyway"));
        }

        if (preview && (atOwnTime || HistoryImporter.IsOne(type)))
        {
            faults.Add(new Fault("preview", "is for tables of leads, without atOwnTime"));
        }

        if (faults.Count > 0)
        {
            return Problem.Faulty(faults);
        }

        Unlimit(context);
        var report = HistoryImporter.IsOne(type)
            ? await runner.RunHistoryAsync(context.Request.Body, null, stop)
            : preview ? await runner.PreviewAsync(context.Request.Body, Said(mapping.Now, encoding), null, stop)
            : await runner.RunAsync(context.Request.Body, Said(mapping.Now, encoding), atOwnTime, null, stop);
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

    private static bool Flag(HttpContext context, string name, List<Fault> faults)
    {
        switch (context.Request.Query[name].ToString().ToLowerInvariant())
        {
            case "" or "false": return false;
            case "true": return true;
            default:
                faults.Add(new Fault(name, $"{name} must be true or false"));
                return false;
        }
    }

    private static ImportMapping Said(ImportMapping mapping, TextEncoding encoding) =>
        encoding == TextEncoding.Auto ? mapping : mapping with { Encoding = encoding };

    /// <summary>The media type, in small letters, and the encoding that it names; null for no type, or one in an
    /// encoding that is not read.</summary>
    private static (string? Type, TextEncoding Encoding) Type(string? contentType)
    {
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            || FileEncoding.Named(type.CharSet ?? "") is not { } encoding)
        {
            return (null, TextEncoding.Auto);
        }

        var name = type.MediaType?.ToLowerInvariant();
        return HistoryImporter.IsOne(name) && encoding is not (TextEncoding.Auto or TextEncoding.Utf8)
            ? (null, encoding) : (name, encoding);
    }
}
