using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SlaBot.Hosting;

/// <summary>
/// How many connections are held at once, and for how long one that says nothing: whoever opens many must not take the
/// file descriptors that the database, the calls to chat platforms and the program itself need. A process that runs out
/// of them aborts.
/// </summary>
internal sealed class ConnectionLimits
{
    /// <summary>The most connections, however many descriptors there are.</summary>
    public const int Most = 10_000;

    // Measured: about 250 after the start, more with every assembly loaded later, reader of the database and call under
    // way.
    private const int KeptFree = 512;
    private const string LimitsFile = "/proc/self/limits";

    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HeadersPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(75);

    private readonly LinkedList<ConnectionContext> silent = new();
    private readonly int mostSilent;

    /// <summary>Limits for a process that may open so many files; null where the system does not say.</summary>
    public ConnectionLimits(long? openFiles)
    {
        Connections = Of(openFiles);
        mostSilent = Math.Max(1, Connections / 2);
    }

    /// <summary>The most connections at once.</summary>
    public int Connections { get; }

    /// <summary>What remains for connections: all but what is kept free, and at least a quarter.</summary>
    public static int Of(long? openFiles) =>
        openFiles is { } files ? (int)Math.Min(Most, Math.Max(files - KeptFree, Math.Max(1, files / 4))) : Most;

    /// <summary>How many files this process may open, as the system has it at this moment; null where it does not
    /// say.</summary>
    public static long? OpenFiles()
    {
        var line = File.Exists(LimitsFile)
            ? File.ReadLines(LimitsFile)
                .FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
    }

    /// <summary>Puts them on the server.</summary>
    public void Apply(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = Connections;
        kestrel.Limits.RequestHeadersTimeout = HeadersPatience;
        // Longer than the minute for which proxies and load balancers keep a connection that they mean to use again.
        kestrel.Limits.KeepAliveTimeout = KeepAlive;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => HearAsync(connection, next)));
    }

    /// <summary>Waits for the first byte. Those who have said nothing hold half of the places at most: for a new one
    /// the oldest goes.</summary>
    private async Task HearAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = Enter(connection);
        using var patience = new CancellationTokenSource(SilencePatience);
        try
        {
            var input = connection.Transport.Input;
            var first = await input.ReadAsync(patience.Token);
            input.AdvanceTo(first.Buffer.Start);
            if (first.Buffer.IsEmpty)
            {
                return;
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            connection.Abort();
            return;
        }
        finally
        {
            Leave(place);
        }

        await next(connection);
    }

    private LinkedListNode<ConnectionContext> Enter(ConnectionContext connection)
    {
        ConnectionContext? oldest = null;
        LinkedListNode<ConnectionContext> place;
        lock (silent)
        {
            if (silent.Count >= mostSilent)
            {
                oldest = silent.First!.Value;
                silent.RemoveFirst();
            }

            place = silent.AddLast(connection);
        }

        oldest?.Abort();
        return place;
    }

    private void Leave(LinkedListNode<ConnectionContext> place)
    {
        lock (silent)
        {
            if (place.List is not null)
            {
                silent.Remove(place);
            }
        }
    }
}
