using SlaBot.Core.Policy;

namespace SlaBot.Actions;

/// <summary>Somebody found by what they are called, or a sentence that says why nobody was.</summary>
internal readonly record struct PersonMatch(Person? Person, string? Sentence);

/// <summary>Finds a person by e-mail or by any part of the name that fits only one.</summary>
internal static class PeopleFinder
{
    /// <summary>The person called this; the exact ones go before those whose name merely holds it.</summary>
    public static PersonMatch Find(People people, string called)
    {
        var name = called.Trim().TrimStart('@');
        if (name.Length == 0)
        {
            return new PersonMatch(null, "Say who: a name or an e-mail.");
        }

        if (people.Find(name) is { } exact)
        {
            return new PersonMatch(exact, null);
        }

        var byName = Those(people, person => Same(person.Name, name));
        var byPart = byName.Count > 0 ? byName : Those(people, person => person.Name.Split(' ').Any(part => Same(part, name)));
        var found = byPart.Count > 0 ? byPart : Those(people, person => person.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        return found.Count switch
        {
            0 => new PersonMatch(null, $"Nobody here is called \"{name}\". Use the name or the e-mail as in the settings."),
            1 => new PersonMatch(found[0], null),
            _ => new PersonMatch(null, $"\"{name}\" could be {English.Or(found.Select(person => $"{person.Name} ({person.Email})"))}. Use the e-mail."),
        };
    }

    private static List<Person> Those(People people, Func<Person, bool> fits) => [.. people.All.Where(fits)];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
