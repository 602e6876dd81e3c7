using SlaBot.Desk;

namespace SlaBot.Slack;

/// <summary>Remembers on file what was taken, so that a repeat (a retry, a second socket, a replay) has no second effect.</summary>
internal sealed class SlackOnce(LeadDesk desk)
{
    /// <summary>True the first time an id is seen.</summary>
    public async Task<bool> IsFirstAsync(string id)
    {
        var isFirst = false;
        var key = $"{SlackTransport.Name}:{id}";
        await desk.RecordAsync((at, batch) =>
        {
            isFirst = at.FindRequest(key) is null;
            if (isFirst)
            {
                at.Remember(new RequestRecord(key, "", "", 0, null, null, at.Now), batch);
            }
        });
        return isFirst;
    }
}
