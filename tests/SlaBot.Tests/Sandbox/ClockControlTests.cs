using NodaTime.Text;
using SlaBot.Sandbox;

namespace SlaBot.Tests.Sandbox;

public sealed class ClockControlTests
{
    // Now is Monday 16 November 2026, 09:00 in New York (-05:00).
    [Theory]
    [InlineData("+15 min", "2026-11-16T14:15:00Z")]
    [InlineData("2 h", "2026-11-16T16:00:00Z")]
    [InlineData("+3 days", "2026-11-19T14:00:00Z")]
    [InlineData("PT2H", "2026-11-16T16:00:00Z")]
    [InlineData("monday", "2026-11-23T14:00:00Z")]
    [InlineData("16:00", "2026-11-16T21:00:00Z")]
    [InlineData("8:00", "2026-11-17T13:00:00Z")]
    [InlineData("Fri 16:00", "2026-11-20T21:00:00Z")]
    [InlineData("Mon 10:00", "2026-11-16T15:00:00Z")]
    [InlineData("Mon 8:00", "2026-11-23T13:00:00Z")]
    [InlineData("2026-11-20T16:00", "2026-11-20T21:00:00Z")]
    [InlineData("2026-11-20 16:00", "2026-11-20T21:00:00Z")]
    [InlineData("2026-11-20T16:00:00Z", "2026-11-20T16:00:00Z")]
    [InlineData("2026-11-01T16:00", "2026-11-01T21:00:00Z")]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("Fri", null)]
    public void Read_WhatIsSaid_IsAnInstantOrNothing(string said, string? expected)
    {
        var read = ClockControl.Read(said, SampleCards.Start, SampleCards.NewYork.Zone);
        (read is { } at ? InstantPattern.ExtendedIso.Format(at) : null).ShouldBe(expected);
    }
}
