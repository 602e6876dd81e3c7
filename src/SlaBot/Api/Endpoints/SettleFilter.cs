using SlaBot.Api.Import;
using SlaBot.Engine;

namespace SlaBot.Api.Endpoints;

/// <summary>Waits, under the Manual clock, until everything that the request caused has been sent; then lets the answer go.</summary>
internal sealed class SettleFilter(ApiPorts ports) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? answer;
        using (ports.Gather?.Invoke())
        {
            answer = await next(context);
        }

        if (ports.Settle is { } settle)
        {
            try
            {
                await settle(context.HttpContext.RequestAborted);
            }
            catch (StoreFaultException)
            {
                // The request has its own answer, which is true; what could not be sent for the disk's sake stays due.
            }
        }

        return answer;
    }
}
