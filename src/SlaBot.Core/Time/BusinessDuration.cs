using System.Globalization;

namespace SlaBot.Core.Time;

/// <summary>An amount of open time in whole seconds: time that a <see cref="BusinessCalendar"/> counts.</summary>
/// <param name="Seconds">Whole seconds of open time; negative only as the result of a subtraction.</param>
public readonly record struct BusinessDuration(long Seconds) : IComparable<BusinessDuration>
{
    private const long SecondsPerMinute = 60;
    private const long SecondsPerHour = 3600;

    /// <summary>No open time at all.</summary>
    public static BusinessDuration Zero => default;

    /// <summary>So many hours of open time.</summary>
    /// <param name="hours">Whole hours.</param>
    /// <exception cref="OverflowException">The hours do not fit in seconds.</exception>
    public static BusinessDuration FromHours(long hours) => new(checked(hours * SecondsPerHour));

    /// <summary>So many minutes of open time.</summary>
    /// <param name="minutes">Whole minutes.</param>
    /// <exception cref="OverflowException">The minutes do not fit in seconds.</exception>
    public static BusinessDuration FromMinutes(long minutes) => new(checked(minutes * SecondsPerMinute));

    /// <summary>The sum of two amounts of open time.</summary>
    public static BusinessDuration operator +(BusinessDuration a, BusinessDuration b) =>
        new(checked(a.Seconds + b.Seconds));

    /// <summary>What is left of the first amount; negative when the second is the larger one.</summary>
    public static BusinessDuration operator -(BusinessDuration a, BusinessDuration b) =>
        new(checked(a.Seconds - b.Seconds));

    /// <summary>Whether the first is the shorter one.</summary>
    public static bool operator <(BusinessDuration a, BusinessDuration b) => a.Seconds < b.Seconds;

    /// <summary>Whether the first is the longer one.</summary>
    public static bool operator >(BusinessDuration a, BusinessDuration b) => a.Seconds > b.Seconds;

    /// <summary>Whether the first is not the longer one.</summary>
    public static bool operator <=(BusinessDuration a, BusinessDuration b) => a.Seconds <= b.Seconds;

    /// <summary>Whether the first is not the shorter one.</summary>
    public static bool operator >=(BusinessDuration a, BusinessDuration b) => a.Seconds >= b.Seconds;

    /// <summary>Orders by length, shortest first.</summary>
    public int CompareTo(BusinessDuration other) => Seconds.CompareTo(other.Seconds);

    /// <summary>In words for people: "1 h 30 min", "45 s", "0 min". Hours are not folded into days, since a business
    /// day has no fixed length.</summary>
    public override string ToString()
    {
        if (Seconds == 0)
        {
            return "0 min";
        }
        var rest = UInt128.CreateChecked(Int128.Abs(Seconds));
        var words = new[] { Part(rest / 3600, "h"), Part(rest / 60 % 60, "min"), Part(rest % 60, "s") };
        return (Seconds < 0 ? "-" : "") + string.Join(' ', words.Where(word => word.Length > 0));
    }

    private static string Part(UInt128 amount, string unit) =>
        amount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}");
}
