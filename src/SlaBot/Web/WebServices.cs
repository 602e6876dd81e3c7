using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;

namespace SlaBot.Web;

/// <summary>The room's doors.</summary>
internal static class WebServices
{
    /// <summary>Maps everything that is read.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app, ApiPorts ports)
    {
        ReadEndpoints.Map(app, ports);
        PageEndpoints.Map(app, ports);
        AboutPages.Map(app, ports);
    }
}
