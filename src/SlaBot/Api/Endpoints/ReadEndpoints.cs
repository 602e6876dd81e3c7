using System.Text;
using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Reads leads, deadlines, scorecards and the agreement.</summary>
internal static class ReadEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/leads", List).Needs(Rights.Read);
        app.MapGet("/api/v1/leads/{id}", Lead).Needs(Rights.Read);
        app.MapGet("/api/v1/leads/{id}/why/{clause}", Why).Needs(Rights.Read);
        app.MapGet("/api/v1/scorecards/{week}", Scorecard).Needs(Rights.Read);
        app.MapGet("/api/v1/agreement", Agreement).Needs(Rights.Read);
    }

    private static Reply List(HttpContext context, IReadStore reader, LeadInsights insights)
    {
        var faults = new List<Fault>();
        if (LeadQuery.Read(context.Request.Query, faults) is not { } filter)
        {
            return Problem.Faulty(faults);
        }

        LeadPage page;
        try
        {
            page = reader.Leads(filter);
        }
        catch (Exception fault) when (filter.After is not null && fault is FormatException or ArgumentException)
        {
            return Problem.Faulty([new Fault("cursor", "cursor must be the \"next\" of the page before")]);
        }

        var leads = page.Leads.Select(lead => LeadDto.Of(insights.Judged(lead))).ToList();
        return Reply.Json(200, new LeadPageDto(leads, page.Next), ApiJson.Wire.LeadPageDto);
    }

    private static Reply Lead(LeadAddress lead, IReadStore reader, LeadReplies replies)
    {
        if (lead.Id is not { } id)
        {
            return LeadAddress.Malformed;
        }

        return reader.Lead(id) is { } state ? replies.Whole(200, state) : Problem.NoLead(id);
    }

    private static Reply Why(LeadAddress lead, string clause, IReadStore reader, LeadInsights insights)
    {
        if (lead.Id is not { } id)
        {
            return LeadAddress.Malformed;
        }

        if (reader.Lead(id) is not { } state)
        {
            return Problem.NoLead(id);
        }

        if (!ClauseNames.TryParse(clause, out var kind))
        {
            return Problem.Of(404, "unknown-clause",
                $"There is no such clause; there are "
                + $"{string.Join(", ", Enum.GetValues<ClauseKind>().Select(value => value.Name()))}.");
        }

        return insights.Why(state, kind) is { } report
            ? Reply.Json(200, WhyDto.Of(report), ApiJson.Wire.WhyDto)
            : Problem.Of(404, "never-ran", $"The clause {kind.Name()} has not run on lead {id}.");
    }

    private static Reply Scorecard(
        string week, HttpContext context, ScorecardCounter counter, CurrentAgreement agreement, IReadStore reader)
    {
        var faults = new List<Fault>();
        return ScorecardQueryReader.Read(week, context.Request, faults) is { } query
            ? Text(ScorecardText(query, counter, agreement, reader), query.Csv ? "text/csv" : "application/json")
            : Problem.Faulty(faults);
    }

    private static string ScorecardText(ScorecardQuery query, ScorecardCounter counter, CurrentAgreement agreement,
        IReadStore reader)
    {
        var week = IsoWeek.Of(query.Monday);
        if (query.By is { } by)
        {
            var slices = ScorecardSlices.Of(counter, agreement.Now.People, week, query.AsOf, by);
            return query.Csv ? ScorecardCsv.WriteSlices(slices) : ScorecardSlices.Json(week, by, slices);
        }

        var published = query.AsOf is null ? reader.Scorecard(query.Week) : null;
        var card = published is null ? counter.Make(week, query.AsOf, null) : ScorecardJson.Read(published.Json);
        return query.Csv ? ScorecardCsv.Write(card) : published?.Json ?? ScorecardJson.Write(card);
    }

    private static Reply Agreement(CurrentAgreement agreement, IReadStore reader, IClock clock) =>
        Reply.Json(200, AgreementDto.Of(agreement.Now, reader, clock.GetCurrentInstant()), ApiJson.Wire.AgreementDto);

    private static Reply Text(string body, string type) =>
        new(200, Encoding.UTF8.GetBytes(body), type + "; charset=utf-8");
}
