namespace SlaBot.Core.Policy;

/// <summary>What the settings say of one chat platform; each platform has a record of its own.</summary>
public abstract record PlatformOptions
{
    /// <summary>True when the platform is used.</summary>
    public bool Enabled { get; init; }

    /// <summary>True when both say the same, so that an edit of the settings needs no restart.</summary>
    /// <param name="other">What the edited settings say.</param>
    public virtual bool IsSameAs(PlatformOptions other) => Equals(other);
}
