using System.Diagnostics.Metrics;

namespace SlaBot.Engine;

/// <summary>What the engine counts for whoever watches: no names, no ids.</summary>
internal static class EngineMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "SlaBot";

    private static readonly Meter Meter = new(Name);

    /// <summary>Commands answered.</summary>
    public static readonly Counter<long> Commands =
        Meter.CreateCounter<long>("slabot.commands", description: "Commands answered, refused ones among them");

    /// <summary>Transactions.</summary>
    public static readonly Histogram<double> Commit =
        Meter.CreateHistogram<double>("slabot.commit.duration", "ms", "Time of one shared commit");

    /// <summary>Posts made or redrawn, by outcome.</summary>
    public static readonly Counter<long> Posts =
        Meter.CreateCounter<long>("slabot.posts", description: "Posts by outcome");
}
