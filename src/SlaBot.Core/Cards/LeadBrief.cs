using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>A lead in as few lines as a phone's screen takes: what is due, why it is an MQL, what to say, touches.</summary>
internal static class LeadBrief
{
    private const int MostDuties = 2;
    private const int MostKinds = 3;
    private const int MostLine = 120;
    private const int MostId = 40;

    /// <summary>The next duty, and what comes after it.</summary>
    public static IEnumerable<CardBlock> Next(LeadState lead, IReadOnlyList<Obligation> duties, CardFormatter pen)
    {
        if (duties.Count == 0)
        {
            yield return new Paragraph(
                Line.Of(new Span("Nothing is due. "), new Span($"Stage: {LeadText.Stage(lead, pen)}.")), Tone.Muted);
            yield break;
        }

        var next = duties[0];
        yield return new Paragraph(DutyText.Due(next, lead, pen, "Next: "),
            next.Status == ObligationStatus.Breached ? Tone.Bad : Tone.Neutral);
        if (next.Method is not null)
        {
            // The agreement says how: another way does not count.
            yield return new Context(ClauseText.Imperative(next, lead) + ".");
        }

        if (duties.Count > 1)
        {
            yield return new Context(Then(duties, lead, pen));
        }
    }

    /// <summary>Who to reach how, why it is an MQL, what to say, touches so far.</summary>
    public static IEnumerable<CardBlock> Lines(LeadState lead, CardFormatter pen)
    {
        if (Contact(lead) is { Length: > 0 } contact)
        {
            yield return new Context(contact);
        }

        yield return new Paragraph(Why(lead, pen));
        if (Say(lead) is { } say)
        {
            yield return new Paragraph(say);
        }

        yield return new Paragraph(Touches(lead, pen));
        yield return new Context(Id(lead));
    }

    // By it a lead is asked for, in chat and in the CRM.
    private static string Id(LeadState lead) => "Lead " + Truncate.To(Truncate.OneLine(lead.Id), MostId);

    /// <summary>True when nobody works it any more and nobody owes anything about it.</summary>
    public static bool HasEnded(LeadState lead, IReadOnlyList<Obligation> duties) =>
        duties.Count == 0 && !LeadButtons.IsDisputed(lead) && lead.PausedAt is null
        && (lead.HasEnded || lead.Stage is LeadStage.Rejected or LeadStage.Recycled or LeadStage.Won or LeadStage.Lost);

    /// <summary>How the work ended, in one line.</summary>
    public static CardBlock End(LeadState lead, CardFormatter pen)
    {
        var ending = lead.Dispositions.LastOrDefault(disposition => disposition.Ends && !disposition.Superseded);
        var spans = lead.Stage switch
        {
            LeadStage.Won => Ended("Won", lead.AdvancedAt, lead.Profile.Amount is { } amount
                ? $"worth {LeadText.Money(amount)}" : null, pen),
            LeadStage.Lost => Ended("Lost", lead.AdvancedAt, lead.Feedback ?? "no reason given yet", pen),
            LeadStage.Recycled => Ended(lead.RevisitOn is { } date ? $"In nurture until {pen.Format(date)}" : "In nurture",
                null, lead.Rejection is null ? null : LeadCardNotes.Reason(lead), pen),
            LeadStage.Rejected =>
                [new Span("Rejected by "), pen.Who(lead.Rejection?.Owner ?? lead.Owner),
                    .. Ended("", lead.Rejection?.At, LeadCardNotes.Reason(lead), pen)],
            LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
                or LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity => Ended($"Closed as “{Truncate.Name(ending?.Code ?? "")}”", ending?.At, ending?.Reason, pen),
        };
        return new Paragraph(new Line([.. spans, new Span(" · " + Id(lead))]),
            lead.Stage == LeadStage.Won ? Tone.Good : Tone.Muted);
    }

    private static Span[] Ended(string how, Instant? at, string? why, CardFormatter pen) =>
    [
        new Span(how),
        .. at is { } when ? [new Span(", "), pen.Time(when)] : Array.Empty<Span>(),
        new Span(string.IsNullOrWhiteSpace(why) ? "." : $": {Short(why)}"),
    ];

    // Two more and their number; the rest is behind Details.
    private static Line Then(IReadOnlyList<Obligation> duties, LeadState lead, CardFormatter pen)
    {
        var spans = new List<Span> { new("Then: ") };
        foreach (var duty in duties.Skip(1).Take(MostDuties))
        {
            if (spans.Count > 1)
            {
                spans.Add(new Span("; "));
            }

            var due = DutyText.Due(duty, lead, pen).Spans;
            spans.Add(new Span(ClauseText.InSentence(due[0].Text)));
            spans.AddRange(due.Skip(1));
        }

        var more = duties.Count - 1 - MostDuties;
        spans.Add(new Span(more > 0 ? LeadText.Invariant($"; and {more} more.") : "."));
        return new Line(spans);
    }

    private static string Contact(LeadState lead) => string.Join(" · ",
        new[] { lead.Profile.Contact.Title, lead.Profile.Contact.Phone, lead.Profile.Contact.Email }
            .Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Truncate.Name(part!)));

    /// <summary><c>MQL: 2 downloads, demo, ICP: yes; score 64 of 70</c>.</summary>
    private static Line Why(LeadState lead, CardFormatter pen)
    {
        if (lead.MqlAt is null)
        {
            return NotYet(lead, pen);
        }

        var policy = pen.Context.Policy;
        var kinds = lead.Profile.Activity.Select(activity => LeadCardBody.Kind(activity.Kind))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var signals = lead.Profile.Signals.Where(signal => !kinds.Contains(LeadCardBody.Kind(signal))).Take(MostKinds);
        var did = string.Join(", ", [.. Kinds(lead), .. signals.Select(Truncate.Name), .. Fit(lead, pen)]);
        var score = lead.Profile.Score is not { } points ? null
            : policy.Mql is { } mql && Threshold(mql) is { } asked ? LeadText.Invariant($"score {points:0.##} of {asked:0.##}")
            : LeadText.Invariant($"score {points:0.##}");
        var known = string.Join("; ", new[] { did, score }.Where(part => !string.IsNullOrEmpty(part)));
        var met = known.Length > 0 ? known : string.Join(", ",
            lead.Criteria.Where(result => result.Finding == Finding.Met).Take(MostKinds)
                .Select(result => Truncate.Name(result.Label)));
        return Line.Of(new Span("MQL", SpanKind.Strong),
            new Span(lead.Profile.Tier is { } tier ? $", tier {Truncate.Name(tier)}" : ""),
            new Span(": " + Truncate.To(met.Length > 0 ? met : "marketing says so", MostLine)));
    }

    // What is missing, that which is known to be so first.
    private static Line NotYet(LeadState lead, CardFormatter pen)
    {
        var missing = MqlFindings.Of(lead, pen.Context.Policy, pen.Context.Now).Where(result => result.Finding != Finding.Met)
            .OrderBy(result => result.Finding == Finding.Missed ? 0 : 1).Take(MostKinds)
            .Select(result => result.Finding == Finding.Missed ? $"✗ {Truncate.Name(result.Label)}"
                : $"– {Truncate.Name(result.Label)} (no data)");
        var words = string.Join(", ", missing);
        return Line.Of(new Span("Not an MQL yet", SpanKind.Strong),
            new Span(": " + Truncate.To(words.Length > 0 ? words : "the agreed criteria are not met", MostLine * 2)));
    }

    private static IEnumerable<string> Kinds(LeadState lead) => lead.Profile.Activity
        .OrderByDescending(activity => activity.At).GroupBy(activity => LeadCardBody.Kind(activity.Kind), StringComparer.OrdinalIgnoreCase)
        .Take(MostKinds).Select(kind => kind.Count() == 1 ? kind.Key
            : LeadText.Invariant($"{kind.Count()} {(kind.Key.EndsWith('s') ? kind.Key : kind.Key + "s")}"));

    private static string[] Fit(LeadState lead, CardFormatter pen) => pen.Context.Policy.Icp is not { } icp ? []
        : CriterionJudge.Judge(icp, lead.Profile, null, pen.Context.Now) switch
        {
            Finding.Met => ["ICP: yes"],
            Finding.Missed => ["ICP: no"],
            Finding.Unknown => ["ICP: not known"],
        };

    private static decimal? Threshold(Criterion criterion) => criterion switch
    {
        FieldIs { AtLeast: { } least } test when test.Field.Equals("score", StringComparison.OrdinalIgnoreCase) => least,
        AllOf all => all.Parts.Select(Threshold).FirstOrDefault(found => found is not null),
        AnyOf any => any.Parts.Select(Threshold).FirstOrDefault(found => found is not null),
        AtLeastOf some => some.Parts.Select(Threshold).FirstOrDefault(found => found is not null),
        TogetherWithin together => Threshold(together.Part),
        _ => null,
    };

    private static Line? Say(LeadState lead) =>
        lead.Profile.Briefing is { TalkTrack: { } track } && !string.IsNullOrWhiteSpace(track)
            ? Line.Of(new Span("Say", SpanKind.Strong), new Span(": " + Short(track)))
        : lead.Profile.Briefing is { News: { } news } && !string.IsNullOrWhiteSpace(news)
            ? Line.Of(new Span("News", SpanKind.Strong), new Span(": " + Short(news)))
        : null;

    private static Line Touches(LeadState lead, CardFormatter pen)
    {
        var count = LeadText.Count(lead);
        var stage = lead.Stage == LeadStage.Assigned && pen.Is(lead.Owner) ? "" : $" · {LeadText.Stage(lead, pen)}";
        var owner = lead.Owner is null || pen.Is(lead.Owner) || lead.Stage == LeadStage.Assigned
            ? [] : new[] { new Span(", with "), pen.Who(lead.Owner) };
        return new Line([new Span(count.Length == 0 ? count : char.ToUpperInvariant(count[0]) + count[1..]),
            new Span(stage), .. owner, new Span(Outcome(lead))]);
    }

    // An outcome that does not end the work says how it goes on.
    private static string Outcome(LeadState lead) =>
        lead.Dispositions.LastOrDefault(disposition => !disposition.Superseded) is { Ends: false } last
            ? $" · {Truncate.Name(last.Code)}" : "";

    private static string Short(string text) => Truncate.To(Truncate.OneLine(text), MostLine);
}
