namespace SlaBot.Api.Contracts;

/// <summary>A named key of the API and what it may do: any of <c>intake</c>, <c>read</c>, <c>admin</c>; none implies
/// another.</summary>
internal sealed record ApiKey(string Name, string Key, IReadOnlySet<string> Rights)
{
    /// <summary>True when another owner that this sender names is an assignment.</summary>
    public bool MayAssign { get; init; }
}

/// <summary>The rights a key may hold.</summary>
internal static class Rights
{
    public const string Intake = "intake";
    public const string Read = "read";
    public const string Admin = "admin";

    public static IReadOnlySet<string> All { get; } = new HashSet<string>([Intake, Read, Admin],
        StringComparer.OrdinalIgnoreCase);
}
