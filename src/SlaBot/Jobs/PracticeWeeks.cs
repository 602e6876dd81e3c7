using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>
/// Which weeks are practice (METRICS.md, Which weeks count): those that began before the program first ran on this
/// data, or before the agreement's first version was signed by both and in effect. Both instants are kept once they are
/// known: practice ends once.
/// </summary>
internal static class PracticeWeeks
{
    private const string FirstRunKind = "first-run";
    private const string EndKind = "practice-end";
    private const string Only = "1";

    /// <summary>Keeps when the program first ran on this data; null when that is known. Data with published weeks is
    /// older than them.</summary>
    public static Document? FirstRun(IReadStore reader, Instant now, DateTimeZone zone)
    {
        if (reader.Documents(FirstRunKind).Count > 0)
        {
            return null;
        }

        var first = reader.PublishedWeeks().Order(StringComparer.Ordinal).FirstOrDefault();
        var at = first is not null && IsoWeek.TryParse(first, out var week) ? week.From(zone) : now;
        return Kept(FirstRunKind, at, now);
    }

    /// <summary>When practice ends; null while the agreement was never signed by both.</summary>
    public static Instant? EndOf(IReadStore reader, AgreementRules book)
    {
        if (Read(reader, EndKind) is { } known)
        {
            return known;
        }

        var versions =
            AgreementArchive.VersionsInForce(reader).Append(book.Policy.Version).Distinct(StringComparer.Ordinal);
        var ends = versions.Select(version => SignedAt(reader, version, book.Policy)).OfType<Instant>().ToList();
        return ends.Count == 0 ? null : Instant.Max(ends.Min(), Read(reader, FirstRunKind) ?? Instant.MinValue);
    }

    /// <summary>Keeps the end of practice, from the first published week on that counts.</summary>
    public static Document Ended(Instant end, Instant now) => Kept(EndKind, end, now);

    private static Instant? SignedAt(IReadStore reader, string version, SlaPolicy policy)
    {
        var signed = reader.Signatures(version);
        if (signed.Select(signature => signature.Party).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return null;
        }

        var at = signed.GroupBy(signature => signature.Party, StringComparer.Ordinal)
            .Max(party => party.Min(signature => signature.At));
        return version == policy.Version && policy.Effective is { } day
            ? Instant.Max(at, policy.Calendar.Zone.AtStartOfDay(day).ToInstant()) : at;
    }

    private static Document Kept(string kind, Instant at, Instant now) =>
        new(kind, Only, InstantPattern.General.Format(at), now);

    private static Instant? Read(IReadStore reader, string kind) =>
        reader.Documents(kind).FirstOrDefault() is { } kept ? InstantPattern.General.Parse(kept.Body).Value : null;
}
