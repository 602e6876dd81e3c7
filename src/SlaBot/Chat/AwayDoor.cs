using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Desk;
using SlaBot.Desk.Outbox;

namespace SlaBot.Chat;

/// <summary>Absences by command: one's own, or a report's.</summary>
internal sealed class AwayDoor(LeadDesk desk, CurrentRules rules, ReaderZones zones, IClock clock)
{
    private const string Usage = "Write: away until DATE, and \"cover NAME\" after it where somebody takes your leads.";

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM");
    private static readonly LocalDatePattern DayOfYear = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");

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
        var back = DateWords.Read(said.Date, Today(person, now));
        return Fault(person, cover.Person, said.Date, back, Today(person, now)) is { } fault ? No(fault.Message) : await SetAsync(asked, person, cover.Person, back!.Value, now);
    }

    /// <summary>The same from the form: what is wrong stands at its field.</summary>
    public async Task<PressAnswer> PressAsync(Person asked, IReadOnlyDictionary<string, string?> inputs)
    {
        var who = Whom(asked, inputs.GetValueOrDefault(AwayForm.Who) ?? "");
        var named = inputs.GetValueOrDefault(AwayForm.Cover) is { Length: > 0 } cover ? PeopleFinder.Find(rules.Now.People, cover) : default;
        if (who.Person is not { } person || named.Sentence is not null)
        {
            return Wrong(who.Sentence is { } nobody ? new Fault(AwayForm.Who, nobody) : new Fault(AwayForm.Cover, named.Sentence!));
        }

        var now = clock.GetCurrentInstant();
        var said = inputs.GetValueOrDefault(AwayForm.Until) ?? "";
        var back = DateWords.Read(said, Today(person, now));
        return said.Length == 0 ? Wrong(new Fault(AwayForm.Until, "Say the day on which work begins again."))
            : Fault(person, named.Person, said, back, Today(person, now)) is { } fault ? Wrong(fault)
            : new PressAnswer(true, (await SetAsync(asked, person, named.Person, back!.Value, now)).Summary);
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
        await desk.SetAbsenceAsync(new Absence(person.Email, now, now, null, asked.Email));
        return Answer.Sentence(person == asked ? "Welcome back. You take leads again." : $"{person.Name} takes leads again.", Tone.Good);
    }

    private async Task<Card> SetAsync(Person asked, Person person, Person? cover, LocalDate back, Instant now)
    {
        var until = zones.Of(person).AtStartOfDay(back).ToInstant();
        var (moved, queued) = await desk.SetAbsenceAsync(new Absence(person.Email, now, until, cover?.Email, asked.Email));
        var who = person == asked ? "You are" : $"{person.Name} is";
        var day = (back.Year == Today(person, now).Year ? Day : DayOfYear).Format(back);
        var leads = moved == 0 ? "" : $" {Words.Count(moved, "lead")} moved{(cover is null ? "" : $" to {cover.Name}")}.";
        var waiting = queued == 0 ? "" : $" Nobody could take {Words.Count(queued, "lead")}: {(queued == 1 ? "it waits" : "they wait")} in the queue.";
        return Answer.Sentence($"{who} marked away until {day}, the first day back.{(cover is null ? "" : $" {cover.Name} covers.")}{leads}{waiting}", queued == 0 ? Tone.Good : Tone.Warning);
    }

    /// <summary>The day that it is where the person is.</summary>
    private LocalDate Today(Person person, Instant now) => now.InZone(zones.Of(person)).Date;

    private Found Whom(Person asked, string name)
    {
        if (name.Length == 0)
        {
            return new Found(asked, null);
        }

        var found = PeopleFinder.Find(rules.Now.People, name);
        return found.Person is not { } person || person == asked || asked.Role == Role.RevOps || rules.Now.People.Manages(asked.Email, person.Email)
            ? found
            : new Found(null, $"Only {person.Name}, their manager or RevOps may say that {person.FirstName} is away or back.");
    }

    private static Fault? Fault(Person person, Person? cover, string said, LocalDate? back, LocalDate today) => back switch
    {
        null => new Fault(AwayForm.Until, $"\"{said}\" is no date: write {DateWords.Accepted}."),
        { } day when day <= today => new Fault(AwayForm.Until, $"{DayOfYear.Format(day)} is not after today: say the day on which work begins again."),
        { } day when day > today.PlusYears(1) => new Fault(AwayForm.Until, "That is more than a year ahead: check the date."),
        _ when cover is not null && cover.Email == person.Email => new Fault(AwayForm.Cover, "Nobody covers for themselves: name somebody else."),
        _ => null,
    };

    private static PressAnswer Wrong(Fault fault) => new(false, fault.Message, [fault]);

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

    private static Card No(string sentence) => Answer.Sentence(sentence, Tone.Warning);
}
