namespace SlaBot.Web;

/// <summary>The room's endpoints.</summary>
internal static class WebServices
{
    /// <summary>Adds what the pages need.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddSingleton<PageSource>()
        .AddSingleton<PageSessions>()
        .AddSingleton<SignIn>();

    /// <summary>Maps the pages.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        PageEndpoints.Map(app);
        AboutPages.Map(app);
    }
}
