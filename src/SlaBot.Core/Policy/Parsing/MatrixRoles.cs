namespace SlaBot.Core.Policy.Parsing;

/// <summary>
/// The escalation matrix names roles in the customer's words (<c>SDR manager</c>, <c>CMO and CRO</c>). Where
/// <c>Review:Roles</c> says who stands for one, that person or channel is told on the rung; a rung whose roles all have
/// somebody no longer tells the product's own guess (<c>manager</c>, <c>role:…</c>). Roles without anybody leave the
/// rung as it is.
/// </summary>
public static class MatrixRoles
{
    private static readonly string[] Between = [" and ", ",", "&", "/"];

    /// <summary>The single roles in the words of a rung.</summary>
    public static IReadOnlyList<string> Names(string words) =>
        words.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every role that a matrix names, once each.</summary>
    public static IEnumerable<string> Of(IEnumerable<EscalationLine> matrix) =>
        matrix.SelectMany(line => Names(line.First).Concat(Names(line.Second)))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The roles on a clause's ladder for whom nobody is named; the ladder then tells whom it tells
    /// anyway.</summary>
    public static IReadOnlyList<string> Unnamed(SlaPolicy policy) =>
        [.. Of(policy.Review.Matrix.Where(line => line.Clause is not null))
            .Where(role => Find(policy.Review, role) is null)];

    /// <summary>Who stands for a role; null when nobody is named.</summary>
    public static string? Find(ReviewTerms review, string role) =>
        review.Roles?.FirstOrDefault(pair => string.Equals(pair.Key, role, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The agreement with those named put on its ladders; the second rung of an issue that has no clause is
    /// told of weeks missed in a row.</summary>
    internal static SlaPolicy Bind(SlaPolicy policy)
    {
        if (policy.Review.Roles is null)
        {
            return policy;
        }

        var clauses = policy.Clauses.ToList();
        var tell = policy.Review.Tell;
        foreach (var line in policy.Review.Matrix)
        {
            tell = line.Clause is null ? Recipients(policy.Review, line.Second, tell) : tell;
            clauses = [
                .. clauses.Select(
                    clause =>
                        clause.Kind == line.Clause
                            ? clause with { Ladder = Ladder(policy.Review, line, clause.Ladder) } : clause)];
        }

        return policy with { Clauses = clauses, Review = policy.Review with { Tell = tell } };
    }

    private static List<Rung> Ladder(ReviewTerms review, EscalationLine line, IReadOnlyList<Rung> ladder) =>
        [.. ladder.Select(
            (rung, i) =>
                i > 1 ? rung : rung with { Tell = Recipients(review, i == 0 ? line.First : line.Second, rung.Tell) })];

    private static IReadOnlyList<string> Recipients(ReviewTerms review, string words, IReadOnlyList<string> tell)
    {
        var roles = Names(words).Select(role => Find(review, role)).ToList();
        if (roles.All(role => role is null))
        {
            return tell;
        }

        var kept = roles.Contains(null)
            ? tell : tell.Where(
                text => text != "manager" && !text.StartsWith("role:", StringComparison.OrdinalIgnoreCase));
        return [.. kept.Concat(roles.OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
