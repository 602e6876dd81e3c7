using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>The agreement on one page: definitions, both sides' promises, escalation, effective date, version, owner,
/// signatures.</summary>
public static class AgreementCard
{
    private const int MostLines = 25;

    /// <summary>Draws it.</summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="people">Everybody, for names.</param>
    /// <param name="signatures">Who signed this version: the party (<c>marketing</c> or <c>sales</c>), the name and
    /// when.</param>
    /// <param name="reader">Who reads it; the button to sign is for those who are named to and have not yet (and stands
    /// in a channel while a signature is missing).</param>
    /// <param name="now">The instant of drawing.</param>
    public static Card Draw(
        SlaPolicy policy, People people, IReadOnlyList<(string Party, string Name, Instant At)> signatures,
        Reader reader, Instant now)
    {
        var pen = new CardFormatter(new CardContext { Policy = policy, People = people, Now = now }, reader);
        var notes = Notes(policy, signatures, pen).ToArray();
        List<CardBlock> blocks =
        [
            .. notes.Select(note => new Paragraph(note, Tone.Warning)),
            new Fields(Facts(policy, pen)),
            .. policy.ChangeReason is { } why
                ? [new Paragraph($"Why this version: {Truncate.Note(why)}")] : Array.Empty<CardBlock>(),
            .. Definitions(policy),
            .. Column("Marketing commits", AgreementText.Promises(policy, Party.Marketing)),
            .. Column("Sales commits", AgreementText.Promises(policy, Party.Sales)),
            .. Column("RevOps commits", AgreementText.Promises(policy, Party.RevOps)),
            .. Column("Targets that rise step by step", AgreementText.Ramps(policy)),
            .. Column("When a deadline is missed, who is told", AgreementText.Ladders(policy, people)),
            .. Column("Escalation matrix", MatrixText.Lines(policy, people)),
            .. Column("When weeks are missed", ReviewWords.Escalation(policy, people)),
            .. Column("Review", ReviewWords.Rhythm(policy)),
            .. Signed(policy, signatures, pen),
        ];
        var standing = notes.Length == 0 ? "Signed and in effect." : string.Join(" ", notes);
        return new Card
        {
            Title = $"Agreement between marketing and sales, version {Truncate.Name(policy.Version)}",
            Tone = notes.Length == 0 ? Tone.Good : Tone.Warning,
            Blocks = blocks,
            Buttons = MaySign(policy, signatures, pen) ? [new Button("sign", "Sign", ButtonStyle.Primary)] : [],
            Summary = $"The agreement between marketing and sales, version {Truncate.Name(policy.Version)}. {standing}",
        };
    }

    private static IEnumerable<string> Notes(SlaPolicy policy,
        IReadOnlyList<(string Party, string Name, Instant At)> signatures, CardFormatter pen)
    {
        string[] missing = [.. new[] { "marketing", "sales" }.Where(party => !HasSigned(party, signatures))];
        if (missing.Length > 0)
        {
            yield return $"Unsigned: the signature of {string.Join(" and of ", missing)} is missing. It runs all the "
                + $"same, and every scorecard says so.";
        }

        if (policy.Effective is { } day && pen.Context.Now.InZone(policy.Calendar.Zone).Date < day)
        {
            yield return $"Not yet in effect: it binds from {pen.Format(day)}.";
        }
    }

    private static IReadOnlyList<(string, Line)> Facts(SlaPolicy policy, CardFormatter pen) =>
    [
        ("Version", Truncate.Name(policy.Version)),
        ("Template", Truncate.Name(policy.Template)),
        ("In effect from",
            policy.Effective is { } day ? day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture) : "not said"),
        ("Kept by", policy.Owner is null ? "nobody named" : Line.Of(pen.Who(policy.Owner))),
        ("Rules on disputes", policy.Arbiter is null ? "nobody named" : Line.Of(pen.Who(policy.Arbiter))),
        ("Calendar", $"{Truncate.Name(policy.Calendar.Name)} ({TimeText.City(policy.Calendar.Zone)})"),
    ];

    private static IEnumerable<CardBlock> Definitions(SlaPolicy policy)
    {
        yield return new Heading("What a qualified lead (MQL) is" + Marked(policy, "Mql"));
        if (policy.Mql is null)
        {
            yield return new Paragraph("Every lead that marketing sends.");
        }
        else
        {
            yield return List(CriterionText.Lines(policy.Mql));
        }

        if (policy.Icp is not null)
        {
            yield return new Heading("The ideal customer profile" + Marked(policy, "Icp"));
            yield return List(CriterionText.Lines(policy.Icp));
        }

        foreach (var block in AgreementTerms.Of(policy))
        {
            yield return block;
        }

        foreach (var gate in policy.Gates.Where(gate => gate.Value.Checklist.Count > 0)
            .OrderBy(gate => gate.Key == "sql" ? 0 : 1))
        {
            yield return new Paragraph(
                $"{gate.Key.ToUpperInvariant()} needs: {Truncate.Note(string.Join("; ", gate.Value.Checklist))}{Marked(policy, "Gates:" + gate.Key)}.");
        }
    }

    private static string Marked(SlaPolicy policy, string key) => policy.IsDefault(key) ? " (default)" : "";

    private static IEnumerable<CardBlock> Column(string heading, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? [] : [new Heading(heading), List(lines)];

    private static Bullets List(IReadOnlyList<string> lines) => new(
    [
        .. lines.Take(MostLines).Select(line => ((Line)line, Tone.Neutral)),
        .. lines.Count > MostLines
            ? [((Line)LeadText.Invariant($"and {lines.Count - MostLines} more"), Tone.Muted)]
            : Array.Empty<(Line, Tone)>(),
    ]);

    private static IEnumerable<CardBlock> Signed(SlaPolicy policy,
        IReadOnlyList<(string Party, string Name, Instant At)> signatures, CardFormatter pen)
    {
        yield return new Heading("Signatures");
        yield return new Bullets(
            [Signature("Marketing", policy.Signers.Marketing, signatures, pen),
                Signature("Sales", policy.Signers.Sales, signatures, pen)]);
    }

    private static (Line, Tone) Signature(string party, string? signer,
        IReadOnlyList<(string Party, string Name, Instant At)> signatures, CardFormatter pen)
    {
        foreach (var signature in signatures.Where(pair => Same(pair.Party, party)).OrderByDescending(pair => pair.At))
        {
            return (Line.Of(new Span($"{party}: {Truncate.Name(signature.Name)}, signed "), pen.Time(signature.At)),
                Tone.Good);
        }

        return signer is null
            ? ($"{party}: nobody is named to sign", Tone.Warning)
            : (Line.Of(new Span($"{party}: "), pen.Who(signer), new Span(", not signed yet")), Tone.Warning);
    }

    private static bool MaySign(SlaPolicy policy, IReadOnlyList<(string Party, string Name, Instant At)> signatures,
        CardFormatter pen) =>
        Waits("marketing", policy.Signers.Marketing, signatures, pen)
            || Waits("sales", policy.Signers.Sales, signatures, pen);

    private static bool Waits(string party, string? signer,
        IReadOnlyList<(string Party, string Name, Instant At)> signatures, CardFormatter pen) =>
        signer is not null && !HasSigned(party, signatures) && (pen.Reader.Person is null || pen.Is(signer));

    private static bool HasSigned(string party, IReadOnlyList<(string Party, string Name, Instant At)> signatures) =>
        signatures.Any(signature => Same(signature.Party, party));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The agreement's words for stages, tiers and answers, each marked where it is the product's
/// default.</summary>
internal static class AgreementTerms
{
    private static readonly string[] Stages =
        ["mql", "sal", "sql", "sqo", "opportunity", "won"];

    /// <summary>Stages, tiers, reasons for rejection and outcomes.</summary>
    public static IEnumerable<CardBlock> Of(SlaPolicy policy)
    {
        var lines = StageLines(policy).Concat(TierLines(policy)).Concat(Answers(policy))
            .Select(line => ((Line)line, Tone.Neutral)).ToList();
        return lines.Count == 0 ? [] : [new Heading("What the words mean"), new Bullets(lines)];
    }

    private static IEnumerable<string> StageLines(SlaPolicy policy) =>
        from stage in Stages
        where policy.Definitions.ContainsKey(stage)
        select Truncate.Note(policy.Definitions[stage]) + Mark(policy, "Definitions:" + stage);

    private static IEnumerable<string> TierLines(SlaPolicy policy) => policy.Tiers.Select(rule =>
        $"Tier {Truncate.Name(rule.Tier)}: {(rule.When is null ? "every other qualified lead" : Truncate.Note(rule.When.Label))}, where marketing gives no tier{Mark(policy, "Tiers")}");

    private static IEnumerable<string> Answers(SlaPolicy policy)
    {
        if (policy.RejectReasons.Count > 0)
        {
            yield return Truncate.Note(
                $"Reasons to reject: "
                + $"{string.Join("; ", policy.RejectReasons.Select(rejectReason => rejectReason.Reason))}")
                + Mark(policy, "RejectReasons");
        }

        if (policy.FeedbackCodes.Count > 0)
        {
            yield return Truncate.Note($"Outcomes: {string.Join("; ", policy.FeedbackCodes)}")
                + Mark(policy, "FeedbackCodes");
        }

        if (policy.CadenceCodes.Count > 0)
        {
            yield return Truncate.Note($"Only after the full cadence: {string.Join("; ", policy.CadenceCodes)}")
                + Mark(policy, "CadenceCodes");
        }

        if (policy.LossNeedsOutcome)
        {
            yield return "A lead is closed as lost only with an outcome on file"
                + Mark(policy, policy.CodeBeforeLost ? "CodeBeforeLost" : "CadenceCodes");
        }
    }

    private static string Mark(SlaPolicy policy, string key) => policy.IsDefault(key) ? " (default)" : "";
}

/// <summary>Criteria in words, one line a criterion, parts of a group set in by dots.</summary>
internal static class CriterionText
{
    private const int Deepest = 8;

    /// <summary>The lines of a criterion and all its parts.</summary>
    public static IReadOnlyList<string> Lines(Criterion criterion)
    {
        var lines = new List<string>();
        Collect(criterion, 0, lines);
        return lines;
    }

    private static void Collect(Criterion criterion, int depth, List<string> lines)
    {
        var (head, parts) = Read(criterion);
        var isOnly = parts.Count == 1 && criterion is AllOf or AnyOf;
        if (!isOnly)
        {
            lines.Add(string.Concat(Enumerable.Repeat("· ", depth)) + Truncate.Note(head));
        }

        foreach (var part in depth < Deepest ? parts : [])
        {
            Collect(part, isOnly ? depth : depth + 1, lines);
        }
    }

    private static (string Head, IReadOnlyList<Criterion> Parts) Read(Criterion criterion) => criterion switch
    {
        AllOf all => ("all of these:", all.Parts),
        AnyOf any => ("at least one of these:", any.Parts),
        AtLeastOf some => (string.Create(CultureInfo.InvariantCulture, $"at least {some.Count} of these:"), some.Parts),
        NoneOf none => ("none of these:", none.Parts),
        IcpFits => ("fits the ideal customer profile", []),
        _ => (criterion.Label, []),
    };
}

/// <summary>How the agreement is reviewed and what follows missed weeks, as sentences of its page.</summary>
internal static class ReviewWords
{
    /// <summary>When and before whom, what is gone through, the question, the freeze after launch.</summary>
    public static IReadOnlyList<string> Rhythm(SlaPolicy policy)
    {
        var review = policy.Review;
        string?[] lines =
        [
            review.Rhythm is { } rhythm ? $"When: {Truncate.Note(rhythm)}" : null,
            review.Quarterly ? "Each calendar quarter is reviewed too, as a table of target, actual and status" : null,
            review.Agenda.Count > 0 ? Truncate.Note($"Agenda: {string.Join("; ", review.Agenda)}") : null,
            review.Question is { } question ? $"Asked of every miss: {Truncate.Note(question)}" : null,
            review.FreezeDays > 0
                ? LeadText.Invariant(
                    $"Within {review.FreezeDays} calendar days of the first signature a change needs a stated reason")
                : null,
        ];
        return [.. lines.OfType<string>()];
    }

    /// <summary>What missed weeks in a row lead to, and whom they tell.</summary>
    public static IReadOnlyList<string> Escalation(SlaPolicy policy, People people)
    {
        var review = policy.Review;
        var tell = review.Tell.Count == 0
            ? "" : $", and {string.Join(", ", review.Tell.Select(text => AgreementText.RecipientText(text, people)))} is told";
        var weeks = review.MissedWeeks == 1 ? "One missed week" : $"{Number(review.MissedWeeks)} missed weeks in a row";
        string?[] lines =
        [
            review.Escalation is { } agreed ? $"Agreed: {Truncate.Note(agreed)}" : null,
            $"{weeks} by either side: a named item stands first on the agenda until a green week or a newly signed "
            + $"version{tell}"
                + (policy.IsDefault("Review:MissedWeeks") ? " (default)" : ""),
            review.ResponseUnder is { } least
                ? $"A rule of its own beside it: fewer than {Percent(least)} of first touches in time, "
                    + $"{(review.MissedWeeks == 1 ? "in one week" : $"{Number(review.MissedWeeks).ToLowerInvariant()} weeks in a row")}"
                : null,
        ];
        return [.. lines.OfType<string>()];
    }

    private static string Number(int weeks) => weeks == 2 ? "Two" : weeks.ToString(CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
