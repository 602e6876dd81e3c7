using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;

namespace SlaBot.Api;

/// <summary>The room's doors.</summary>
internal static class ApiServices
{
    /// <summary>Maps every door through which something comes in.</summary>
    public static void MapIntake(this IEndpointRouteBuilder app, ApiPorts ports)
    {
        LeadEndpoints.Map(app, ports);
        ImportEndpoints.Map(app, ports);
        ClockEndpoints.Map(app, ports);
    }
}
