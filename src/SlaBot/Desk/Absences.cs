using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Desk;

/// <summary>Sets and ends absences, and moves leads as they begin.</summary>
internal sealed class Absences(LeadDesk desk, IDeskReader reader)
{
    /// <summary>The job that tries the queue again when somebody is back.</summary>
    public const string BackJob = "back:";

    /// <summary>Sets an absence (or ends it, with Until at From), then hands the person's leads over. Answers with how many moved.</summary>
    public async Task<int> SetAsync(Absence absence)
    {
        var away = absence.Until > absence.From;
        await desk.RecordAsync((at, batch) =>
        {
            at.Roster.Set(absence);
            batch.Absences.Add(absence);
            batch.Jobs.Add(new Job(BackJob + absence.Email, away ? absence.Until : at.Now));
        });
        return away ? await HandOverAsync(absence) : 0;
    }

    private async Task<int> HandOverAsync(Absence absence)
    {
        var moved = 0;
        string? after = null;
        do
        {
            var page = reader.Leads(new LeadFilter(Owner: absence.Email, OpenOnly: true, After: after, Limit: 200));
            var answers = await Task.WhenAll(page.Leads.Select(lead => desk.SubmitAsync(new HandOver(absence.Email, absence.Cover) { Lead = lead.Id, By = absence.By })));
            moved += answers.Count(answer => !string.Equals(answer.State?.Owner, absence.Email, StringComparison.OrdinalIgnoreCase));
            after = page.Next;
        }
        while (after is not null);
        return moved;
    }
}
