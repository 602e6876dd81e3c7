namespace SlaBot.Tests.Scenarios;

/// <summary>A message as the sandbox tells it.</summary>
internal sealed record Message(string Id, string Conversation, string? ThreadOf, string At, string? EditedAt, string Text, IReadOnlyList<MessageButton> Buttons)
{
    /// <summary>The actions on offer, each once.</summary>
    public IEnumerable<string> Actions => Buttons.Select(button => button.Action).Distinct();
}

internal sealed record MessageButton(string Action, string Label);

/// <summary>What a press came to.</summary>
internal sealed record Pressed(bool Ok, string? PrivateText, IReadOnlyList<MessageButton>? PrivateButtons = null);

/// <summary>An answer of the API.</summary>
internal sealed record ApiReply(int Status, System.Text.Json.JsonElement Body)
{
    /// <summary>The value at a path such as <c>acceptance.num</c>, as text.</summary>
    public string? this[string path]
    {
        get
        {
            var at = Body;
            foreach (var step in path.Split('.'))
            {
                if (!at.TryGetProperty(step, out at))
                {
                    return null;
                }
            }

            return at.ValueKind == System.Text.Json.JsonValueKind.Null ? null : at.ToString();
        }
    }

    /// <summary>The clause's obligations in their order, as <c>status due</c>.</summary>
    public IReadOnlyList<string> Duties(string clause) =>
    [
        .. Body.GetProperty("obligations").EnumerateArray().Where(element => element.GetProperty("clause").GetString() == clause)
            .Select(element => $"{element.GetProperty("status").GetString()} {element.GetProperty("dueAt").GetString()}"),
    ];

    /// <summary>The types of the events, in order.</summary>
    public IReadOnlyList<string> Events => [.. Body.GetProperty("events").EnumerateArray().Select(element => element.GetProperty("type").GetString()!)];
}
