using System.Globalization;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>A sample lead that was sent, and who has it.</summary>
internal sealed record SampleSent(string Id, string Name, string Company, string? Owner);

/// <summary>Sends sample leads through the Desk like any other lead.</summary>
internal sealed class SampleLeadSender(LeadCommandProcessor engine, IReadStore reader, SandboxActions room)
{
    private int tried;

    /// <summary>Sends the next sample and waits for its card.</summary>
    public async Task<SampleSent> SendOneAsync()
    {
        var (sent, _) = await SendAsync();
        await room.SettleAsync();
        return sent;
    }

    /// <summary>Sends the next sample; answers with the lead as it then stands too.</summary>
    public async Task<(SampleSent Sent, LeadState? State)> SendAsync()
    {
        int number;
        string id;
        do
        {
            number = Interlocked.Increment(ref tried);
            id = "sample-" + number.ToString("000", CultureInfo.InvariantCulture);
        }
        while (reader.Lead(id) is not null);

        var profile = SampleLeads.Make(number - 1, room.Now);
        var answer = await engine.SubmitAsync(new ReceiveLead(profile, null, null, null, SampleLeads.Sent) { Lead = id });
        return (new SampleSent(id, profile.Contact.Name!, profile.Company.Name!, answer.State?.Owner), answer.State);
    }
}
