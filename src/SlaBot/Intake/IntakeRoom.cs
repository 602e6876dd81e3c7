using SlaBot.Intake.Import;

namespace SlaBot.Intake;

/// <summary>The room's doors.</summary>
internal static class IntakeRoom
{
    /// <summary>Maps every door through which something comes in.</summary>
    public static void MapIntake(this IEndpointRouteBuilder app, ApiPorts ports)
    {
        LeadDoors.Map(app, ports);
        ImportDoor.Map(app, ports);
        ClockDoor.Map(app, ports);
    }
}
