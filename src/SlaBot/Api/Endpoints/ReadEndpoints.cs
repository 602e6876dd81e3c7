using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Api.Validation;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>The doors through which the API is read.</summary>
internal static class ReadEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app, ApiPorts ports)
    {
        app.MapGet("/api/v1/leads", (HttpContext context) => List(context.Request.Query, ports)).Needs(ports, Rights.Read);
        app.MapGet("/api/v1/leads/{id}", (LeadAddress lead) => EndpointFilters.Of(lead, id => One(id, ports), no => no)).Needs(ports, Rights.Read);
        app.MapGet("/api/v1/leads/{id}/why/{clause}", (LeadAddress lead, string clause) => EndpointFilters.Of(lead, id => Why(id, clause, ports), no => no)).Needs(ports, Rights.Read);
        app.MapGet("/api/v1/scorecards/{week}", (string week, HttpContext context) => Scorecard(week, context.Request, ports)).Needs(ports, Rights.Read);
        app.MapGet("/api/v1/agreement", () => Text(ports.Agreement(), "application/json")).Needs(ports, Rights.Read);
    }

    private static Reply List(IQueryCollection query, ApiPorts ports)
    {
        var faults = new List<Fault>();
        if (LeadQuery.Read(query, faults) is not { } filter)
        {
            return Problem.Faulty(faults);
        }

        LeadPage page;
        try
        {
            page = ports.Reader.Leads(filter);
        }
        catch (Exception fault) when (filter.After is not null && fault is FormatException or ArgumentException)
        {
            return Problem.Faulty([new Fault("cursor", "cursor must be the \"next\" of the page before")]);
        }

        return Reply.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("leads");
            foreach (var lead in page.Leads)
            {
                LeadJson.WriteSummary(json, ports.Judged(lead));
            }

            json.WriteEndArray();
            json.WriteString("next", page.Next);
            json.WriteEndObject();
        });
    }

    private static Reply One(string id, ApiPorts ports)
    {
        if (ports.Reader.Lead(id) is not { } state)
        {
            return Problem.NoLead(id);
        }

        var events = ports.Reader.Events(id, state.Version);
        return Reply.Json(200, json => LeadJson.Write(json, ports.Judged(state), events));
    }

    private static Reply Why(string id, string clause, ApiPorts ports)
    {
        if (ports.Reader.Lead(id) is not { } state)
        {
            return Problem.NoLead(id);
        }

        if (!ClauseNames.TryParse(clause, out var kind))
        {
            return Problem.Of(404, "unknown-clause", $"There is no such clause; there are {string.Join(", ", Enum.GetValues<ClauseKind>().Select(value => value.Name()))}.");
        }

        return ports.Why(state, kind) is { } answer
            ? Text(WireJson.Of(answer.Report), "application/json")
            : Problem.Of(404, "never-ran", $"The clause {kind.Name()} has not run on lead {id}.");
    }

    private static Reply Scorecard(string week, HttpRequest request, ApiPorts ports)
    {
        var faults = new List<Fault>();
        if (ScorecardQueryReader.Read(week, request, faults) is not { } ask)
        {
            return Problem.Faulty(faults);
        }

        return ports.Scorecard(ask) is { } body
            ? Text(body, ask.Csv ? "text/csv" : "application/json")
            : Problem.Of(404, "no-scorecard", $"There is no scorecard of {ask.Week}.");
    }

    private static Reply Text(string body, string type) => new(200, Encoding.UTF8.GetBytes(body), type + "; charset=utf-8");
}
