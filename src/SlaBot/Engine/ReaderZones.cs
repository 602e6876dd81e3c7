using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Engine;

/// <summary>In which zone people read times: the settings' where they name one, else the one that a chat platform
/// knows, else their calendar's.</summary>
internal sealed class ReaderZones
{
    private readonly ConcurrentDictionary<string, DateTimeZone> told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone of a reader.</summary>
    public DateTimeZone Of(Person person) =>
        !person.ZoneIsSet && told.TryGetValue(person.Email, out var zone) ? zone : person.Zone;

    /// <summary>A platform says where somebody is; what is no IANA zone is ignored.</summary>
    public void Learn(string email, string? zone)
    {
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known)
        {
            told[email] = known;
        }
    }
}
