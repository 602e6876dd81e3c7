using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Takes leads, commands on them, and requests to erase them.</summary>
internal static class LeadEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/leads", ReceiveAsync).Needs(Rights.Intake).Settles();
        app.MapPost("/api/v1/leads/{id}/commands", CommandAsync).Needs(Rights.Intake, Rights.Admin).Settles();
        app.MapDelete("/api/v1/leads/{id}", EraseAsync).Needs(Rights.Admin).Settles();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, LeadCommandProcessor engine, LeadReplies replies, ValidationContexts terms,
        EmailIds emails, CancellationToken stop)
    {
        var (bytes, problem) = await JsonBody.ReadAsync(context.Request, stop);
        if (problem is not null)
        {
            return problem;
        }

        var reading = LeadReader.Read(bytes, terms.Current);
        if (reading.Lead is null)
        {
            return reading.Unreadable is { } sentence ? Problem.Unreadable(sentence) : Problem.Faulty(reading.Faults);
        }

        var answer = await engine.SubmitAsync(reading.Lead with
            { Lead = emails.Resolve(reading.Lead.Lead), MayAssign = context.Caller().MayAssign,
                Sender = context.Caller().Name });
        if (answer is not { Refusal: null, State: { } state })
        {
            return Problem.Refused(answer.Refusal!);
        }

        if (reading.Lead.UnknownOwner is { } unknown)
        {
            await replies.TellOfOwnerAsync(engine, unknown, context.Caller().Name);
        }

        return replies.Whole(answer.IsNew ? 201 : 200, state) with
        {
            Headers = new Dictionary<string, string> { ["Location"] = LeadAddress.Of(state.Id) },
        };
    }

    private static async Task<IResult> CommandAsync(
        LeadAddress lead, HttpContext context, LeadCommandProcessor engine, LeadReplies replies,
        ValidationContexts terms, CancellationToken stop)
    {
        if (lead.Id is not { } id)
        {
            return LeadAddress.Malformed;
        }

        var (bytes, problem) = await JsonBody.ReadAsync(context.Request, stop);
        if (problem is not null)
        {
            return problem;
        }

        var reading = CommandBody.Read(bytes, id, terms.Current);
        var stamp = IdempotencyKey.Read(context.Request, id, bytes!, reading.Faults);
        if (reading.Unreadable is { } sentence)
        {
            return Problem.Unreadable(sentence);
        }

        // A caller without the right is told so before what is wrong with the rest.
        if (context.Caller().Lacks(CommandBody.RightFor(reading.Type)) is { } forbidden)
        {
            return forbidden;
        }

        if (reading.Command is null || reading.Faults.Count > 0)
        {
            return Problem.Faulty(reading.Faults);
        }

        return await engine.SubmitAsync(reading.Command, stamp) switch
        {
            { Refusal: { } refusal } => Problem.Refused(refusal),
            { State: { } state } => replies.Whole(200, state),
            _ => Problem.NoLead(id),
        };
    }

    private static async Task<IResult> EraseAsync(LeadAddress lead, HttpContext context, LeadCommandProcessor engine)
    {
        if (lead.Id is not { } id)
        {
            return LeadAddress.Malformed;
        }

        var answer = await engine.SubmitAsync(new Erase { Lead = id });
        return answer.Refusal is { } refusal ? Problem.Refused(refusal) : Reply.Empty(204);
    }
}

/// <summary>Answers with a lead as it is now: whole, with its events.</summary>
internal sealed class LeadReplies(IReadStore reader, LeadInsights insights)
{
    /// <summary>An administrator learns of an owner nobody knows, at most once a day for each.</summary>
    public Task TellOfOwnerAsync(LeadCommandProcessor engine, string owner, string sender) =>
        engine.RecordForSenderAsync((at, batch) =>
        {
            var key = MessageKeys.Join("alarm", "owner", owner, $"{at.Now.InUtc().Date:uuuu-MM-dd}");
            if (reader.Post(key) is null && reader.Waiting(key) is null)
            {
                at.Intent(batch, [new OutboxItem
                {
                    Key = key,
                    Address = ChatAddress.Admin,
                    Intent = new AlarmIntent("A lead came with an owner nobody knows",
                        $"{sender} named {owner} as the owner. The lead was routed by the rules instead.".Replace('\n', ' '),
                        "Add the person under People, or correct the owner where the lead comes from."),
                    NotBefore = at.Now,
                    CreatedAt = at.Now,
                }]);
            }
        });

    /// <summary>The whole lead.</summary>
    public Reply Whole(int status, LeadState state)
    {
        var events = reader.Events(state.Id, state.Version);
        return Reply.Json(status, LeadDto.Of(insights.Judged(state), events), ApiJson.Wire.LeadDto);
    }
}
