using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;

namespace SlaBot.Api.Endpoints;

/// <summary>The doors through which leads and deeds come in.</summary>
internal static class LeadEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app, ApiPorts ports)
    {
        app.MapPost("/api/v1/leads", (HttpContext context, CancellationToken stop) => ReceiveAsync(context, ports, stop))
            .Needs(ports, Rights.Intake).Settles(ports);
        app.MapPost("/api/v1/leads/{id}/commands", (LeadAddress lead, HttpContext context, CancellationToken stop) => EndpointFilters.Of(lead, id => CommandAsync(id, context, ports, stop), Task.FromResult<IResult>))
            .Needs(ports, Rights.Intake, Rights.Admin).Settles(ports);
        app.MapDelete("/api/v1/leads/{id}", (LeadAddress lead, HttpContext _) => EndpointFilters.Of(lead, id => EraseAsync(id, ports), Task.FromResult<IResult>))
            .Needs(ports, Rights.Admin).Settles(ports);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, ApiPorts ports, CancellationToken stop)
    {
        var (bytes, problem) = await JsonBody.ReadAsync(context.Request, stop);
        if (problem is not null)
        {
            return problem;
        }

        var reading = LeadReader.Read(bytes, ports.Terms);
        if (reading.Lead is null)
        {
            return reading.Unreadable is { } sentence ? Problem.Unreadable(sentence) : Problem.Faulty(reading.Faults);
        }

        var answer = await ports.Submit(reading.Lead, null);
        if (answer is not { Refusal: null, State: { } state })
        {
            return Problem.Refused(answer.Refusal!);
        }

        return LeadReply(ports, answer.IsNew ? 201 : 200, state) with
        {
            Headers = new Dictionary<string, string> { ["Location"] = EndpointFilters.AddressOf(state.Id) },
        };
    }

    private static async Task<IResult> CommandAsync(string id, HttpContext context, ApiPorts ports, CancellationToken stop)
    {
        var (bytes, problem) = await JsonBody.ReadAsync(context.Request, stop);
        if (problem is not null)
        {
            return problem;
        }

        var reading = CommandBody.Read(bytes, id, ports.Terms);
        var stamp = IdempotencyKey.Read(context.Request, id, bytes!, reading.Faults);
        if (reading.Unreadable is { } sentence)
        {
            return Problem.Unreadable(sentence);
        }

        // Who may not is told so before what is wrong with the rest.
        if (context.Caller().Lacks(CommandBody.RightFor(reading.Type)) is { } forbidden)
        {
            return forbidden;
        }

        if (reading.Command is null || reading.Faults.Count > 0)
        {
            return Problem.Faulty(reading.Faults);
        }

        var answer = await ports.Submit(reading.Command, stamp);
        return answer switch
        {
            { Refusal: { } refusal } => Problem.Refused(refusal),
            { State: { } state } => LeadReply(ports, 200, state),
            _ => Problem.NoLead(id),
        };
    }

    private static async Task<IResult> EraseAsync(string id, ApiPorts ports)
    {
        var answer = await ports.Submit(new Erase { Lead = id }, null);
        return answer.Refusal is { } refusal ? Problem.Refused(refusal) : Reply.Empty(204);
    }

    private static Reply LeadReply(ApiPorts ports, int status, LeadState state)
    {
        var events = ports.Reader.Events(state.Id, state.Version);
        return Reply.Json(status, json => LeadJson.Write(json, ports.Judged(state), events));
    }
}
