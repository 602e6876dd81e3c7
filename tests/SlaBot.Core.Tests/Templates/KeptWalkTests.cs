
namespace SlaBot.Core.Tests.Templates;

/// <summary>
/// One lead's life under each shipped agreement, every promise kept: New York's wall clock, Monday 16 November to 29 December 2026, Thursday the 26th
/// closed. A line: what, how it ended, start, deadline, end; under it the warnings and rungs at their instants.
/// </summary>
public class KeptWalkTests
{
    [Fact]
    public void Bant_EveryPromiseKept_RunsAtItsInstants() => Walk.Diary(Walk.Kept("bant", Shipped.Fit)).ShouldBe("""
            handoff#1 Met 11-16 09:00 due 11-16 09:05 end 11-16 09:01
            firstTouch#1 Met 11-16 09:00 due 11-16 13:00 end 11-16 09:20
            decision#1 Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30
            feedback#1 Met 11-16 09:30 due 11-18 17:00 end 11-16 09:30
            disputeAnswer#1 Met 11-16 10:00 due 11-19 17:00 end 11-16 11:00
            decision#2 Met 11-16 11:00 due 11-19 17:00 end 11-16 12:00
            cadence#1 Met 11-16 12:00 due 12-01 17:00 end 11-17 15:00
            statusUpdate#1 Met 11-16 12:00 due 11-18 12:00 end 11-17 16:00
              warning-1 11-17 12:00
            statusUpdate#2 Cancelled 11-17 16:00 due 11-19 16:00 end 11-18 10:00
            statusUpdate#3 Cancelled 11-18 11:00 due 11-20 11:00 end 11-18 12:00
            feedback#2 Met 11-18 12:00 due 11-20 17:00 end 11-18 12:00
            """);

    [Fact]
    public void Foundation_EveryPromiseKept_RunsAtItsInstants() => Walk.Diary(Walk.Kept("foundation", Shipped.Fit)).ShouldBe("""
            handoff#1 Met 11-16 09:00 due 11-16 09:15 end 11-16 09:00
            firstTouch#1 Met 11-16 09:00 due 11-16 13:00 end 11-16 09:20
            decision#1 Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30
            feedback#1 Met 11-16 09:30 due 11-18 17:00 end 11-16 09:30
            disputeAnswer#1 Met 11-16 10:00 due 11-19 17:00 end 11-16 11:00
            decision#2 Met 11-16 11:00 due 11-19 17:00 end 11-16 12:00
            cadence#1 Met 11-16 12:00 due 12-01 17:00 end 11-17 15:00
            disposition#1 Met 11-16 12:00 due 12-08 17:00 end 11-18 10:00
            feedback#2 Met 11-18 12:00 due 11-20 17:00 end 11-18 12:00
            """);

    [Fact]
    public void FourTier_EveryPromiseKept_RunsAtItsInstants() => Walk.Diary(Walk.Kept("four-tier", Shipped.Fit)).ShouldBe("""
            handoff#1 Met 11-16 09:00 due 11-16 09:05 end 11-16 09:00
            firstTouch#1 Met 11-16 09:00 due 11-16 11:00 end 11-16 09:20
            decision#1 Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30
            feedback#1 Met 11-16 09:30 due 11-18 17:00 end 11-16 09:30
            disputeAnswer#1 Met 11-16 10:00 due 11-19 17:00 end 11-16 11:00
            decision#2 Met 11-16 11:00 due 11-19 17:00 end 11-16 12:00
            cadence#1 Met 11-16 12:00 due 11-30 23:59:59 end 11-17 15:00
            disposition#1 Met 11-16 12:00 due 11-19 12:00 end 11-18 10:00
              warning-1 11-18 00:00
            feedback#2 Met 11-18 12:00 due 11-20 17:00 end 11-18 12:00
            """);

    [Fact]
    public void Mutual_EveryPromiseKept_RunsAtItsInstants() => Walk.Diary(Walk.Kept("mutual", Shipped.Fit)).ShouldBe("""
            handoff#1 Met 11-16 09:00 due 11-16 09:05 end 11-16 09:00
            firstTouch#1 Met 11-16 09:00 due 11-16 10:00 end 11-16 09:20
            decision#1 Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30
            feedback#1 Met 11-16 09:30 due 11-18 17:00 end 11-16 09:30
            disputeAnswer#1 Met 11-16 10:00 due 11-19 17:00 end 11-16 11:00
            decision#2 Met 11-16 11:00 due 11-19 17:00 end 11-16 12:00
            cadence#1 Met 11-16 12:00 due 12-01 17:00 end 11-17 15:00
            disposition#1 Met 11-16 12:00 due 12-08 17:00 end 11-18 10:00
            feedback#2 Met 11-18 12:00 due 11-20 17:00 end 11-18 12:00
            """);

    [Fact]
    public void OnePage_EveryPromiseKept_RunsAtItsInstants() => Walk.Diary(Walk.Kept("one-page", Shipped.Fit)).ShouldBe("""
            handoff#1 Met 11-16 09:00 due 11-16 09:05 end 11-16 09:00
            firstTouch#1 Met 11-16 09:00 due 11-16 11:00 end 11-16 09:20
            decision#1 Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30
            feedback#1 Met 11-16 09:30 due 11-18 17:00 end 11-16 09:30
            disputeAnswer#1 Met 11-16 10:00 due 11-19 17:00 end 11-16 11:00
            decision#2 Met 11-16 11:00 due 11-19 17:00 end 11-16 12:00
            disposition#1 Met 11-16 12:00 due 12-08 17:00 end 11-18 10:00
            feedback#2 Met 11-18 12:00 due 11-20 17:00 end 11-18 12:00
            """);
}
