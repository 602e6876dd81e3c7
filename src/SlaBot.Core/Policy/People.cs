using System.Collections.Frozen;
using NodaTime;
using SlaBot.Core.Time;

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
        byWord = Enum.GetValues<Role>().ToFrozenDictionary(role => $"role:{role}",
            role => All.Where(person => person.Role == role).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Everybody, in the order of the settings.</summary>
    public IReadOnlyList<Person> All { get; }

    /// <summary>The person of that e-mail; null when there is none.</summary>
    public Person? Find(string? email) =>
        email is not null && byEmail.TryGetValue(email, out var person) ? person : null;

    /// <summary>The person whom a sender means: by e-mail, else by name where just one person has it (case and double
    /// blanks aside); null when that says nobody, or more than one.</summary>
    public Person? Meant(string? emailOrName)
    {
        if (Find(emailOrName?.Trim()) is { } person)
        {
            return person;
        }

        var name = Plain(emailOrName);
        var named = name.Length == 0 ? [] : All.Where(known => Plain(known.Name) == name).Take(2).ToList();
        return named.Count == 1 ? named[0] : null;

        static string Plain(string? text) => string.Join(' ',
            (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
    }

    /// <summary>The name to show for an e-mail: the person's, else the e-mail itself.</summary>
    public string NameOf(string? email) => Find(email)?.Name ?? email ?? "nobody";

    /// <summary>Everybody in a role.</summary>
    public IEnumerable<Person> In(Role role) => byWord[$"role:{role}"];

    /// <summary>Whom a word of a ladder names whatever the lead: all of <c>role:marketing</c>, or the person of an
    /// e-mail; nobody for any other word.</summary>
    public IReadOnlyList<Person> Named(string word) =>
        byWord.TryGetValue(word, out var all) ? all : Find(word) is { } person ? [person] : [];

    /// <summary>The people who answer to this one.</summary>
    public IEnumerable<Person> ReportsOf(string email) =>
        All.Where(person => string.Equals(person.Manager, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when <paramref name="boss"/> is the manager of <paramref name="email"/>, or the manager's manager,
    /// and so on.</summary>
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

/// <summary>What a person does here; decides rights and who is told.</summary>
public enum Role
{
    /// <summary>Works leads.</summary>
    Rep,

    /// <summary>Answers for reps.</summary>
    Manager,

    /// <summary>Hands leads over.</summary>
    Marketing,

    /// <summary>Keeps the agreement.</summary>
    RevOps,

    /// <summary>Is told when the ladder climbs.</summary>
    Executive,
}

/// <summary>One person of the settings, with the calendar that their clocks run on resolved.</summary>
public sealed record Person
{
    /// <summary>The key by which everybody is known.</summary>
    public required string Email { get; init; }

    /// <summary>The name readers see.</summary>
    public required string Name { get; init; }

    /// <summary>What they do.</summary>
    public required Role Role { get; init; }

    /// <summary>E-mail of their manager.</summary>
    public string? Manager { get; init; }

    /// <summary>Their team.</summary>
    public string? Team { get; init; }

    /// <summary>Their region.</summary>
    public string? Region { get; init; }

    /// <summary>Their working hours.</summary>
    public required BusinessCalendar Calendar { get; init; }

    /// <summary>The zone in which they read times.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>True when the settings name the zone; false when it is the calendar's, so that a chat platform may know
    /// better.</summary>
    public bool ZoneIsSet { get; init; }

    /// <summary>Open leads they may hold; null for no limit.</summary>
    public int? Capacity { get; init; }

    /// <summary>Their ids on the chat platforms, by the platform's name, where the settings give one.</summary>
    public IReadOnlyDictionary<string, string> PlatformIds { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>True for those who may be the one accountable seller of a lead.</summary>
    public bool MayOwn => Role is Role.Rep or Role.Manager;

    /// <summary>The first name, for friendly sentences.</summary>
    public string FirstName => Name.Split(' ', 2)[0];

    /// <summary>The id that the settings give on that platform; null where they give none.</summary>
    /// <param name="platform">The platform's name, such as <c>slack</c>.</param>
    public string? IdOn(string platform) => PlatformIds.GetValueOrDefault(platform);
}
