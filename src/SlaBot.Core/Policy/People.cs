using System.Collections.Frozen;

namespace SlaBot.Core.Policy;

/// <summary>Everybody in the settings, by e-mail (without case).</summary>
public sealed class People
{
    private readonly FrozenDictionary<string, Person> byEmail;
    private readonly FrozenDictionary<string, Person[]> byWord;

    /// <summary>Takes the list; e-mails must differ.</summary>
    public People(IEnumerable<Person> people)
    {
        All = [.. people];
        byEmail = All.ToFrozenDictionary(person => person.Email, StringComparer.OrdinalIgnoreCase);
        byWord = Enum.GetValues<Role>().ToFrozenDictionary(role => $"role:{role}", role => All.Where(person => person.Role == role).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Everybody, in the order of the settings.</summary>
    public IReadOnlyList<Person> All { get; }

    /// <summary>The person of that e-mail; null when there is none.</summary>
    public Person? Find(string? email) => email is not null && byEmail.TryGetValue(email, out var person) ? person : null;

    /// <summary>The name to show for an e-mail: the person's, else the e-mail itself.</summary>
    public string NameOf(string? email) => Find(email)?.Name ?? email ?? "nobody";

    /// <summary>Everybody in a role.</summary>
    public IEnumerable<Person> In(Role role) => byWord[$"role:{role}"];

    /// <summary>Whom a word of a ladder names whatever the lead: all of <c>role:marketing</c>, or the person of an e-mail; nobody for any other word.</summary>
    public IReadOnlyList<Person> Named(string word) => byWord.TryGetValue(word, out var all) ? all : Find(word) is { } person ? [person] : [];

    /// <summary>The people who answer to this one.</summary>
    public IEnumerable<Person> ReportsOf(string email) =>
        All.Where(person => string.Equals(person.Manager, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when <paramref name="boss"/> is the manager of <paramref name="email"/>, or the manager's manager, and so on.</summary>
    public bool Manages(string boss, string? email)
    {
        var at = Find(email)?.Manager;
        for (var steps = 0; at is not null && steps < 16; steps++)
        {
            if (string.Equals(at, boss, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            at = Find(at)?.Manager;
        }

        return false;
    }
}
