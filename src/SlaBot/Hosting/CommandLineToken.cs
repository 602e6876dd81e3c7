using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SlaBot.Api.Endpoints;
using SlaBot.Settings;
using SlaBot.Storage;

namespace SlaBot.Hosting;

/// <summary>
/// How the command line speaks to a bot that runs on the same data: the bot makes a token at each start and keeps it,
/// with its own address, in a file beside the data that only its user can read. The file goes when the bot stops; one
/// that a crash left behind opens nothing.
/// </summary>
internal sealed partial class CommandLineToken(SlaBotSettings settings, ApiKeys keys, IServer server,
    ILogger<CommandLineToken> log) : IHostedLifecycleService
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string file = FileOf(settings);

    /// <summary>Where the bot that runs on these settings' data is, and the token for it. Throws
    /// <see cref="IOException"/> with a sentence.</summary>
    public static (Uri Address, string Token) Read(SlaBotSettings settings)
    {
        var file = FileOf(settings);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(
                $"The bot that runs on this data belongs to another user: {file} cannot be read. Run this command as "
                + $"that user.", fault);
        }
        catch (IOException fault)
        {
            throw new IOException(
                $"A bot holds this data, but {file} is not there to say how to reach it. It may be just starting or "
                + $"stopping: try again in a moment.", fault);
        }

        return lines is [{ Length: ApiKeys.TokenLength } token, var address]
            && Uri.TryCreate(address, UriKind.Absolute, out var at)
            ? (at, token)
            : throw new IOException(
                $"{file} names no address that this command can reach. Start the bot with an http address of this "
                + $"machine.");
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        try
        {
            Write($"{keys.CommandLine.Key}\n{addresses.Select(Reachable).OfType<string>().OrderByDescending(text => text.StartsWith("http:", StringComparison.Ordinal)).FirstOrDefault()}\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(log, file, fault.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(file) && File.ReadLines(file).FirstOrDefault() == keys.CommandLine.Key)
            {
                File.Delete(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(log, file, fault.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The token's file: beside the data file itself, also where that is reached by a symbolic link.</summary>
    private static string FileOf(SlaBotSettings settings)
    {
        var data = new SqliteFile(settings.Database.ConnectionString).Path;
        return (File.ResolveLinkTarget(data, returnFinalTarget: true)?.FullName ?? data) + ".token";
    }

    /// <summary>A new file moved into place, so that nobody sees it half written and no other file is followed or keeps
    /// its rights.</summary>
    private void Write(string text)
    {
        var made = $"{file}.{Environment.ProcessId}";
        File.Delete(made);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(made, options))
        {
            writer.Write(text);
        }

        File.Move(made, file, overwrite: true);
    }

    /// <summary>An address as this machine reaches it; null for one that is no TCP address.</summary>
    private static string? Reachable(string address)
    {
        var parts = BindingAddress.Parse(address);
        var host = parts.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : parts.Host;
        return parts.IsUnixPipe || parts.IsNamedPipe ? null : $"{parts.Scheme}://{host}:{parts.Port}";
    }

    [LoggerMessage(1311, LogLevel.Warning,
        "The command line cannot reach this bot: {File} could not be written or taken away. {Why}")]
    private static partial void LogNotWritten(ILogger log, string file, string why);
}
