using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;

namespace SlaBot.Core.Tests.Leads;

/// <summary>One lead's story: commands at New York wall-clock instants of 2026 ("11-16 10:00", Monday), the state always equal to the fold of all events.</summary>
internal sealed class Story(Office office)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new AsText<Instant>(), new AsText<LocalDate>() } };
    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    private readonly List<LeadEvent> events = [];

    internal Office Office { get; } = office;

    internal LeadState? Maybe { get; private set; }

    internal LeadState State => Maybe!;

    internal IReadOnlyList<LeadEvent> Events => events;

    internal Obligation this[string id] => State.Obligations.Single(obligation => obligation.Id == id);

    /// <summary>An instant of 2026 in New York: "11-16 10:00" or "11-16 10:00:30".</summary>
    internal static Instant At(string text) =>
        Wall.Parse("2026-" + (text.Length == 11 ? text + ":00" : text)).Value.InZoneStrictly(Office.NewYork.Zone).ToInstant();

    /// <summary>A lead that is an MQL at 09:00 on Monday 16 November and assigned to Ana.</summary>
    internal static Story Begun(Office? office = null) => new Story(office ?? new Office()).Do("11-16 09:00", null, Commands.Receive());

    /// <summary>The same, accepted by Ana at 09:30.</summary>
    internal static Story Accepted(Office? office = null) => Begun(office).Do("11-16 09:30", Office.Ana, Commands.Accept);

    internal Story Do(string now, string? by, LeadCommand command, string? at = null)
    {
        var decision = Try(At(now), by, command, at is null ? null : At(at));
        decision.Refusal.ShouldBeNull();
        return this;
    }

    internal Story Tick(string now) => Do(now, null, Commands.Tick);

    /// <summary>The command is refused with this code and nothing happens.</summary>
    internal Story No(string code, string now, string? by, LeadCommand command, string? at = null)
    {
        var before = events.Count;
        var refusal = Try(At(now), by, command, at is null ? null : At(at)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Sentence.ShouldEndWith(".");
        events.Count.ShouldBe(before);
        return this;
    }

    internal Decision Try(Instant now, string? by, LeadCommand command, Instant? at = null, bool verify = true)
    {
        var decision = LeadDecider.Decide(Maybe, command with { Now = now, At = at, By = by }, Office.Terms);
        if (decision.Refusal is not null)
        {
            decision.Events.ShouldBeEmpty();
            return decision;
        }

        events.AddRange(decision.Events);
        Maybe = decision.State;
        if (verify)
        {
            VerifyFold();
        }

        return decision;
    }

    /// <summary>All that happened, for failure messages.</summary>
    internal string Print() => string.Join('\n', events.Select(happened => $"{Local(happened.RecordedAt)} at {Local(happened.At)} {happened.GetType().Name} " + happened switch
    {
        ObligationStarted started => $"{started.Obligation.Id} due {Local(started.Obligation.DueAt)}",
        ObligationMet met => met.Id,
        ObligationBreached breached => breached.Id,
        BreachWithdrawn withdrawn => withdrawn.Id,
        ObligationFulfilled fulfilled => fulfilled.Id,
        ObligationCancelled cancelled => $"{cancelled.Id} {cancelled.Why}",
        DeadlineMoved moved => $"{moved.Id} due {Local(moved.DueAt)}",
        Assigned assigned => $"{assigned.Owner} {assigned.Way}",
        StageReached reached => reached.Stage.ToString(),
        Disposed disposed => disposed.Code,
        Rejected rejected => rejected.Then.ToString(),
        Touched touched => touched.Channel,
        _ => "",
    }));

    internal void VerifyFold() => Text(Maybe).ShouldBe(Text(LeadFold.Of(events)));

    internal static string Text<T>(T any) => JsonSerializer.Serialize(any, Json);

    internal IEnumerable<string> Raised(string id) => this[id].Raised.Select(alert => $"{alert.Level} {Local(alert.At)}");

    internal static string Local(Instant? at) => at is { } t ? Wall.Format(t.InZone(Office.NewYork.Zone).LocalDateTime)[5..] : "-";

    /// <summary>An obligation in one line: status, start, deadline, end, breach, fulfilment.</summary>
    internal string Line(string id)
    {
        var obligation = this[id];
        return $"{obligation.Status} {Short(obligation.StartedAt)} due {Short(obligation.DueAt)} end {Short(obligation.EndedAt)}"
            + (obligation.BreachedAt is null ? "" : $" breach {Short(obligation.BreachedAt)}") + (obligation.FulfilledAt is null ? "" : $" done {Short(obligation.FulfilledAt)}");
    }

    private static string Short(Instant? at) => Local(at) is var text && text.EndsWith(":00", StringComparison.Ordinal) ? text[..^3] : Local(at);

    private sealed class AsText<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }
}
