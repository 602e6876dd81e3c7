
namespace SlaBot.Core.Tests.Templates;

/// <summary>
/// One lead's life under each shipped agreement, every promise broken: New York's wall clock, Monday 16 November to 29 December 2026, Thursday the 26th
/// closed. A line: what, how it ended, start, deadline, end; under it the warnings and rungs at their instants.
/// </summary>
public class BrokenWalkTests
{
    [Fact]
    public void Bant_EveryPromiseBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("bant", Shipped.Fit)).ShouldBe("""
            handoff#1 Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 09:31
              warning-1 11-16 09:04, rung-1 11-16 09:05
            firstTouch#1 Breached 11-16 09:30 due 11-16 13:30 end 11-16 13:30 breach 11-16 13:30 done 11-18 12:00
              warning-1 11-16 11:30, warning-2 11-16 12:42, rung-1 11-16 13:30, rung-2 11-17 09:30
            decision#1 Breached 11-16 09:30 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00 done 11-20 10:00
              warning-1 11-18 09:15, warning-2 11-19 10:42, rung-1 11-19 17:00
            feedback#1 Met 11-20 10:00 due 11-24 17:00 end 11-20 10:00
            disputeAnswer#1 Breached 11-20 11:00 due 11-25 17:00 end 11-25 17:00 breach 11-25 17:00 done 11-30 10:00
              warning-1 11-24 10:00, warning-2 11-25 11:00, rung-1 11-25 17:00, rung-2 11-27 17:00
            decision#2 Met 11-30 10:00 due 12-03 17:00 end 11-30 11:00
            cadence#1 Breached 11-30 11:00 due 12-14 17:00 end 12-14 17:00 breach 12-14 17:00
              warning-1 12-07 14:00, warning-2 12-10 15:48, rung-1 12-14 17:00
            statusUpdate#1 Breached 11-30 11:00 due 12-02 11:00 end 12-02 11:00 breach 12-02 11:00
              warning-1 12-01 11:00, warning-2 12-02 01:24, rung-1 12-02 11:00
            feedback#2 Breached 12-22 10:00 due 12-24 17:00 end 12-24 17:00 breach 12-24 17:00 done 12-29 09:00
              warning-1 12-23 13:30, warning-2 12-24 12:24, rung-1 12-24 17:00
            """);

    [Fact]
    public void Foundation_EveryPromiseBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("foundation", Shipped.Fit)).ShouldBe("""
            handoff#1 Breached 11-16 09:00 due 11-16 09:15 end 11-16 09:15 breach 11-16 09:15 done 11-16 09:30
              warning-1 11-16 09:12, rung-1 11-16 09:15
            firstTouch#1 Breached 11-16 09:30 due 11-16 13:30 end 11-16 13:30 breach 11-16 13:30 done 11-18 12:00
              warning-1 11-16 11:30, warning-2 11-16 12:42, rung-1 11-16 13:30
            decision#1 Breached 11-16 09:30 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00 done 11-20 10:00
              warning-1 11-18 09:15, warning-2 11-19 10:42, rung-1 11-19 17:00
            feedback#1 Met 11-20 10:00 due 11-24 17:00 end 11-20 10:00
            disputeAnswer#1 Breached 11-20 11:00 due 11-25 17:00 end 11-25 17:00 breach 11-25 17:00 done 11-30 10:00
              warning-1 11-24 10:00, warning-2 11-25 11:00, rung-1 11-25 17:00
            decision#2 Met 11-30 10:00 due 12-03 17:00 end 11-30 11:00
            cadence#1 Breached 11-30 11:00 due 12-14 17:00 end 12-14 17:00 breach 12-14 17:00
              warning-1 12-07 14:00, warning-2 12-10 15:48, rung-1 12-14 17:00
            disposition#1 Breached 11-30 11:00 due 12-21 17:00 end 12-21 17:00 breach 12-21 17:00 done 12-22 09:00
              warning-1 12-10 10:00, warning-2 12-16 15:48, rung-1 12-21 17:00
            feedback#2 Breached 12-22 10:00 due 12-24 17:00 end 12-24 17:00 breach 12-24 17:00 done 12-29 09:00
              warning-1 12-23 13:30, warning-2 12-24 12:24, rung-1 12-24 17:00
            """);

    [Fact]
    public void FourTier_EveryPromiseBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("four-tier", Shipped.Fit)).ShouldBe("""
            handoff#1 Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 09:30
              warning-1 11-16 09:04, rung-1 11-16 09:05
            firstTouch#1 Breached 11-16 09:00 due 11-16 11:00 end 11-16 11:00 breach 11-16 11:00 done 11-18 12:00
              warning-1 11-16 10:36, rung-1 11-16 11:00
            decision#1 Breached 11-16 09:30 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00 done 11-20 10:00
              warning-1 11-18 09:15, warning-2 11-19 10:42, rung-1 11-19 17:00
            feedback#1 Met 11-20 10:00 due 11-24 17:00 end 11-20 10:00
            disputeAnswer#1 Breached 11-20 11:00 due 11-25 17:00 end 11-25 17:00 breach 11-25 17:00 done 11-30 10:00
              warning-1 11-24 10:00, warning-2 11-25 11:00, rung-1 11-25 17:00
            decision#2 Met 11-30 10:00 due 12-03 17:00 end 11-30 11:00
            cadence#1 Breached 11-30 11:00 due 12-14 23:59:59 end 12-14 23:59:59 breach 12-14 23:59:59
              warning-1 12-07 17:29:59, warning-2 12-12 02:11:59, rung-1 12-14 23:59:59
            disposition#1 Breached 11-30 11:00 due 12-03 11:00 end 12-03 11:00 breach 12-03 11:00 done 12-22 09:00
              warning-1 12-01 23:00, warning-2 12-02 20:36, rung-1 12-03 11:00
            feedback#2 Breached 12-22 10:00 due 12-24 17:00 end 12-24 17:00 breach 12-24 17:00 done 12-29 09:00
              warning-1 12-23 13:30, warning-2 12-24 12:24, rung-1 12-24 17:00
            """);

    [Fact]
    public void Mutual_EveryPromiseBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("mutual", Shipped.Fit)).ShouldBe("""
            handoff#1 Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 09:30
              warning-1 11-16 09:04, rung-1 11-16 09:05
            firstTouch#1 Breached 11-16 09:30 due 11-16 10:30 end 11-16 10:30 breach 11-16 10:30 done 11-18 12:00
              warning-1 11-16 10:18, rung-1 11-16 10:30
            decision#1 Breached 11-16 09:30 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00 done 11-20 10:00
              warning-1 11-18 09:15, warning-2 11-19 10:42, rung-1 11-19 17:00
            feedback#1 Met 11-20 10:00 due 11-24 17:00 end 11-20 10:00
            disputeAnswer#1 Breached 11-20 11:00 due 11-25 17:00 end 11-25 17:00 breach 11-25 17:00 done 11-30 10:00
              warning-1 11-24 10:00, warning-2 11-25 11:00, rung-1 11-25 17:00
            decision#2 Met 11-30 10:00 due 12-03 17:00 end 11-30 11:00
            cadence#1 Breached 11-30 11:00 due 12-14 17:00 end 12-14 17:00 breach 12-14 17:00
              warning-1 12-07 14:00, warning-2 12-10 15:48, rung-1 12-14 17:00
            disposition#1 Breached 11-30 11:00 due 12-21 17:00 end 12-21 17:00 breach 12-21 17:00 done 12-22 09:00
              warning-1 12-10 10:00, warning-2 12-16 15:48, rung-1 12-21 17:00
            feedback#2 Breached 12-22 10:00 due 12-24 17:00 end 12-24 17:00 breach 12-24 17:00 done 12-29 09:00
              warning-1 12-23 13:30, warning-2 12-24 12:24, rung-1 12-24 17:00
            """);

    [Fact]
    public void OnePage_EveryPromiseBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("one-page", Shipped.Fit)).ShouldBe("""
            handoff#1 Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 09:30
              warning-1 11-16 09:04, rung-1 11-16 09:05
            firstTouch#1 Breached 11-16 09:30 due 11-16 11:30 end 11-16 11:30 breach 11-16 11:30 done 11-18 12:00
              warning-1 11-16 11:06, rung-1 11-16 11:30
            decision#1 Breached 11-16 09:30 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00 done 11-20 10:00
              warning-1 11-18 09:15, warning-2 11-19 10:42, rung-1 11-19 17:00
            feedback#1 Met 11-20 10:00 due 11-24 17:00 end 11-20 10:00
            disputeAnswer#1 Breached 11-20 11:00 due 11-25 17:00 end 11-25 17:00 breach 11-25 17:00 done 11-30 10:00
              warning-1 11-24 10:00, warning-2 11-25 11:00, rung-1 11-25 17:00
            decision#2 Met 11-30 10:00 due 12-03 17:00 end 11-30 11:00
            disposition#1 Breached 11-30 11:00 due 12-21 17:00 end 12-21 17:00 breach 12-21 17:00 done 12-22 09:00
              warning-1 12-10 10:00, warning-2 12-16 15:48, rung-1 12-21 17:00
            feedback#2 Breached 12-22 10:00 due 12-24 17:00 end 12-24 17:00 breach 12-24 17:00 done 12-29 09:00
              warning-1 12-23 13:30, warning-2 12-24 12:24, rung-1 12-24 17:00
            """);

    [Fact]
    public void OnePage_MidFunnelBroken_RunsAtItsInstants() => Walk.Diary(Walk.Broken("one-page", Shipped.Calm)).ShouldContain("""
            firstTouch#1 Breached 11-16 09:30 due 11-17 09:30 end 11-17 09:30 breach 11-17 09:30 done 11-18 12:00
              warning-1 11-16 21:30, warning-2 11-17 04:42, rung-1 11-17 09:30
            """);
}
