using SlaBot.Core.Time;
using SlaBot.Jobs;

namespace SlaBot.Tests.Engine;

/// <summary>Schedules: what files in the world say goes on meaning what it meant, and clocks that change lose and
/// double nothing.</summary>
public sealed class CronTests
{
    // As Quartz 4.7.3, for which the files were written, gave them from the first second of 2026 on, in UTC.
    [Theory]
    [InlineData("0 0 9 ? * MON", "0105 0112 0119 0126 0202")]
    [InlineData("0 0 9 1 * ?", "0101 0201 0301 0401 0501")]
    [InlineData("0 0 9 1 1/3 ?", "0101 0401 0701 1001")]
    [InlineData("0 0 9 * * MON", "0105 0112 0119 0126 0202")]
    [InlineData("0  0 9 ?\t* mon", "0105 0112 0119 0126 0202")]
    [InlineData("0 0 9 ? * MON-FRI", "0101 0102 0105 0106 0107")]
    [InlineData("0 0 9 ? * FRI-MON", "0102 0103 0104 0105 0109")]
    [InlineData("0 0 9 ? * MON/2", "0102 0105 0107 0109 0112")]
    [InlineData("0 0 9 ? * FRI/2", "0102 0109 0116 0123 0130")]
    [InlineData("0 0 9 ? * SUN/3", "0103 0104 0107 0110 0111")]
    [InlineData("0 0 9 ? * */2", "0101 0103 0104 0106 0108")]
    [InlineData("0 0 9 ? * TUE-THU/2", "0101 0106 0108 0113 0115")]
    [InlineData("0 0 9 ? * FRI#2", "0109 0213 0313 0410")]
    [InlineData("0 0 9 ? * FRIL", "0130 0227 0327 0424")]
    [InlineData("0 0 9 L * ?", "0131 0228 0331 0430")]
    [InlineData("0 0 9 LW * ?", "0130 0227 0331 0430")]
    [InlineData("0 0 9 L-3 * ?", "0128 0225 0328 0427")]
    [InlineData("0 0 9 15W * ?", "0115 0216 0316 0415")]
    [InlineData("0 0 9 1,15 * ?", "0101 0115 0201 0215")]
    [InlineData("0 0 9 28-3 * ?", "0101 0102 0103 0128")]
    [InlineData("0 0 9 */5 * ?", "0101 0106 0111 0116")]
    [InlineData("0 0 9 31 * ?", "0131 0331 0531 0731")]
    [InlineData("0 0 9 ? jan mon,wed", "0105 0107 0112 0114")]
    [InlineData("0 0 9 1 * ? *", "0101 0201 0301 0401")]
    [InlineData("0 9 * * MON", "0105 0112 0119 0126")]
    [InlineData("0 9 1 * *", "0101 0201 0301 0401")]
    public void Expression_MeansWhatItMeant(string cron, string days)
    {
        var at = Instant.FromUtc(2026, 1, 1, 0, 0);
        foreach (var day in days.Split(' '))
        {
            at = Cron.NextAfter(at, cron, DateTimeZone.Utc).ShouldNotBeNull();
            at.ToString("MMdd HHmmss", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(day + " 090000");
        }
    }

    [Theory]
    [InlineData("0 0 9 ? * 2", "write 0 0 9 ? * MON")]
    [InlineData("0 0 9 ? * 2-6", "write 0 0 9 ? * MON-FRI")]
    [InlineData("0 0 9 ? * 1,7", "write 0 0 9 ? * SUN,SAT")]
    [InlineData("0 0 9 ? * 6L", "write 0 0 9 ? * FRIL")]
    [InlineData("0 0 9 ? * 6#3", "write 0 0 9 ? * FRI#3")]
    [InlineData("0 0 9 ? * 2/2", "write 0 0 9 ? * MON/2")]
    [InlineData("0 0 9 ? * L", "write 0 0 9 ? * SAT")]
    [InlineData("0 9 * * 1", "write 0 9 * * MON")]
    [InlineData("0 9 * * 0,7", "write 0 9 * * SUN,SUN")]
    [InlineData("0 0 9 1 * MON", "write * for one of them")]
    [InlineData("0 9 1 * MON", "write * for one of them")]
    [InlineData("0 0 9 1 * ? 2027", "names a year")]
    [InlineData("0 0 9", "has 3 fields")]
    [InlineData("", "has 0 fields")]
    public void WhatProgramsReadDifferently_IsRefused_WithWhatToWrite(string cron, string words) => CronText.Read(cron).Fault.ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void DayThatNeverComes_HasNoNext() => Cron.NextAfter(Instant.FromUtc(2026, 1, 1, 0, 0), "0 0 9 30 2 ?", DateTimeZone.Utc).ShouldBeNull();

    // New York springs forward on 8 March 2026 at 02:00 and back on 1 November at 02:00; Apia left out 30 December 2011
    // whole.
    [Theory]
    [InlineData("America/New_York", "0 30 2 ? * SUN", "2026-03-07T12:00:00Z", "2026-03-08T07:30:00Z")]
    [InlineData("America/New_York", "0 30 2 ? * SUN", "2026-03-08T07:30:00Z", "2026-03-15T06:30:00Z")]
    [InlineData("America/New_York", "0 30 1 ? * SUN", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z")]
    [InlineData("America/New_York", "0 30 1 ? * SUN", "2026-11-01T05:30:00Z", "2026-11-08T06:30:00Z")]
    [InlineData("America/New_York", "0 0 9 ? * MON", "2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z")]
    [InlineData("America/New_York", "0 0 9 ? * MON", "2026-10-26T13:00:00Z", "2026-11-02T14:00:00Z")]
    [InlineData("Pacific/Apia", "0 0 9 ? * FRI", "2011-12-29T00:00:00Z", "2011-12-30T19:00:00Z")]
    [InlineData("Asia/Kolkata", "0 0 9 1 * ?", "2026-01-02T00:00:00Z", "2026-02-01T03:30:00Z")]
    public void ClockChange_LosesNothing_AndDoublesNothing(string zone, string cron, string after, string next)
    {
        var at = Cron.NextAfter(NodaTime.Text.InstantPattern.General.Parse(after).Value, cron, DateTimeZoneProviders.Tzdb[zone]);
        at.ShouldNotBeNull().ToString().ShouldBe(next);
    }

    /// <summary>Against a reading of the same expression by hand, day by day, in zones whose clocks change by an hour,
    /// half an hour or a day.</summary>
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("Africa/Casablanca")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Kolkata")]
    public void NextAfter_IsTheNextOfAReadingByHand(string zone)
    {
        var dice = new Random(20_261_130);
        var tzdb = DateTimeZoneProviders.Tzdb[zone];
        for (var n = 0; n < 400; n++)
        {
            var intent = ByHand.Random(dice);
            var after = Near(tzdb, dice);
            Cron.NextAfter(after, intent.Text, tzdb).ShouldBe(intent.NextAfter(after, tzdb), $"{intent.Text} after {after} in {zone}");
        }
    }

    /// <summary>Some instant of some years; every second one within two days of a change of the clocks.</summary>
    private static Instant Near(DateTimeZone zone, Random dice)
    {
        var at = Instant.FromUtc(2009, 1, 1, 0, 0) + Duration.FromSeconds(dice.NextInt64(20L * 365 * 86_400));
        var change = zone.GetZoneInterval(at);
        return dice.Next(2) == 0 || !change.HasEnd ? at : change.End + Duration.FromSeconds(dice.Next(-172_800, 172_800));
    }

    /// <summary>A schedule of one time a day on some days, and the expression that says it.</summary>
    private sealed record ByHand(string Text, LocalTime Time, Func<LocalDate, bool> On)
    {
        private static readonly string[] Names = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

        public static ByHand Random(Random dice)
        {
            var time = new LocalTime(dice.Next(24), dice.Next(60), dice.Next(3) == 0 ? dice.Next(60) : 0);
            var month = dice.Next(1, 13);
            var (day, weekday) = (dice.Next(1, 32), dice.Next(7));
            var name = dice.Next(2) == 0 ? Names[weekday] : Names[weekday].ToLowerInvariant();
            var (days, on) = dice.Next(6) switch
            {
                0 => ($"? * {name}", (Func<LocalDate, bool>)(date => (int)date.DayOfWeek == weekday + 1)),
                1 => ($"{day} * ?", date => date.Day == day),
                2 => ("L * ?", date => date.Day == date.Calendar.GetDaysInMonth(date.Year, date.Month)),
                3 => ($"{Math.Min(day, 28)} {month} ?", date => date.Day == Math.Min(day, 28) && date.Month == month),
                4 => ($"? * {name}#2", date => (int)date.DayOfWeek == weekday + 1 && date.Day is > 7 and < 15),
                _ => ($"? {month} {name},{Names[(weekday + 3) % 7]}", date => date.Month == month && ((int)date.DayOfWeek == weekday + 1 || (int)date.DayOfWeek == ((weekday + 3) % 7) + 1)),
            };
            var five = time.Second == 0 && dice.Next(2) == 0 ? "" : $"{time.Second} ";
            return new ByHand($"{five}{time.Minute} {time.Hour} {days}", time, on);
        }

        public Instant? NextAfter(Instant after, DateTimeZone zone)
        {
            for (var date = after.InZone(zone).Date.PlusDays(-1); ; date = date.PlusDays(1))
            {
                if (On(date) && date.At(Time) is var local && local > after.InZone(zone).LocalDateTime && local.InZoneLeniently(zone).ToInstant() is var at && at > after)
                {
                    return at;
                }
            }
        }
    }
}
