using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>The rulebook in force; valid edits of the settings replace it whole.</summary>
internal sealed class CurrentAgreement(AgreementRules rules)
{
    private volatile AgreementRules now = rules;

    /// <summary>For channels that have a place on several platforms: which, the first one first. By the channel's name
    /// in the settings, without case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Platforms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The rulebook in force.</summary>
    public AgreementRules Now => now;

    /// <summary>Puts another in force; obligations that run keep the terms they started under.</summary>
    public void Replace(AgreementRules rules) => now = rules;
}
