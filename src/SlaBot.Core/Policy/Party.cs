namespace SlaBot.Core.Policy;

/// <summary>The side of the agreement that owes a promise.</summary>
public enum Party
{
    /// <summary>Promises volume, quality, complete data and a fast handoff.</summary>
    Marketing,

    /// <summary>Promises a fast first touch, a full cadence, an outcome with a reason.</summary>
    Sales,

    /// <summary>Keeps the agreement: rules on disputes.</summary>
    RevOps,
}
