using NodaTime;
using SlaBot.Api.Contracts;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>How a deadline came about: the report as Core makes it, and its sentences.</summary>
internal sealed record WhyAnswer(object Report, IReadOnlyList<string> Sentences);

/// <summary>What the HTTP doors reach: the write path, the readers, the clock and the numbers.</summary>
internal sealed record ApiPorts
{
    /// <summary>The single write path.</summary>
    public required Func<LeadCommand, RequestStamp?, Task<CommandResult>> Submit { get; init; }

    /// <summary>The readers' side of the store.</summary>
    public required IReadStore Reader { get; init; }

    /// <summary>The program's clock.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Manual clock only: completes when everything due has been sent.</summary>
    public Func<CancellationToken, Task>? Settle { get; init; }

    /// <summary>Only with the Manual clock: until disposed, what a request causes gathers, so that it is sent as what one instant brings.</summary>
    public Func<IDisposable>? Gather { get; init; }

    /// <summary>Manual clock only: moves it.</summary>
    public Func<Instant, CancellationToken, Task>? Advance { get; init; }

    /// <summary>Everybody in the settings in force.</summary>
    public required Func<People> People { get; init; }

    /// <summary>The keys in force; none means that nobody is answered, and in the Development environment that loopback callers are.</summary>
    public required Func<IReadOnlyList<ApiKey>> Keys { get; init; }

    /// <summary>The token by which this machine's command line speaks to the running bot; null while there is none.</summary>
    public Func<ApiKey?> CommandLine { get; init; } = () => null;

    /// <summary>How CSV files are read.</summary>
    public Func<ImportMapping> Mapping { get; init; } = () => ImportMapping.Plain;

    /// <summary>Keeps what was spent, by month and source.</summary>
    public Func<IReadOnlyList<SlaBot.Core.Scorecards.Spend>, Task> KeepSpend { get; init; } = _ => Task.CompletedTask;

    /// <summary>Takes lines of a history, in order.</summary>
    public Func<IReadOnlyList<HistoryLine>, Task<IReadOnlyList<HistoryLineResult>>> ImportHistory { get; init; } = _ => throw new NotSupportedException("No desk takes a history here.");

    /// <summary>True in the Development environment, where the Manual clock may be moved and loopback callers need no key.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>How a deadline came about; null when that clause never ran on that lead.</summary>
    public required Func<LeadState, ClauseKind, WhyAnswer?> Why { get; init; }

    /// <summary>A lead as it is told now: for an inquiry with what it meets, misses and lacks data for at this instant.</summary>
    public Func<LeadState, LeadState> Judged { get; init; } = lead => lead;

    /// <summary>The zone in which the pages tell times: the agreement's.</summary>
    public Func<DateTimeZone> Zone { get; init; } = () => DateTimeZone.Utc;

    /// <summary>A week's numbers as JSON (or CSV); null when there are none.</summary>
    public required Func<ScorecardQuery, string?> Scorecard { get; init; }

    /// <summary>The agreement in force as JSON.</summary>
    public required Func<string> Agreement { get; init; }

    /// <summary>Now, in whole seconds.</summary>
    public Instant Now => Instants.Whole(Clock.GetCurrentInstant());

    /// <summary>What a sender's dates and people are held against. A clock that stands still has no skew.</summary>
    public ValidationContext Terms => new(Now, Advance is null ? Duration.FromMinutes(1) : Duration.Zero, People());
}
