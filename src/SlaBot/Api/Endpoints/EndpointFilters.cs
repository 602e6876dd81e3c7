using SlaBot.Api.Contracts;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>What every endpoint of the API does before and after its own work.</summary>
internal static class EndpointFilters
{
    private const string CallerKey = "slabot.caller";

    /// <summary>Lets in only callers with one of the rights, before any body is read.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, params string[] rights) =>
        endpoint.AddEndpointFilterFactory((route, next) =>
        {
            var callers = route.ApplicationServices.GetRequiredService<Callers>();
            return async context =>
            {
                var (caller, problem) = callers.Identify(context.HttpContext);
                if (caller is null)
                {
                    return problem;
                }

                if (!rights.Any(caller.May))
                {
                    return caller.Lacks(rights[0]);
                }

                context.HttpContext.Items[CallerKey] = caller;
                return await next(context);
            };
        });

    /// <summary>Under the manual clock the answer leaves after the messages that the request caused.</summary>
    public static RouteHandlerBuilder Settles(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<SettleFilter>();

    /// <summary>Who calls; set by <see cref="Needs"/>.</summary>
    public static Caller Caller(this HttpContext context) => (Caller)context.Items[CallerKey]!;
}

/// <summary>Waits, under the manual clock, until everything that the request caused has been sent; then lets the answer
/// go.</summary>
internal sealed class SettleFilter(ITimeControl time) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? answer;
        using (time.Gather())
        {
            answer = await next(context);
        }

        try
        {
            await time.SettleAsync(context.HttpContext.RequestAborted);
        }
        catch (StoreFaultException)
        {
            // The request has its own answer, which is true; what could not be sent for the disk's sake stays due.
        }

        return answer;
    }
}
