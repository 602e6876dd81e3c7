using System.Text.Json;
using SlaBot.Chat;

namespace SlaBot.Slack.WebApi;

/// <summary>An answer of the Web API: its body, and the fault when it is a "no".</summary>
internal readonly record struct SlackResult(JsonElement Body, SlackError? Fault)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Fault is null;

    /// <summary>A text of the body, by path (<c>user</c>, <c>profile</c>, <c>email</c>); null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) => Body.Text(path);
}
