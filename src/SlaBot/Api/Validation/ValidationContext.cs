using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Core.Policy;

namespace SlaBot.Api.Validation;

/// <summary>What a sender's words are held against: the instant, how far ahead its clock may run, and the people.</summary>
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

        return instant > (UpTo ?? Now + Skew) ? $"{Instants.Write(instant)} lies in the future; it is {Instants.Write(Now)} now" : null;
    }

    /// <summary>Nothing is taken to have happened later than now, even by a clock that is a little fast.</summary>
    public Instant Clamp(Instant instant) => UpTo is null ? Instant.Min(instant, Now) : instant;
}
