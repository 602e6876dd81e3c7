using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Engine;
using SlaBot.Teams.Auth;

namespace SlaBot.Teams.Connector;

/// <summary>
/// Where Teams forbids us to write, and why: nobody is asked there again until something is heard from the place, or a
/// long while has gone. A repeat cannot help before somebody acts, and Teams counts them.
/// </summary>
internal sealed class TeamsRefusals(IClock clock)
{
    private static readonly Duration Pause = Duration.FromHours(6);
    private readonly ConcurrentDictionary<string, (TeamsError Fault, Instant Until)> kept = [];

    /// <summary>Why nothing is tried for that audience now; null when it may be tried.</summary>
    public TeamsError? Of(string audience) =>
        kept.TryGetValue(audience, out var known) && known.Until > clock.GetCurrentInstant() ? known.Fault : null;

    /// <summary>What keeps every place from being reached (the bot is switched off, or sought in the wrong cloud); null
    /// when nothing does.</summary>
    public TeamsError? Fault =>
        kept.Values.FirstOrDefault(pair => pair.Fault.IsEverywhere && pair.Until > clock.GetCurrentInstant()).Fault;

    /// <summary>Keeps a "forbidden" of Teams; any other "no" is none of ours.</summary>
    public void Keep(string audience, TeamsError fault)
    {
        if (fault is { Kind: TeamsErrorKind.Target, Status: 403 })
        {
            kept[audience] = (fault, clock.GetCurrentInstant() + Pause);
        }
    }

    /// <summary>Teams spoke to us: what was refused everywhere may be tried again, and so may this person, or (of a
    /// team) every channel. True when this person was refused.</summary>
    public bool Hear(string? email, bool isTeam)
    {
        var own = email is null ? null : MessageKeys.Direct(email);
        foreach (var (audience, refused) in kept)
        {
            if (audience != own
                && (refused.Fault.IsEverywhere || (isTeam && SlaBot.Chat.AddressText.PersonOf(audience) is null)))
            {
                kept.TryRemove(audience, out _);
            }
        }

        return own is not null && kept.TryRemove(own, out _);
    }
}
