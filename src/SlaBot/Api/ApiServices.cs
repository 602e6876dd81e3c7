using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;
using SlaBot.Api.Validation;

namespace SlaBot.Api;

/// <summary>The room's contents: everything that other programs send and read over HTTP.</summary>
internal static class ApiServices
{
    /// <summary>Adds what the endpoints need beside the engine.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, IReadOnlyList<ApiKey> keys,
        ImportMapping mapping) => services
        .AddSingleton(new ApiKeys(keys))
        .AddSingleton(new CurrentMapping(mapping))
        .AddSingleton<Callers>()
        .AddSingleton<EmailIds>()
        .AddSingleton<ValidationContexts>()
        .AddSingleton<LeadReplies>()
        .AddSingleton<ImportRunner>();

    /// <summary>Maps every endpoint.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        LeadEndpoints.Map(app);
        ReadEndpoints.Map(app);
        ImportEndpoints.Map(app);
        ClockEndpoints.Map(app);
        OpenApi.Map(app);
    }
}
