using SlaBot.Api.Contracts;
using SlaBot.Api.Import;

namespace SlaBot.Api.Endpoints;

/// <summary>What every door of the API does before and after its own work.</summary>
internal static class EndpointFilters
{
    private const string CallerKey = "slabot.caller";

    /// <summary>Lets in only callers with one of the rights, before any body is read.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, ApiPorts ports, params string[] rights) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var (caller, problem) = Callers.Identify(context.HttpContext, ports);
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
        });

    /// <summary>Under the Manual clock the answer leaves after the messages that the request caused.</summary>
    public static RouteHandlerBuilder Settles(this RouteHandlerBuilder endpoint, ApiPorts ports) => endpoint.AddEndpointFilter(new SettleFilter(ports));

    /// <summary>Who calls; set by <see cref="Needs"/>.</summary>
    public static Caller Caller(this HttpContext context) => (Caller)context.Items[CallerKey]!;

    /// <summary>Does what is asked of the lead that the address names; 400 when it names none in percent-encoded UTF-8.</summary>
    public static T Of<T>(LeadAddress address, Func<string, T> act, Func<Reply, T> no) =>
        address.Id is { } id ? act(id) : no(Problem.Of(400, "bad-address", "The id in the address is not percent-encoded UTF-8. Encode each part of an address; a percent sign is %25, a slash %2F."));

    /// <summary>The address of a lead.</summary>
    public static string AddressOf(string lead) => "/api/v1/leads/" + Uri.EscapeDataString(lead);
}
