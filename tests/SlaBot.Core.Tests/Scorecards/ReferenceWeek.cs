using System.Globalization;
using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using static SlaBot.Core.Tests.Scorecards.ReferenceJson;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>One week from scratch, metric by metric.</summary>
internal sealed class ReferenceWeek(IsoWeek week, SlaPolicy policy, ReferenceHours hours, IReadOnlyList<ReferenceLead> leads, ReferenceSpan span, bool anyDelivered)
{
    internal JsonObject ToJson(int badLines)
    {
        var duties = new ReferenceDuties(policy, hours, leads, span, anyDelivered);
        return new JsonObject
        {
            ["week"] = $"{week.Year:0000}-W{week.Number:00}",
            ["from"] = Text(span.From),
            ["to"] = Text(span.To),
            ["asOf"] = Text(span.AsOf),
            ["badLines"] = badLines,
            ["mqlVolume"] = Volume(leads.Count(lead => span.Holds(lead.Mql))),
            ["acceptance"] = Acceptance(),
            ["rejectReasons"] = new JsonArray([.. leads.Where(lead => span.Holds(lead.Decision?.At) && lead.Decision!.Type == "rejected").GroupBy(lead => lead.Decision!.Reason ?? "(none)")
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new JsonObject { ["reason"] = group.Key, ["count"] = group.Count() })]),
            ["dataCompleteness"] = Data(),
            ["handoff"] = duties.Handoff(),
            ["speedToLead"] = duties.Speed(),
            ["cadence"] = duties.Cadence(),
            ["decision"] = duties.Decision(),
            ["disposition"] = duties.Disposition(),
            ["feedback"] = duties.Feedback(),
            ["conversion"] = Conversion(),
            ["velocity"] = new JsonObject
            {
                ["mqlToSal"] = Velocity(lead => lead.Mql, lead => lead.Accepted),
                ["salToSql"] = Velocity(lead => lead.Accepted, lead => lead.Sql),
                ["sqlToSqo"] = Velocity(lead => lead.Sql, lead => lead.Sqo),
                ["sqoToWon"] = Velocity(lead => lead.Sqo, lead => lead.Won),
            },
            ["pipeline"] = Money(lead => lead.Sqo),
            ["won"] = Money(lead => lead.Won),
        };
    }

    private JsonObject Acceptance()
    {
        var accepted = leads.Count(lead => span.Holds(lead.Decision?.At) && lead.Decision!.Type == "accepted");
        var rejected = leads.Count(lead => span.Holds(lead.Decision?.At) && lead.Decision!.Type == "rejected");
        return With(Rate(accepted, accepted + rejected), ("accepted", accepted), ("rejected", rejected), ("undecided", leads.Count(lead => lead.Mql is not null && lead.Decision is null)));
    }

    private JsonObject Data()
    {
        var required = policy.Quotas.Completeness?.Fields ?? [];
        List<int> present = [.. leads.Where(lead => span.Holds(lead.Mql) && required.Count > 0).Select(lead => required.Count(field => Names(field).Any(name => lead.FieldsAtMql.ContainsKey(name))))];
        return new JsonObject { ["leads"] = Rate(present.Count(n => n == required.Count), present.Count), ["fields"] = Rate(present.Sum(), present.Count * required.Count) };
    }

    private JsonObject Conversion()
    {
        List<ReferenceLead> cohort = [.. leads.Where(lead => span.Holds(lead.Mql))];
        var won = cohort.Count(lead => lead.Won is not null);
        var sqo = cohort.Count(lead => (lead.Won ?? lead.Sqo) is not null);
        var sql = cohort.Count(lead => (lead.Won ?? lead.Sqo ?? lead.Sql) is not null);
        var sal = cohort.Count(lead => (lead.Won ?? lead.Sqo ?? lead.Sql ?? lead.Accepted) is not null);
        return new JsonObject
        {
            ["counts"] = new JsonObject { ["mql"] = cohort.Count, ["sal"] = sal, ["sql"] = sql, ["sqo"] = sqo, ["won"] = won },
            ["step"] = new JsonObject { ["mqlToSal"] = Rate(sal, cohort.Count), ["salToSql"] = Rate(sql, sal), ["sqlToSqo"] = Rate(sqo, sql), ["sqoToWon"] = Rate(won, sqo) },
            ["overall"] = Rate(won, cohort.Count),
        };
    }

    private JsonObject Velocity(Func<ReferenceLead, long?> earlier, Func<ReferenceLead, long?> later)
    {
        List<ReferenceLead> pairs = [.. leads.Where(lead => span.Holds(later(lead)) && earlier(lead) is not null)];
        List<ReferenceLead> ordered = [.. pairs.Where(lead => earlier(lead) <= later(lead))];
        return new JsonObject
        {
            ["elapsed"] = Statistics(ordered.Select(lead => later(lead)!.Value - earlier(lead)!.Value)),
            ["business"] = Statistics(ordered.Select(lead => hours.Between(earlier(lead)!.Value, later(lead)!.Value))),
            ["outOfOrder"] = pairs.Count - ordered.Count,
        };
    }

    private JsonObject Money(Func<ReferenceLead, long?> stage)
    {
        List<decimal?> amounts = [.. leads.Where(lead => span.Holds(stage(lead))).Select(lead => lead.LastAmount)];
        return new JsonObject
        {
            ["count"] = amounts.Count,
            ["amount"] = amounts.Sum(amount => amount ?? 0).ToString("0.00", CultureInfo.InvariantCulture),
            ["withoutAmount"] = amounts.Count(amount => amount is null),
        };
    }

    private JsonObject Volume(int count)
    {
        var quota = policy.Quotas.Volume;
        var target = quota?.PerWeek is { } weekly ? weekly
            : quota?.PerMonth is { } monthly ? Enumerable.Range(0, 7).Select(day => week.Monday.PlusDays(day)).Where(hours.IsBusinessDay).Sum(day => monthly / (decimal)BusinessDaysOf(day))
            : (decimal?)null;
        return new JsonObject
        {
            ["count"] = count,
            ["target"] = target is { } amount ? Number(Math.Round(amount, 6)) : null,
            ["attainment"] = target > 0 ? Number(Math.Round(count / target.Value, 6)) : null,
        };
    }

    private int BusinessDaysOf(LocalDate day) =>
        Enumerable.Range(1, CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month)).Count(n => hours.IsBusinessDay(new LocalDate(day.Year, day.Month, n)));

    private static string[] Names(string field) => field switch
    {
        "contact.email" => ["contact.email", "email"],
        "contact.name" => ["contact.name", "name"],
        "company.name" => ["company.name", "company"],
        _ => [field],
    };
}
