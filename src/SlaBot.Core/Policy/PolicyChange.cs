using NodaTime;
using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy;

/// <summary>
/// Whether one agreement may take the place of another. Before anybody has signed it, a version may change freely. From
/// the first signature on, what it says is fixed: a change is a new version, and inside the freeze
/// (<see cref="ReviewTerms.FreezeDays"/> calendar days from launch, which is the later of the effective day and the
/// first signature) it needs a stated reason (AGREEMENTS.md, What this asks, 6).
/// </summary>
public static class PolicyChange
{
    /// <summary>Why the change is refused; null when it may be made.</summary>
    /// <param name="old">The agreement in force.</param>
    /// <param name="fresh">The one that would replace it.</param>
    /// <param name="firstSigned">When the one in force was first signed; null while nobody has.</param>
    /// <param name="now">The instant of the change.</param>
    public static SettingsFault? FaultOf(SlaPolicy old, SlaPolicy fresh, Instant? firstSigned, Instant now)
    {
        if (firstSigned is not { } signed || PolicySerializer.Content(old) == PolicySerializer.Content(fresh))
        {
            return null;
        }

        if (old.Version == fresh.Version)
        {
            return new SettingsFault("SlaBot:Agreement:Version",
                $"is still {old.Version}, which is signed as it was: raise Version to change what the agreement says.");
        }

        return FrozenUntil(old, signed) is { } end && now.InZone(old.Calendar.Zone).Date < end
            && string.IsNullOrWhiteSpace(fresh.ChangeReason)
            ? new SettingsFault("SlaBot:Agreement:ChangeReason",
                $"is missing: version {old.Version} is frozen until {end:uuuu-MM-dd}, and a change before then needs "
                + $"a stated reason.")
            : null;
    }

    /// <summary>The first day on which a change needs no reason; null when there is no freeze.</summary>
    public static LocalDate? FrozenUntil(SlaPolicy policy, Instant firstSigned)
    {
        var day = firstSigned.InZone(policy.Calendar.Zone).Date;
        var launch = policy.Effective is { } effective && effective > day ? effective : day;
        return policy.Review.FreezeDays == 0 ? null : launch.PlusDays(policy.Review.FreezeDays);
    }
}
