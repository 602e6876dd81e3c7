using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>A scorecard as one line of JSON (METRICS.md, As JSON), and back without loss.</summary>
public static class ScorecardJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = false,
        Converters = { new Seconds(), new Money(), ScorecardNames.All.Converter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ScorecardNames.All.Apply } },
    };

    /// <summary>The one-line object.</summary>
    public static string Write(Scorecard card) => JsonSerializer.Serialize(card, Options);

    /// <summary>The scorecard that was written; members that it does not know are passed over.</summary>
    /// <exception cref="JsonException">The text is no scorecard.</exception>
    public static Scorecard Read(string json) =>
        JsonSerializer.Deserialize<Scorecard>(json, Options)
            ?? throw new JsonException("A scorecard was expected, not null.");

    private sealed class Seconds : JsonConverter<Instant>
    {
        private static readonly InstantPattern Pattern =
            InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss'Z'");

        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value
            : throw new JsonException("An instant was expected, such as 2026-11-16T14:00:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Pattern.Format(value));
    }

    /// <summary>Amounts as text with two decimals.</summary>
    private sealed class Money : JsonConverter<AmountMetric>
    {
        public override AmountMetric Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var plain = JsonSerializer.Deserialize<Plain>(ref reader, Options)!;
            return new AmountMetric(plain.Count,
                decimal.Parse(plain.Amount, System.Globalization.CultureInfo.InvariantCulture), plain.WithoutAmount);
        }

        public override void Write(Utf8JsonWriter writer, AmountMetric value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Plain(value.Count, Text(value.Amount), value.WithoutAmount), Options);

        private static string Text(decimal amount) =>
            amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

        private sealed record Plain(
            [property: JsonPropertyName("count")] long Count,
            [property: JsonPropertyName("amount")] string Amount,
            [property: JsonPropertyName("withoutAmount")] long WithoutAmount);
    }
}

/// <summary>The stored names of scorecards and reviews, as they are published and kept for ever.</summary>
public static class ScorecardNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames(PolicyNames.All)
        .Values(
            (BreachCause.Source, "Source"), (BreachCause.Routing, "Routing"), (BreachCause.Delivery, "Delivery"),
            (BreachCause.Human, "Human"))
        .Values(
            (Colour.None, "None"), (Colour.Green, "Green"), (Colour.Yellow, "Yellow"), (Colour.Red, "Red"),
            (Colour.Grey, "Grey"))
        .Of<AcceptanceShare>(
            (nameof(AcceptanceShare.Accepted), "accepted"), (nameof(AcceptanceShare.Rejected), "rejected"),
            (nameof(AcceptanceShare.Undecided), "undecided"))
        .Of<AgendaItem>(
            (nameof(AgendaItem.Key), "key"), (nameof(AgendaItem.Text), "text"), (nameof(AgendaItem.Party), "party"),
            (nameof(AgendaItem.Metrics), "metrics"), (nameof(AgendaItem.Owner), "owner"),
            (nameof(AgendaItem.Since), "since"))
        .Of<AttainmentLine>(
            (nameof(AttainmentLine.Clause), "clause"), (nameof(AttainmentLine.Raw), "raw"),
            (nameof(AttainmentLine.Adjusted), "adjusted"), (nameof(AttainmentLine.Waived), "waived"))
        .Of<BreachLine>(
            (nameof(BreachLine.Lead), "lead"), (nameof(BreachLine.Clause), "clause"),
            (nameof(BreachLine.Owner), "owner"), (nameof(BreachLine.Due), "due"), (nameof(BreachLine.Done), "done"),
            (nameof(BreachLine.Waived), "waived"))
        .Of<CauseLine>(
            (nameof(CauseLine.Lead), "lead"), (nameof(CauseLine.Clause), "clause"), (nameof(CauseLine.Due), "due"),
            (nameof(CauseLine.Cause), "cause"))
        .Of<Completeness>((nameof(Completeness.Leads), "leads"), (nameof(Completeness.Fields), "fields"))
        .Of<ConversionMetric>(
            (nameof(ConversionMetric.Targets), "targets"),
            (nameof(ConversionMetric.Counts), "counts"), (nameof(ConversionMetric.Step), "step"),
            (nameof(ConversionMetric.MqlToSql), "mqlToSql"), (nameof(ConversionMetric.Overall), "overall"))
        .Of<ConversionTarget>(
            (nameof(ConversionTarget.Step), "step"), (nameof(ConversionTarget.Pending), "pending"),
            (nameof(ConversionTarget.WindowDays), "windowDays"))
        .Of<HandoverLine>(
            (nameof(HandoverLine.Clause), "clause"), (nameof(HandoverLine.Obligations), "obligations"),
            (nameof(HandoverLine.Leads), "leads"), (nameof(HandoverLine.ChangedHands), "changedHands"))
        .Of<OriginMetric>((nameof(OriginMetric.Velocity), "velocity"), (nameof(OriginMetric.Won), "won"))
        .Of<DisputeLine>(
            (nameof(DisputeLine.Lead), "lead"), (nameof(DisputeLine.Reason), "reason"),
            (nameof(DisputeLine.DisputedAt), "disputedAt"), (nameof(DisputeLine.Upheld), "upheld"),
            (nameof(DisputeLine.RuledAt), "ruledAt"))
        .Of<HandoffMetric>(
            (nameof(HandoffMetric.Share), "share"), (nameof(HandoffMetric.Late), "late"),
            (nameof(HandoffMetric.Missed), "missed"), (nameof(HandoffMetric.Pending), "pending"))
        .Of<JudgedShare>(
            (nameof(JudgedShare.Late), "late"), (nameof(JudgedShare.Missed), "missed"),
            (nameof(JudgedShare.Pending), "pending"), (nameof(JudgedShare.Exempt), "exempt"))
        .Of<MetricLine>(
            (nameof(MetricLine.Key), "key"), (nameof(MetricLine.Party), "party"), (nameof(MetricLine.Value), "value"),
            (nameof(MetricLine.Num), "num"), (nameof(MetricLine.Den), "den"), (nameof(MetricLine.Target), "target"),
            (nameof(MetricLine.Colour), "colour"))
        .Of<Miss>((nameof(Miss.Party), "party"), (nameof(Miss.Metric), "metric"))
        .Of<MoneyLine>(
            (nameof(MoneyLine.Source), "source"), (nameof(MoneyLine.Month), "month"),
            (nameof(MoneyLine.Spent), "spent"), (nameof(MoneyLine.Leads), "leads"), (nameof(MoneyLine.Sqls), "sqls"),
            (nameof(MoneyLine.Customers), "customers"), (nameof(MoneyLine.CostPerLead), "costPerLead"),
            (nameof(MoneyLine.CostPerSql), "costPerSql"), (nameof(MoneyLine.Cac), "cac"),
            (nameof(MoneyLine.Roi), "roi"), (nameof(MoneyLine.PipelinePerSpend), "pipelinePerSpend"),
            (nameof(MoneyLine.AverageWon), "averageWon"), (nameof(MoneyLine.LifetimeValue), "lifetimeValue"))
        .Of<MonthReview>((nameof(MonthReview.Card), "card"), (nameof(MonthReview.Agenda), "agenda"))
        .Of<MonthToDate>(
            (nameof(MonthToDate.Month), "month"), (nameof(MonthToDate.Count), "count"),
            (nameof(MonthToDate.Target), "target"))
        .Of<OwnerLine>(
            (nameof(OwnerLine.Owner), "owner"), (nameof(OwnerLine.SpeedToLead), "speedToLead"),
            (nameof(OwnerLine.Decision), "decision"), (nameof(OwnerLine.Touches), "touches"),
            (nameof(OwnerLine.Open), "open"), (nameof(OwnerLine.Pending), "pending"))
        .Of<RatingMetric>((nameof(RatingMetric.N), "n"), (nameof(RatingMetric.Mean), "mean"))
        .Of<ReasonCount>((nameof(ReasonCount.Reason), "reason"), (nameof(ReasonCount.Count), "count"))
        .Of<RegionCount>(
            (nameof(RegionCount.Region), "region"), (nameof(RegionCount.Count), "count"),
            (nameof(RegionCount.Target), "target"))
        .Of<RestatementLine>(
            (nameof(RestatementLine.Week), "week"), (nameof(RestatementLine.Old), "old"),
            (nameof(RestatementLine.New), "new"), (nameof(RestatementLine.Why), "why"))
        .Of<Scorecard>(
            (nameof(Scorecard.Practice), "practice"),
            (nameof(Scorecard.MarketingSourced), "marketingSourced"),
            (nameof(Scorecard.OtherSourced), "otherSourced"),
            (nameof(Scorecard.Briefing), "briefing"),
            (nameof(Scorecard.Handovers), "handovers"),
            (nameof(Scorecard.Week), "week"), (nameof(Scorecard.From), "from"), (nameof(Scorecard.To), "to"),
            (nameof(Scorecard.AsOf), "asOf"), (nameof(Scorecard.Zone), "zone"),
            (nameof(Scorecard.Template), "template"), (nameof(Scorecard.PolicyVersion), "policyVersion"),
            (nameof(Scorecard.Scope), "scope"), (nameof(Scorecard.BadLines), "badLines"),
            (nameof(Scorecard.MqlVolume), "mqlVolume"), (nameof(Scorecard.Acceptance), "acceptance"),
            (nameof(Scorecard.RejectReasons), "rejectReasons"), (nameof(Scorecard.IcpMatch), "icpMatch"),
            (nameof(Scorecard.QualityScore), "qualityScore"),
            (nameof(Scorecard.DataCompleteness), "dataCompleteness"), (nameof(Scorecard.Enrichment), "enrichment"),
            (nameof(Scorecard.Handoff), "handoff"), (nameof(Scorecard.SpeedToLead), "speedToLead"),
            (nameof(Scorecard.Cadence), "cadence"), (nameof(Scorecard.Decision), "decision"),
            (nameof(Scorecard.Disposition), "disposition"), (nameof(Scorecard.StatusUpdates), "statusUpdates"),
            (nameof(Scorecard.Feedback), "feedback"), (nameof(Scorecard.Conversion), "conversion"),
            (nameof(Scorecard.Velocity), "velocity"), (nameof(Scorecard.Pipeline), "pipeline"),
            (nameof(Scorecard.Won), "won"), (nameof(Scorecard.Sources), "sources"),
            (nameof(Scorecard.Origins), "origins"), (nameof(Scorecard.Money), "money"),
            (nameof(Scorecard.Attainment), "attainment"), (nameof(Scorecard.Owners), "owners"),
            (nameof(Scorecard.Breaches), "breaches"), (nameof(Scorecard.BreachTotal), "breachTotal"),
            (nameof(Scorecard.Metrics), "metrics"), (nameof(Scorecard.Misses), "misses"))
        .Of<ScorecardScope>(
            (nameof(ScorecardScope.Team), "team"), (nameof(ScorecardScope.Owner), "owner"),
            (nameof(ScorecardScope.Source), "source"), (nameof(ScorecardScope.Region), "region"),
            (nameof(ScorecardScope.Segment), "segment"))
        .Of<SegmentCount>(
            (nameof(SegmentCount.Segment), "segment"), (nameof(SegmentCount.Count), "count"),
            (nameof(SegmentCount.Target), "target"))
        .Of<Share>((nameof(Share.Num), "num"), (nameof(Share.Den), "den"), (nameof(Share.Rate), "rate"))
        .Of<SourceLine>(
            (nameof(SourceLine.Source), "source"), (nameof(SourceLine.Mqls), "mqls"),
            (nameof(SourceLine.Acceptance), "acceptance"), (nameof(SourceLine.WinRate), "winRate"),
            (nameof(SourceLine.Pipeline), "pipeline"))
        .Of<SpeedMetric>(
            (nameof(SpeedMetric.Compliance), "compliance"), (nameof(SpeedMetric.Late), "late"),
            (nameof(SpeedMetric.Missed), "missed"), (nameof(SpeedMetric.Pending), "pending"),
            (nameof(SpeedMetric.Exempt), "exempt"))
        .Of<StageCounts>(
            (nameof(StageCounts.Mql), "mql"), (nameof(StageCounts.Sal), "sal"), (nameof(StageCounts.Sql), "sql"),
            (nameof(StageCounts.Sqo), "sqo"), (nameof(StageCounts.Won), "won"))
        .Of<Statistics>(
            (nameof(Statistics.N), "n"), (nameof(Statistics.Mean), "mean"), (nameof(Statistics.Median), "median"),
            (nameof(Statistics.P90), "p90"))
        .Of<StepRates>(
            (nameof(StepRates.MqlToSal), "mqlToSal"), (nameof(StepRates.SalToSql), "salToSql"),
            (nameof(StepRates.SqlToSqo), "sqlToSqo"), (nameof(StepRates.SqoToWon), "sqoToWon"))
        .Of<VelocityMetric>(
            (nameof(VelocityMetric.MqlToSal), "mqlToSal"), (nameof(VelocityMetric.SalToSql), "salToSql"),
            (nameof(VelocityMetric.SqlToSqo), "sqlToSqo"), (nameof(VelocityMetric.SqoToWon), "sqoToWon"))
        .Of<VelocityStep>(
            (nameof(VelocityStep.Elapsed), "elapsed"), (nameof(VelocityStep.Business), "business"),
            (nameof(VelocityStep.OutOfOrder), "outOfOrder"))
        .Of<VolumeMetric>(
            (nameof(VolumeMetric.Count), "count"), (nameof(VolumeMetric.Target), "target"),
            (nameof(VolumeMetric.Attainment), "attainment"), (nameof(VolumeMetric.MonthToDate), "monthToDate"),
            (nameof(VolumeMetric.Segments), "segments"), (nameof(VolumeMetric.Regions), "regions"))
        .Of<WeekReview>(
            (nameof(WeekReview.Restatements), "restatements"), (nameof(WeekReview.Causes), "causes"),
            (nameof(WeekReview.Disputes), "disputes"), (nameof(WeekReview.Agenda), "agenda"),
            (nameof(WeekReview.Resolved), "settled"));
}
