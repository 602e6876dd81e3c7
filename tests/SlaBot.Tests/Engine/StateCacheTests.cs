using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Tests.Engine;

/// <summary>What the writer keeps in memory is bounded by bytes, however large the leads are.</summary>
public sealed class StateCacheTests
{
    private const long Most = 10_000_000;

    [Fact]
    public void Put_OfLargeLeads_LetsTheOldestGo()
    {
        var cache = new StateCache(2_000, Most);
        for (var i = 0; i < 100; i++)
        {
            cache.Put(Lead($"L{i}", 350_000));
        }

        cache.Bytes.ShouldBeLessThanOrEqualTo(Most);
        cache.Find("L99").ShouldNotBeNull();
        cache.Find("L0").ShouldBeNull();
    }

    [Fact]
    public void Put_OfALeadLargerThanAll_KeepsNothingOfIt()
    {
        var cache = new StateCache(2_000, Most);
        cache.Put(Lead("huge", 20_000_000));
        cache.Find("huge").ShouldBeNull();
        (cache.Bytes, cache.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Put_Again_CountsALeadOnce()
    {
        var cache = new StateCache(2_000, Most);
        cache.Put(Lead("L", 1_000_000));
        var before = cache.Bytes;
        cache.Put(Lead("L", 1_000_000) with { Version = 2 });
        (cache.Bytes, cache.Count).ShouldBe((before, 1));
        cache.Find("L")!.Version.ShouldBe(2);
        cache.Clear();
        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Put_OfSmallLeads_KeepsAsManyAsItMay()
    {
        var cache = new StateCache(100, Most);
        for (var i = 0; i < 150; i++)
        {
            cache.Put(Lead($"L{i}", 10));
        }

        cache.Count.ShouldBe(100);
        cache.Find("L49").ShouldBeNull();
        cache.Find("L50").ShouldNotBeNull();
    }

    private static LeadState Lead(string id, int chars) =>
        new() { Id = id, Profile = new LeadProfile { Extra = new Dictionary<string, string> { ["text"] = new('x', chars) } } };
}
