using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>
/// What a file would come to: rows are read and decided as an import would, and nothing is written. Says who would get
/// how many leads, how many of sales' clocks would start, and how many of those would be missed by this time tomorrow if
/// nobody did anything.
/// </summary>
internal sealed class ImportPreview(DryRun decisions, People people, ImportTally tally, Instant now)
{
    private const int Samples = 3;
    private const int Together = 256;
    private List<ImportRow> page = new(Together);
    private Task deciding = Task.CompletedTask;
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<ImportSampleDto> samples = [];
    private readonly Dictionary<string, long> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Instant tomorrow = now + Duration.FromDays(1);
    private long queued;
    private long over;
    private long inquiries;
    private long clocks;
    private long missed;

    /// <summary>Takes a row; decides some at a time, while the next are read.</summary>
    public async Task TakeAsync(ImportRow row)
    {
        page.Add(row);
        if (page.Count >= Together)
        {
            await FlushAsync();
        }
    }

    /// <summary>Decides what is left.</summary>
    public async Task FlushAsync()
    {
        await deciding;
        var rows = page;
        page = new List<ImportRow>(Together);
        deciding = Task.Run(() => Decide(rows));
        if (rows.Count < Together)
        {
            await deciding;
        }
    }

    private void Decide(List<ImportRow> rows)
    {
        var answers = decisions.Decide(
            [.. rows.Where(row => row is { Lead: not null, IsOver: false }).Select(row => row.Lead! with { FromFile = true })]);
        var next = 0;
        foreach (var row in rows)
        {
            Take(row, row is { Lead: not null, IsOver: false } ? answers[next++] : null);
        }
    }

    private void Take(ImportRow row, CommandResult? answer)
    {
        if (row.Lead is not { } lead)
        {
            tally.Refuse(row.Line, row.Faults);
            return;
        }

        tally.Note(row.Line, row.Notes);
        var isKnown = !ids.Add(lead.Lead);
        if (answer?.Refusal is { } refusal)
        {
            tally.Refuse(row.Line, [new Fault("", refusal.Sentence)]);
            return;
        }

        Sample(row, answer?.State);
        if (isKnown || answer is { IsNew: false })
        {
            tally.Know();
            return;
        }

        tally.Take();
        Count(answer?.State);
    }

    /// <summary>What it came to.</summary>
    public ImportPreviewDto ToDto() => new(
        [.. samples],
        [.. owners.OrderByDescending(owner => owner.Value).ThenBy(owner => owner.Key, StringComparer.Ordinal)
            .Select(owner => new ImportShareDto(owner.Key, people.NameOf(owner.Key), owner.Value))],
        queued, inquiries, over, clocks, missed);

    private void Count(LeadState? lead)
    {
        if (lead is null)
        {
            over++;
        }
        else if (lead.Owner is { } owner)
        {
            owners[owner] = owners.GetValueOrDefault(owner) + 1;
        }
        else if (lead.Stage == LeadStage.Queue)
        {
            queued++;
        }
        else
        {
            inquiries++;
        }

        foreach (var clock in lead?.Obligations ?? [])
        {
            clocks += clock.Party == Party.Sales ? 1 : 0;
            missed += clock.Party == Party.Sales && clock.DueAt <= tomorrow ? 1 : 0;
        }
    }

    private void Sample(ImportRow row, LeadState? lead)
    {
        if (samples.Count < Samples)
        {
            var profile = row.Lead!.Profile;
            samples.Add(new ImportSampleDto(row.Line, row.Lead.Lead, profile.Contact.Name, profile.Contact.Email,
                profile.Company.Name, lead?.Owner, row.IsOver ? "history" : lead?.Stage.ToString() ?? ""));
        }
    }
}
