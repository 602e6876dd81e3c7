using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>What became of the leads of somebody who goes away: with another seller, or in the queue because nobody
/// could take them.</summary>
internal readonly record struct HandedOver(int Moved, int Queued);

/// <summary>Sets and ends absences, and moves leads as they begin.</summary>
internal sealed class Absences(LeadCommandProcessor engine, IReadStore reader)
{
    /// <summary>The job that tries the queue again when somebody is back.</summary>
    public const string JobPrefix = "back:";

    /// <summary>Sets an absence (or ends it, with Until at From), then hands the person's leads over. Answers with what
    /// became of them.</summary>
    public async Task<HandedOver> SetAsync(Absence absence)
    {
        var away = absence.Until > absence.From;
        await engine.RecordForSenderAsync((at, batch) =>
        {
            at.Roster.Set(absence);
            batch.Absences.Add(absence);
            batch.Jobs.Add(new Job(JobPrefix + absence.Email, away ? absence.Until : at.Now));
        });
        return away ? await HandOverAsync(absence) : default;
    }

    private async Task<HandedOver> HandOverAsync(Absence absence)
    {
        var (moved, queued) = (0, 0);
        string? after = null;
        do
        {
            var page = reader.Leads(new LeadFilter(Owner: absence.Email, OpenOnly: true, After: after, Limit: 200));
            var answers = await Task.WhenAll(
                page.Leads.Select(
                    lead =>
                        engine.SubmitAsync(
                            new HandOver(absence.Email, absence.Cover) { Lead = lead.Id, By = absence.By })));
            moved += answers.Count(
                answer =>
                    answer.State?.Owner is { } owner
                        && !string.Equals(owner, absence.Email, StringComparison.OrdinalIgnoreCase));
            queued += answers.Count(answer => answer.State is { Owner: null });
            after = page.Next;
        }
        while (after is not null);
        return new HandedOver(moved, queued);
    }
}
