using System.Globalization;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Core.Tests.Templates;

/// <summary>One week through every number that an agreement promises, on both sides: green, yellow and red.</summary>
public class WeekTests
{
    private const string Volume = """, "Quotas": { "Volume": { "PerWeek": 200 } }""";

    [Theory]
    [InlineData("bant", "mqlVolume 200, dataCompleteness 1, enrichment 0.9, handoff 1, speedToLead 1, cadence 1, decision 1, statusUpdates 1, feedback 1, mqlToSql 0.1")]
    [InlineData("foundation", "mqlVolume 200, acceptance 0.8, handoff 1, speedToLead 1, cadence 1, decision 1, disposition 1, feedback 1")]
    [InlineData("four-tier", "mqlVolume 200, icpMatch 0.7, qualityScore 3.5, dataCompleteness 0.95, handoff 1, speedToLead 1, cadence 1, decision 1, disposition 1, feedback 1, salToSql 0.15")]
    [InlineData("mutual", "mqlVolume 200, acceptance 0.85, icpMatch 0.85, dataCompleteness 1, handoff 1, speedToLead 1, cadence 1, decision 1, disposition 1, feedback 1")]
    [InlineData("one-page", "mqlVolume 200, handoff 1, speedToLead 0.8, decision 1, disposition 1, feedback 1")]
    public void Week_EveryPromisedNumber_HasItsColour(string template, string promised)
    {
        var policy = Shipped.Policy(template, Volume);
        foreach (var (level, colour) in new[] { (1m, Colour.Green), (0.95m, Colour.Yellow), (0.8m, Colour.Red) })
        {
            var lines = Week.Card(policy, level).Metrics.Where(line => line.Target is not null).ToList();

            string.Join(", ", lines.Select(line => $"{line.Key} {line.Target!.Value.ToString("0.##", CultureInfo.InvariantCulture)}")).ShouldBe(promised);
            lines.Where(line => line.Colour != colour).Select(line => $"{line.Key} {line.Num}/{line.Den} {line.Value} {line.Colour}").ShouldBeEmpty();
        }
    }

    /// <summary>A quota that a template gains must come to a line of the scorecard; a week without leads is grey, never red.</summary>
    [Theory]
    [InlineData("bant"), InlineData("foundation"), InlineData("four-tier"), InlineData("mutual"), InlineData("one-page")]
    public void Week_QuotasOfTheTemplate_AllStandOnTheScorecard(string template)
    {
        var quotas = Shipped.Policy(template).Quotas;
        var card = ScorecardMaker.Make([], Shipped.Policy(template), new IsoWeek(2026, 47));
        decimal?[] given = [quotas.Acceptance, quotas.IcpMatch, quotas.QualityScore, quotas.Completeness?.AtLeast, quotas.Enrichment?.AtLeast];
        ConversionTargets none = new(null, null, null, null, null, null);
        var (steps, kinds) = (quotas.Conversion ?? none, Shipped.Policy(template).Clauses.Select(clause => clause.Kind).Distinct().Count(kind => kind != ClauseKind.DisputeAnswer));
        decimal?[] conversions = [steps.MqlToSal, steps.SalToSql, steps.SqlToSqo, steps.SqoToWon, steps.MqlToSql, steps.Overall];

        card.Metrics.Count(line => line.Target is not null).ShouldBe(given.Concat(conversions).Count(amount => amount is not null) + kinds);
        card.Metrics.Where(line => line.Target is not null).ShouldAllBe(line => line.Colour == Colour.Grey);
    }

    [Theory]
    [InlineData("bant", "MQL volume against target|SQL conversion|Response-time compliance|Lead-quality feedback|Upcoming changes")]
    [InlineData("mutual", "MQL volume against target|Quality acceptance rate|Average speed-to-lead|Share of leads with the full cadence|MQL > SQL > Opportunity > Won conversion")]
    [InlineData("one-page", "Response compliance|MQL to SQL conversion|What in our process caused this?")]
    public void Review_Agenda_IsTheAgreements(string template, string agenda) => string.Join('|', Shipped.Policy(template).Review.Agenda).ShouldBe(agenda);

    [Theory]
    [InlineData("bant", 2, null, 30, 3), InlineData("foundation", 2, null, 30, 0), InlineData("four-tier", 2, null, 30, 0), InlineData("mutual", 2, null, 30, 0), InlineData("one-page", 2, 0.8, 30, 0)]
    public void Review_Terms_AreTheAgreements(string template, int weeks, double? under, int freeze, int matrix)
    {
        var review = Shipped.Policy(template).Review;

        (review.MissedWeeks, (double?)review.ResponseUnder, review.FreezeDays, review.Matrix.Count).ShouldBe((weeks, under, freeze, matrix));
        (review.Rhythm is null, review.Tell.Count).ShouldBe((false, 1));
    }
}
