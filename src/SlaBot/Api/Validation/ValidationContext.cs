using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>What a sender's values are checked against: the instant, how far ahead its clock may run, and the
/// people.</summary>
internal sealed record ValidationContext(Instant Now, Duration Skew, People People)
{
    /// <summary>For rows at their own time: dates up to then are taken, since the clock is moved to them.</summary>
    public Instant? UpTo { get; init; }

    /// <summary>The sentence that is wrong with that instant; null when it is believable.</summary>
    public string? Doubt(Instant instant)
    {
        if (instant < Instants.Oldest)
        {
            return $"{Instants.Write(instant)} lies before 1990";
        }

        return instant > (UpTo ?? Now + Skew)
            ? $"{Instants.Write(instant)} lies in the future; it is {Instants.Write(Now)} now" : null;
    }

    /// <summary>Nothing is taken to have happened later than now, even by a clock that is a little fast.</summary>
    public Instant Clamp(Instant instant) => UpTo is null ? Instant.Min(instant, Now) : instant;
}

/// <summary>Makes the context of this instant.</summary>
internal sealed class ValidationContexts(IClock clock, ITimeControl time, CurrentAgreement agreement)
{
    // A sender's clock may be a little fast; a clock that is moved by hand is the same for both.
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>The context of this instant.</summary>
    public ValidationContext Current => new(clock.Second(), time.IsManual ? Duration.Zero : Skew, agreement.Now.People);
}
