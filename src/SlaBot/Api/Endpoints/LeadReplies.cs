using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Answers with a lead as it is now: whole, with its events.</summary>
internal sealed class LeadReplies(IReadStore reader, LeadInsights insights)
{
    /// <summary>The whole lead.</summary>
    public Reply Whole(int status, LeadState state)
    {
        var events = reader.Events(state.Id, state.Version);
        return Reply.Json(status, LeadDto.Of(insights.Judged(state), events), ApiJson.Wire.LeadDto);
    }
}
