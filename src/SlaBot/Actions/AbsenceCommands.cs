using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>Absences by command: one's own, or a report's.</summary>
internal sealed class AbsenceCommands(LeadCommandProcessor engine, CurrentAgreement rules, ReaderZones zones,
    IClock clock)
{
    private const string Usage = "Write: away until DATE, and \"cover NAME\" after it where somebody takes your "
        + "leads; \"away\" alone asks for both.";

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM");
    private static readonly LocalDatePattern DayOfYear =
        LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");

    /// <summary><c>away [NAME] until DATE [cover NAME]</c>; the date is the day on which the person is back.</summary>
    public async Task<Card> LeaveAsync(Person asked, string rest)
    {
        if (Read(rest) is not { } said)
        {
            return No(Usage);
        }

        var who = Whom(asked, said.Name);
        var cover = said.Cover is null ? default : PeopleFinder.Find(rules.Now.People, said.Cover);
        if (who.Person is not { } person || cover.Sentence is not null)
        {
            return No(who.Sentence ?? cover.Sentence!);
        }

        var now = clock.GetCurrentInstant();
        var back = NaturalDate.Read(said.Date, Today(person, now));
        return Fault(person, cover.Person, said.Date, back, Today(person, now)) is { } fault
            ? No(fault) : await SetAsync(asked, person, cover.Person, back!.Value, now);
    }

    /// <summary>The filled in form: <c>who</c> (else oneself), <c>back</c> and <c>cover</c>; a fault names its
    /// field.</summary>
    public async Task<ActionResult> FilledAsync(Person asked, IReadOnlyDictionary<string, string?> said)
    {
        var who = Whom(asked, said.GetValueOrDefault("who") ?? "");
        var cover = said.GetValueOrDefault("cover") is { Length: > 0 } name
            ? PeopleFinder.Find(rules.Now.People, name) : default;
        var now = clock.GetCurrentInstant();
        var (day, person) = (said.GetValueOrDefault("back") ?? "", who.Person ?? asked);
        var back = NaturalDate.Read(day, Today(person, now));
        List<Fault> faults =
        [
            .. who.Sentence is { } no ? [new Fault("who", no)] : Array.Empty<Fault>(),
            .. day.Length == 0 ? [new Fault("back", "The first day back is needed.")]
                : Fault(person, null, day, back, Today(person, now)) is { } wrong
                ? [new Fault("back", wrong)] : Array.Empty<Fault>(),
            .. cover.Sentence is { } unknown ? [new Fault("cover", unknown)]
                : cover.Person is { } same && same.Email == person.Email
                ? [new Fault("cover", "Nobody covers for themselves: name somebody else.")] : Array.Empty<Fault>(),
        ];
        return faults.Count > 0
            ? new ActionResult(false, FormFaults.Sentence(faults), faults)
            : new ActionResult(true, (await SetAsync(asked, person, cover.Person, back!.Value, now)).Title);
    }

    /// <summary><c>back [NAME]</c>.</summary>
    public async Task<Card> ReturnAsync(Person asked, string name)
    {
        var who = Whom(asked, name);
        if (who.Person is not { } person)
        {
            return No(who.Sentence!);
        }

        var now = clock.GetCurrentInstant();
        await engine.SetAbsenceAsync(new Absence(person.Email, now, now, null, asked.Email));
        return Replies.Sentence(
            person == asked ? "Welcome back. You take leads again." : $"{person.Name} takes leads again.", Tone.Good);
    }

    private async Task<Card> SetAsync(Person asked, Person person, Person? cover, LocalDate back, Instant now)
    {
        var until = zones.Of(person).AtStartOfDay(back).ToInstant();
        var (moved, queued) =
            await engine.SetAbsenceAsync(new Absence(person.Email, now, until, cover?.Email, asked.Email));
        var who = person == asked ? "You are away; your" : $"{person.Name} is away; the";
        var leads = moved == 0
            ? "" : $" {English.Count(moved, "lead")} moved{(cover is null ? " to others" : $" to {cover.Name}")}.";
        var waiting = queued == 0
            ? "" : $" Nobody could take {English.Count(queued, "lead")}: "
                + $"{(queued == 1 ? "it waits" : "they wait")} in the queue.";
        return Replies.Sentence(
            $"{who} first day back is "
            + $"{Named(back, Today(person, now))}.{(cover is null ? "" : $" {cover.Name} covers.")}{leads}{waiting}",
            queued == 0 ? Tone.Good : Tone.Warning);
    }

    private static string Named(LocalDate day, LocalDate today) =>
        (day.Year == today.Year ? Day : DayOfYear).Format(day);

    /// <summary>The day that it is where the person is.</summary>
    private LocalDate Today(Person person, Instant now) => now.InZone(zones.Of(person)).Date;

    private PersonMatch Whom(Person asked, string name)
    {
        if (name.Length == 0)
        {
            return new PersonMatch(asked, null);
        }

        var found = PeopleFinder.Find(rules.Now.People, name);
        return found.Person is not { } person || person == asked || asked.Role == Role.RevOps
            || rules.Now.People.Manages(asked.Email, person.Email)
            ? found
            : new PersonMatch(null,
                $"Only {person.Name}, their manager or RevOps may say that {person.FirstName} is away or back.");
    }

    private static string? Fault(Person person, Person? cover, string said, LocalDate? back, LocalDate today) =>
        back switch
    {
        null => $"\"{said}\" is no date: write {NaturalDate.Accepted}.",
        { } day when day <= today => $"{Named(day, today)} is not after today: say the day on which work begins again.",
        { } day when day > today.PlusYears(1) => "That is more than a year ahead: check the date.",
        _ when cover is not null && cover.Email == person.Email => "Nobody covers for themselves: name somebody else.",
        _ => null,
    };

    private static (string Name, string Date, string? Cover)? Read(string rest)
    {
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var until = Array.FindIndex(words, word => word.Equals("until", StringComparison.OrdinalIgnoreCase));
        var cover = Array.FindIndex(words, word => word.Equals("cover", StringComparison.OrdinalIgnoreCase));
        if (until < 0 || until == words.Length - 1 || (cover >= 0 && (cover < until + 2 || cover == words.Length - 1)))
        {
            return null;
        }

        var date = string.Join(' ', words[(until + 1)..(cover < 0 ? words.Length : cover)]);
        return (string.Join(' ', words[..until]), date, cover < 0 ? null : string.Join(' ', words[(cover + 1)..]));
    }

    private static Card No(string sentence) => Replies.Sentence(sentence, Tone.Warning);
}

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
        var byPart = byName.Count > 0
            ? byName : Those(people, person => person.Name.Split(' ').Any(part => Same(part, name)));
        var found = byPart.Count > 0
            ? byPart : Those(people, person => person.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        return found.Count switch
        {
            0 => new PersonMatch(null,
                $"Nobody here is called \"{name}\". Use the name or the e-mail as in the settings."),
            1 => new PersonMatch(found[0], null),
            _ => new PersonMatch(null,
                $"\"{name}\" could be {English.Or(found.Select(person => $"{person.Name} ({person.Email})"))}. Use "
                + $"the e-mail."),
        };
    }

    private static List<Person> Those(People people, Func<Person, bool> fits) => [.. people.All.Where(fits)];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
