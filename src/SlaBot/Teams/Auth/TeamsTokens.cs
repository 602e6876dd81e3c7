using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Identity.Client;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>The bot's own token: posted for at <c>TokenUrl</c> where one is set, else by Microsoft's library; kept until shortly before its end.</summary>
internal sealed class TeamsTokens(HttpClient http, TeamsOptions settings) : IDisposable
{
    private static readonly Duration Early = Duration.FromMinutes(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ITeamsTokenSource source = settings.TokenUrl is null || settings is { ManagedIdentityClientId: not null, ClientSecret: null, CertificatePath: null }
        ? new MsalTokenSource(http, settings)
        : new ClientCredentialsTokenSource(http, settings);

    private TeamsToken? kept;
    private (TeamsError Fault, long At)? silence;

    /// <summary>Why no token is to be had, so that nothing can leave; null when the last one asked for was given.</summary>
    public TeamsError? Fault { get; private set; }

    /// <summary>A token (blank where none is needed), or the fault. <paramref name="refused"/>: one that was not taken, so that it is not given again.</summary>
    public async Task<(string? Token, TeamsError? Fault)> TokenAsync(CancellationToken stop, string? refused = null)
    {
        if (settings.IsWithoutTokens)
        {
            return ("", null);
        }

        var (isHeld, since) = (false, Stopwatch.GetTimestamp());
        try
        {
            await gate.WaitAsync(stop);
            isHeld = true;
            if (silence is { } unheard && unheard.At > since)
            {
                // Who waited while somebody else asked in vain would only wait as long again.
                return (null, unheard.Fault);
            }

            // Tokens live by the world's time, whatever the bot's clock says.
            if (kept is not { } token || token.Text == refused || token.Until - Early <= MachineClock.World.GetCurrentInstant())
            {
                kept = await source.GetAsync(refused is not null, stop);
            }

            Fault = null;
            return (kept.Text, null);
        }
        catch (Exception fault) when (FaultOf(fault) is { } known)
        {
            if (known.Kind == TeamsErrorKind.Token)
            {
                Fault = known;
            }
            else if (isHeld && kept is { } still && still.Text != refused && still.Until > MachineClock.World.GetCurrentInstant())
            {
                // A new one was asked for early: the old one serves until it ends.
                return (still.Text, null);
            }
            else if (isHeld && !stop.IsCancellationRequested)
            {
                (Fault, silence) = (known, (known, Stopwatch.GetTimestamp()));
            }

            return (null, known);
        }
        finally
        {
            if (isHeld)
            {
                gate.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    // Only codes are kept: what Microsoft writes beside them is for people who may see the registration.
    private static TeamsError? FaultOf(Exception fault) => fault switch
    {
        HttpRequestException or HttpIOException or OperationCanceledException => new TeamsError(TeamsErrorKind.Unreachable, TokenErrors.Silence),
        MsalException { IsRetryable: true } retry => new TeamsError(TeamsErrorKind.Unreachable, TokenErrors.Silence, retry.ErrorCode),
        MsalException no => new TeamsError(TeamsErrorKind.Token, TokenErrors.CodeIn(no.Message) ?? no.ErrorCode),
        TokenRefusedException no => new TeamsError(TeamsErrorKind.Token, no.Message),
        ArgumentException or UriFormatException => new TeamsError(TeamsErrorKind.Token, TokenErrors.Tenant),
        CryptographicException or IOException or UnauthorizedAccessException => new TeamsError(TeamsErrorKind.Token, TokenErrors.Certificate),
        _ => null,
    };
}

/// <summary>A token, and when it ends.</summary>
internal sealed record TeamsToken(string Text, Instant Until);

/// <summary>A token that was asked for and not given; the message is Microsoft's code.</summary>
internal sealed class TokenRefusedException(string code) : Exception(code);

/// <summary>Where tokens come from.</summary>
internal interface ITeamsTokenSource
{
    /// <summary>A token. <paramref name="isFresh"/>: not one given before. Throws what a network does, and <see cref="TokenRefusedException"/>.</summary>
    Task<TeamsToken> GetAsync(bool isFresh, CancellationToken stop);
}
