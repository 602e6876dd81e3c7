using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Routing;

/// <summary>
/// Picks an owner. The first rule whose condition holds decides: when nobody of its roster may take the lead, the lead
/// waits in the queue, so that a territory's leads do not stray. One exception: when somebody of that roster has just
/// lost or refused the lead, later rules that match may place it, and only when they cannot either does it go back to
/// that person; to somebody who passed it on as not theirs it never goes back by itself.
/// </summary>
public static class Router
{
    /// <summary>The owner, or why nobody can take the lead; a sentence for people in both cases.</summary>
    /// <param name="rules">The agreement (for its fit criteria), the people and the rules in order.</param>
    /// <param name="profile">What is known of the lead.</param>
    /// <param name="former">Who had it before.</param>
    /// <param name="now">The instant of the assignment.</param>
    /// <param name="standingOf">What a person (by e-mail) holds now.</param>
    /// <param name="absenceOf">The absence a person is in at an instant; null when they are there.</param>
    public static Placement Pick(
        AgreementRules rules,
        LeadProfile profile,
        FormerOwners former,
        Instant now,
        Func<string, Workload> standingOf,
        Func<string, Instant, Absence?> absenceOf)
    {
        var matching = rules.Routing.Where(rule => Holds(rule, rules.Policy, profile, now)).ToList();
        if (matching.Count == 0)
        {
            return new Placement(null, null, "No routing rule matches this lead.");
        }

        var bench = new EligibleSellers(rules.People, now, standingOf, absenceOf);
        var refused = matching[0].Roster.Any(seat => Has(former.Lost, seat.Email));
        var asked = refused ? matching : matching[..1];
        return Choose(asked, bench, person => !Has(former.Lost, person.Email), "")
            ?? Choose(asked, bench,
                person => Has(former.Lost, person.Email) && !Has(former.PassedOn, person.Email), "; nobody else can take it")
            ?? new Placement(null, matching[0].Name,
                $"Nobody of {matching[0].Name} can take it: {bench.WhyNobody(matching[0], former.PassedOn)}.");
    }

    private static bool Holds(RoutingRule rule, SlaPolicy policy, LeadProfile profile, Instant now) =>
        rule.When is null || CriterionJudge.Judge(rule.When, profile, policy.Icp, now) == Finding.Met;

    private static Placement? Choose(IReadOnlyList<RoutingRule> rules, EligibleSellers bench, Func<Person, bool> wanted,
        string remark)
    {
        foreach (var rule in rules)
        {
            var candidates = OnShift(rule, [.. bench.Of(rule).Where(candidate => wanted(candidate.Person))], bench.Now);
            if (candidates.Count > 0)
            {
                var (best, turn) = rule.By == RoutingWay.RoundRobin ? InTurn(candidates) : LeastLoaded(candidates);
                return new Placement(best.Person.Email, rule.Name, Sentence(rule, best) + remark, turn);
            }
        }

        return null;
    }

    /// <summary>Where the rule prefers who is on shift: those whose calendar is open now, else those who open
    /// first.</summary>
    private static IReadOnlyList<Candidate> OnShift(RoutingRule rule, IReadOnlyList<Candidate> candidates, Instant now)
    {
        if (!rule.PrefersOnShift || candidates.Count == 0)
        {
            return candidates;
        }

        var first = candidates.Min(candidate => Opens(candidate, now));
        return [.. candidates.Where(candidate => Opens(candidate, now) == first)];
    }

    private static Instant Opens(Candidate candidate, Instant now) =>
        candidate.Person.Calendar.NextOpen(now) ?? Instant.MaxValue;

    /// <summary>The weighted turn: whoever has come least far takes the next. Somebody new or just back is owed one
    /// turn, not all they missed.</summary>
    private static (Candidate One, long Turn) InTurn(IReadOnlyList<Candidate> candidates)
    {
        var (least, next) = TwoLeast(candidates);
        var longest = candidates.Max(Stride);
        var (best, at) = (candidates[0], long.MaxValue);
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            var others = candidates.Count == 1 ? 0 : candidates[i == least ? next : least].Workload.LastTurn;
            var reached = Math.Max(candidate.Workload.LastTurn, others - longest);
            if (reached < at)
            {
                (best, at) = (candidate, reached);
            }
        }

        return (best, at + Stride(best));
    }

    /// <summary>Who has come least far, and who of the others has: the same place twice when there is only
    /// one.</summary>
    private static (int Least, int Next) TwoLeast(IReadOnlyList<Candidate> candidates)
    {
        var (least, next) = (0, 0);
        for (var i = 1; i < candidates.Count; i++)
        {
            if (candidates[i].Workload.LastTurn < candidates[least].Workload.LastTurn)
            {
                (least, next) = (i, least);
            }
            else if (next == least || candidates[i].Workload.LastTurn < candidates[next].Workload.LastTurn)
            {
                next = i;
            }
        }

        return (least, next);
    }

    // Divisible by every weight up to 16, so that shares come out exact.
    private static long Stride(Candidate candidate) => 720_720 / candidate.Weight;

    // a/w < b/v compared as a*v < b*w, so that no rounding decides; ties go to whoever waited longest, then to roster
    // order.
    private static (Candidate One, long Turn) LeastLoaded(IReadOnlyList<Candidate> candidates)
    {
        var best = candidates[0];
        foreach (var candidate in candidates.Skip(1))
        {
            var order =
                ((long)candidate.Workload.Open * best.Weight).CompareTo((long)best.Workload.Open * candidate.Weight);
            if (order < 0 || (order == 0 && candidate.Workload.LastTurn < best.Workload.LastTurn))
            {
                best = candidate;
            }
        }

        return (best, best.Workload.LastTurn + Stride(best));
    }

    private static string Sentence(RoutingRule rule, Candidate best)
    {
        var open = best.Workload.Open.ToString(CultureInfo.InvariantCulture);
        var text = rule.By == RoutingWay.RoundRobin
            ? $"Round-robin {rule.Name}: {best.Person.Name}'s turn"
            : $"Least-loaded {rule.Name}: {best.Person.Name} has the most room ({open} open)";
        return best.CoverFor is null ? text : $"{text}, covering for {best.CoverFor}";
    }

    private static bool Has(IReadOnlyList<string> emails, string email) =>
        emails.Contains(email, StringComparer.OrdinalIgnoreCase);
}

/// <summary>One who could take a lead now.</summary>
internal readonly record struct Candidate(Person Person, int Weight, Workload Workload, string? CoverFor);

/// <summary>Who of a roster is there and has room at an instant, and why the others are not candidates.</summary>
internal sealed class EligibleSellers(People people, Instant now, Func<string, Workload> standingOf,
    Func<string, Instant, Absence?> absenceOf)
{
    /// <summary>The instant.</summary>
    internal Instant Now => now;

    /// <summary>The eligible of a roster in its order; somebody away is stood in for by their cover, who takes one seat
    /// however many they cover.</summary>
    internal IReadOnlyList<Candidate> Of(RoutingRule rule)
    {
        var found = new List<Candidate>();
        foreach (var seat in rule.Roster.Where(seat => CanTake(seat.Email)))
        {
            Add(found, seat.Email, seat.Weight, null);
        }

        foreach (var seat in rule.Roster)
        {
            if (absenceOf(seat.Email, now)?.Cover is { } cover && people.Find(seat.Email) is { } away && CanTake(cover))
            {
                Add(found, cover, seat.Weight, away.Name);
            }
        }

        return found;
    }

    /// <summary>Each person's reason: "Ana Reyes is away until …; Ben Okafor is full (40 of 40)".</summary>
    internal string WhyNobody(RoutingRule rule, IReadOnlyList<string> passedOn) => rule.Roster.Count == 0
        ? "its roster is empty"
        : string.Join("; ", rule.Roster.Select(seat => passedOn.Contains(seat.Email, StringComparer.OrdinalIgnoreCase)
            ? $"{people.NameOf(seat.Email)} passed it on" : Why(seat.Email)));

    private void Add(List<Candidate> found, string email, int weight, string? coverFor)
    {
        var person = people.Find(email)!;
        if (!IsEligible(found, person))
        {
            found.Add(new Candidate(person, Math.Max(1, weight), standingOf(person.Email), coverFor));
        }
    }

    // People are found as the one object that they are, so no fields need comparing.
    private static bool IsEligible(List<Candidate> found, Person person)
    {
        for (var i = 0; i < found.Count; i++)
        {
            if (ReferenceEquals(found[i].Person, person))
            {
                return true;
            }
        }

        return false;
    }

    private bool CanTake(string email) =>
        people.Find(email) is { } person && absenceOf(person.Email, now) is null && !IsFull(person);

    private bool IsFull(Person person) => standingOf(person.Email).Open >= (person.Capacity ?? int.MaxValue);

    private string Why(string email)
    {
        if (people.Find(email) is not { } person)
        {
            return $"{email} is not among the people";
        }

        if (absenceOf(person.Email, now) is { } absence)
        {
            var until = absence.Until.InZone(person.Zone).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return $"{person.Name} is away until {until}"
                + (absence.Cover is null ? "" : $" and the cover cannot take it ({CoverWhy(absence.Cover)})");
        }

        var open = standingOf(person.Email).Open;
        return string.Create(CultureInfo.InvariantCulture, $"{person.Name} is full ({open} of {person.Capacity})");
    }

    private string CoverWhy(string cover) =>
        people.Find(cover) is not { } person ? $"{cover} is not among the people"
            : absenceOf(person.Email, now) is not null ? $"{person.Name} is away too" : $"{person.Name} is full";
}

/// <summary>Who had a lead before: <c>Lost</c> are taken again only when nobody else is eligible, <c>PassedOn</c> (who said
/// that it is not theirs) never by routing; a person may still give it to them.</summary>
public sealed record FormerOwners(IReadOnlyList<string> Lost, IReadOnlyList<string> PassedOn)
{
    /// <summary>Of a lead that nobody had yet.</summary>
    public static FormerOwners None { get; } = new([], []);
}

/// <summary>How one of a roster is chosen.</summary>
public enum RoutingWay
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>Whoever holds the fewest open leads, by weight.</summary>
    LeastLoaded,
}

/// <summary>One who may receive, and how large a share (1 or more).</summary>
public sealed record RosterSeat(string Email, int Weight = 1);

/// <summary>One rule of <c>Routing</c>: the first whose condition holds decides who receives the lead (see
/// <see cref="Router"/>).</summary>
public sealed record RoutingRule(string Name, Criterion? When, IReadOnlyList<RosterSeat> Roster, RoutingWay By)
{
    /// <summary>True when those whose calendar is open at the instant come first, and with nobody on shift whoever opens
    /// first (<c>Prefer: onShift</c>).</summary>
    public bool PrefersOnShift { get; init; }
}

/// <summary>What a person holds now: open leads, how many they were ever assigned, and how far their weighted turn has
/// come.</summary>
public readonly record struct Workload(int Open, long Assigned, long LastTurn);

/// <summary>A spell in which a person receives nothing; <c>Until</c> is the instant they are back.</summary>
public sealed record Absence(string Email, Instant From, Instant Until, string? Cover, string By);

/// <summary>Where a lead went and by which rule, or why nobody could take it; <c>Turn</c> is how far the owner's
/// weighted turn has come with it.</summary>
public sealed record Placement(string? Owner, string? Rule, string Reason, long Turn = 0);
