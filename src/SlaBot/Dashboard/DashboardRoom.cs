using SlaBot.Intake;

namespace SlaBot.Dashboard;

/// <summary>The room's doors.</summary>
internal static class DashboardRoom
{
    /// <summary>Maps everything that is read.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app, ApiPorts ports)
    {
        ReadDoors.Map(app, ports);
        PageDoors.Map(app, ports);
        AboutPages.Map(app, ports);
    }
}
