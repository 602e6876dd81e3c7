using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Desk;

/// <summary>The single write path: every change to a lead is a command given to it.</summary>
internal sealed class LeadDesk
{
    /// <summary>Decides the command and answers once the result is on disk. Stamps <c>Now</c> itself.</summary>
    public Task<DeskAnswer> SubmitAsync(LeadCommand command, RequestStamp? stamp = null) => throw new NotSupportedException();

    /// <summary>Sets (or, with Until at From, ends) an absence and moves the person's leads as the agreement says. Answers with how many leads moved.</summary>
    public Task<int> SetAbsenceAsync(Absence absence) => throw new NotSupportedException();

    /// <summary>Signs the agreement in force. A refusal sentence, or null when done.</summary>
    public Task<Refusal?> SignAsync(string by) => throw new NotSupportedException();
}

/// <summary>The program's clock: the machine's, or one that stands still until it is moved.</summary>
internal sealed class ManualClock(Instant start) : IClock
{
    private Instant now = start;

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => now;

    /// <summary>Moves it forward; never back.</summary>
    public void MoveTo(Instant instant) => now = Instant.Max(now, instant);
}

/// <summary>Sends what is due; under the manual clock, on request.</summary>
internal sealed class Pumps
{
    /// <summary>Completes when everything due at the clock's instant has been decided and sent.</summary>
    public Task SettleAsync(CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Manual clock only: moves it to the instant, stopping at each instant at which something is due, so that everything happens at its own time and in order.</summary>
    public Task AdvanceAsync(Instant to, CancellationToken stop = default) => throw new NotSupportedException();
}
