using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;
using SlaBot.Engine;
using SlaBot.Tests.Api;

namespace SlaBot.Tests.Engine;

/// <summary>What was taken back is in no number: the facts on file are those of the events that are left, however the steps shared commits.</summary>
public sealed class UndoneFactsTests : IDisposable
{
    private readonly ApiEngine engine = new();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_RestatesTheFactsOnFile(bool together)
    {
        var lead = await engine.Commands.SubmitAsync(new ReceiveLead(
            new LeadProfile { Score = 99, Contact = new Contact("Ida", "ida@example.com") }, null, engine.Clock.GetCurrentInstant(), null, new HashSet<string> { "score", "contact.email" }) { Lead = "U1" });
        var owner = lead.State!.Owner;
        LeadCommand[] steps =
        [
            new LogTouch("call", null, null) { Lead = "U1", By = owner }, new Undo(null) { Lead = "U1", By = owner },
            new Accept { Lead = "U1", By = owner }, new Undo(null) { Lead = "U1", By = owner }, new Accept { Lead = "U1", By = owner }, new LogTouch("email", null, null) { Lead = "U1", By = owner },
        ];
        if (together)
        {
            (await Task.WhenAll(steps.Select(step => engine.Commands.SubmitAsync(step)))).ShouldAllBe(answer => answer.Refusal == null);
        }
        else
        {
            foreach (var step in steps)
            {
                (await engine.Commands.SubmitAsync(step)).Refusal.ShouldBeNull();
            }
        }

        var events = engine.Reader.Events("U1").Select(stored => stored.Event).ToList();
        var (_, pack) = engine.Reader.FactPacks(Instant.MinValue, Instant.FromUtc(2100, 1, 1, 0, 0)).Single();
        Numbers(new FactReader().Read("U1", pack)).ShouldBe(Numbers(LiveFacts.Of("U1", events)));
        Numbers(new FactReader().Read("U1", StoredFacts.OfWhole(events).Bytes)).ShouldBe(Numbers(LiveFacts.Of("U1", LeadLog.WithoutUndone(events))));
        LeadLog.WithoutUndone(events).OfType<Touched>().Single().Channel.ShouldBe("email");
        LeadLog.WithoutUndone(events).OfType<Accepted>().ShouldHaveSingleItem();
        LeadFold.Of(events)!.Touches.Single().Channel.ShouldBe("email");
    }

    private string Numbers(LeadFacts facts)
    {
        var (policy, people) = (engine.Agreement.Now.Policy, engine.Agreement.Now.People);
        var week = IsoWeek.Of(Anybody.Now, policy.Calendar.Zone);
        return ScorecardJson.Write(ScorecardMaker.Make([facts], policy, week, week.LastSecond(policy.Calendar.Zone), null, engine.Commands.Calendars.Of, people));
    }
}
