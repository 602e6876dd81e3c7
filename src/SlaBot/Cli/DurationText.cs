using System.Globalization;

namespace SlaBot.Cli;

/// <summary>Seconds in words for a table: <c>45s</c>, <c>12m</c>, <c>3h 05m</c>, <c>4d 02h</c>.</summary>
internal static class DurationText
{
    /// <summary>The words; "no data" for none.</summary>
    public static string Describe(decimal? seconds)
    {
        if (seconds is not { } exact)
        {
            return "no data";
        }

        var whole = (long)Math.Round(exact, MidpointRounding.AwayFromZero);
        return whole switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole}s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60}m {whole % 60:00}s"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}h {whole / 60 % 60:00}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 86_400}d {whole / 3600 % 24:00}h"),
        };
    }
}
