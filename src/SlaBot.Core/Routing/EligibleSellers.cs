using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Routing;

/// <summary>One who could take a lead now.</summary>
internal readonly record struct Candidate(Person Person, int Weight, Workload Workload, string? CoverFor);

/// <summary>Who of a roster is there and has room at an instant, and why the others are not candidates.</summary>
internal sealed class EligibleSellers(People people, Instant now, Func<string, Workload> standingOf, Func<string, Instant, Absence?> absenceOf)
{
    /// <summary>The eligible of a roster in its order; somebody away is stood in for by their cover, who takes one seat however many they cover.</summary>
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
    internal string WhyNobody(RoutingRule rule) =>
        rule.Roster.Count == 0 ? "its roster is empty" : string.Join("; ", rule.Roster.Select(seat => Why(seat.Email)));

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

    private bool CanTake(string email) => people.Find(email) is { } person && absenceOf(person.Email, now) is null && !IsFull(person);

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
            return $"{person.Name} is away until {until}" + (absence.Cover is null ? "" : $" and the cover cannot take it ({CoverWhy(absence.Cover)})");
        }

        var open = standingOf(person.Email).Open;
        return string.Create(CultureInfo.InvariantCulture, $"{person.Name} is full ({open} of {person.Capacity})");
    }

    private string CoverWhy(string cover) =>
        people.Find(cover) is not { } person ? $"{cover} is not among the people"
            : absenceOf(person.Email, now) is not null ? $"{person.Name} is away too" : $"{person.Name} is full";
}
