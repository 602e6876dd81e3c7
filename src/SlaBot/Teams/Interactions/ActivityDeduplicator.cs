using SlaBot.Teams.Auth;
using SlaBot.Engine;

namespace SlaBot.Teams.Interactions;

/// <summary>Remembers on file what was taken, so that an activity brought again has no second effect.</summary>
internal sealed class ActivityDeduplicator(LeadCommandProcessor engine)
{
    /// <summary>True the first time an id is seen.</summary>
    public async Task<bool> IsFirstAsync(string id)
    {
        var isFirst = false;
        var key = $"{TeamsOptions.PlatformName}:{id}";
        await engine.RecordAsync((at, batch) =>
        {
            isFirst = at.FindRequest(key) is null;
            if (isFirst)
            {
                at.Remember(new RequestRecord(key, "", "", 0, null, null, at.Now), batch);
            }
        });
        return isFirst;
    }

    /// <summary>True when an id was seen before; remembers nothing.</summary>
    public async Task<bool> IsKnownAsync(string id)
    {
        var isKnown = false;
        await engine.RecordAsync((at, _) => isKnown = at.FindRequest($"{TeamsOptions.PlatformName}:{id}") is not null);
        return isKnown;
    }
}
