using System.Globalization;
using NodaTime;
using SlaBot.Actions;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>The chat commands (<c>/sla …</c>): each answers privately with one card.</summary>
internal sealed class ChatCommandHandler(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, CommandCards cards, ScorecardAnswers scorecards, ReaderZones zones)
{
    private static readonly Dictionary<string, Func<ChatCommandHandler, Person, string, Task<Card>>> Commands = new(
        StringComparer.Ordinal)
    {
        ["leads"] = (endpoint, person, rest) => Task.FromResult(endpoint.lists.Own(person, From(rest))),
        ["team"] = (endpoint, person, rest) => Task.FromResult(endpoint.lists.Team(person, From(rest))),
        ["lead"] = (endpoint, person, rest) => Task.FromResult(endpoint.Lead(person, rest)),
        ["find"] = (endpoint, person, rest) => Task.FromResult(endpoint.lists.Find(person, rest)),
        ["log"] = (endpoint, person, rest) => endpoint.LogAsync(person, rest),
        ["why"] = (endpoint, person, rest) => Task.FromResult(endpoint.Why(person, rest)),
        ["scorecard"] = (endpoint, person, rest) => Task.FromResult(endpoint.Scorecard(person, rest)),
        ["agreement"] = (endpoint, person, rest) => Task.FromResult(endpoint.Agreement(person, rest)),
        ["sign"] = (endpoint, person, _) => endpoint.SignAsync(person),
        ["away"] = (endpoint, person, rest) =>
            rest.Length == 0 ? Task.FromResult(endpoint.Away(person)) : endpoint.away.LeaveAsync(person, rest),
        ["back"] = (endpoint, person, rest) => endpoint.away.ReturnAsync(person, rest),
        [Test] = (endpoint, person, _) => endpoint.TestAsync(person),
        ["help"] = (_, person, _) => Task.FromResult(Replies.Help(person, null)),
    };

    private static readonly string[] Channels = [.. FormLists.Channels.Select(channel => channel.Value)];

    private readonly AbsenceCommands away = new(engine, rules, zones, clock);
    private readonly LeadLists lists = new(reader, rules, clock, cards);

    // For administrators only; the lists that the platforms offer to everybody are full.
    private const string Test = "test";

    /// <summary>The commands that the manifests offer.</summary>
    public static IReadOnlyCollection<string> Names => [.. Commands.Keys.Where(name => name != Test)];

    /// <summary>Does what the text says for that person; whatever it cannot do becomes a sentence.</summary>
    public async Task<Card> RunAsync(string asEmail, string text)
    {
        if (rules.Now.People.Find(asEmail) is not { } person)
        {
            return Replies.Sentence(
                $"{asEmail} is not among the people of this agreement. Ask an administrator to add you to the settings.", Tone.Warning);
        }

        var (name, rest) = Split(Bare(text));
        return Commands.TryGetValue(name, out var command) ? await command(this, person, rest)
            : Replies.Help(person, name.Length == 0 ? null : $"There is no command \"{name}\".");
    }

    private Card Away(Person person) => cards.Away(person, clock.GetCurrentInstant());

    /// <summary>"leads 51" begins with the 51st, for where no button turns the page.</summary>
    private static int From(string rest) =>
        int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? Math.Max(0, first - 1) : 0;

    private Card Lead(Person person, string id)
    {
        var (lead, instead) = Known(id, "lead ID", person);
        if (lead is null && LeadSearch.Fault(id) is null)
        {
            var found = lists.Found(person, id, 0, ListPage.Size);
            lead = found.Total == 1 ? found.Page[0] : null;
            instead = found.Total > 1 ? cards.Found(id, found, person, clock.GetCurrentInstant()) : instead;
        }

        return lead is null ? instead! : cards.Lead(lead, person, clock.GetCurrentInstant());
    }

    /// <summary>"log call left a message L1": the channel, what is to be noted, the lead. Without a lead it is the only
    /// open one of whoever logs; of several, the list asks which.</summary>
    private async Task<Card> LogAsync(Person person, string rest)
    {
        var (channel, tail) = Split(rest);
        if (!Channels.Contains(channel))
        {
            return Replies.Sentence($"Say how you tried: log {English.Or(Channels)}, then a note and the lead's id.",
                Tone.Warning);
        }

        var at = tail.LastIndexOf(' ');
        var last = tail[(at + 1)..];
        var named = last.Length == 0 ? null : Known(last, $"log {channel} ID", person).Lead;
        var (lead, note) = (named?.Id, at < 0 ? "" : tail[..at].Trim());
        if (lead is null)
        {
            var own = lists.OpenOf([person.Email]);
            if (own.Count != 1)
            {
                return own.Count == 0
                    ? Replies.Sentence($"Say which lead at the end: log {channel} ID.", Tone.Warning)
                    : cards.LeadList($"Which lead? Say it at the end: log {channel} ID", own, 0, person,
                        clock.GetCurrentInstant());
            }

            (lead, note) = (own[0].Id, tail);
        }

        // The same way as the button, so that rights, words and what a refusal may show are one thing.
        var done = await new ActionHandler(engine, reader, rules, clock, cards, zones).PressAsync(new ActionRequest
        {
            Platform = "command", As = person.Email, Action = "touch", Lead = lead,
            Inputs = new Dictionary<string, string?>
                { ["channel"] = channel, ["note"] = note.Length == 0 ? null : note },
        });
        return Replies.Sentence(done.PrivateText ?? "Touch logged.", done.Ok ? Tone.Good : Tone.Warning);
    }

    /// <summary>A test lead for whoever asks: its card follows, its clocks run, and no number knows of it.</summary>
    private async Task<Card> TestAsync(Person person)
    {
        if (person.Role != Role.RevOps)
        {
            return Replies.Sentence("Only administrators (the role RevOps) send test leads.", Tone.Warning);
        }

        var id = "test-" + Guid.NewGuid().ToString("N")[..10];
        var profile = new LeadProfile
        {
            Source = "Test", Contact = new Contact("Terry Sample", $"{id}@example.com", "+1 555 0100", "VP Operations"),
            Company = new Company("Example Works", Size: 120), Briefing = new Briefing(null, "This is a test: press what you like.", null),
        };
        var sent = await engine.SubmitAsync(
            new ReceiveLead(profile, null, clock.GetCurrentInstant(), person.Email, new HashSet<string>())
            {
                Lead = id, IsTest = true, MayAssign = true,
            });
        return Replies.Sentence(sent.Refusal?.Sentence
            ?? $"Test lead {id} is with you: its card follows. It is in no number and erased after a day.",
            sent.Refusal is null ? Tone.Good : Tone.Warning);
    }

    private Card Why(Person person, string rest)
    {
        var at = rest.LastIndexOf(' ');
        var clause = at < 0 ? "" : rest[(at + 1)..];
        var (lead, instead) = Known(at < 0 ? rest : rest[..at].Trim(), "why ID CLAUSE", person);
        if (lead is null)
        {
            return instead!;
        }

        if (!ClauseNames.TryParse(clause, out var kind))
        {
            return Replies.Sentence(
                $"Say which duty: {English.Or(Enum.GetValues<ClauseKind>().Select(value => value.Name()))}.",
                Tone.Warning);
        }

        return lead.Obligations.Any(obligation => obligation.Clause == kind)
            ? cards.Explain(lead, kind, person, clock.GetCurrentInstant())
            : Replies.Sentence($"No {kind.Name()} clock has run on lead {lead.Id}.", Tone.Muted);
    }

    private (LeadState? Lead, Card? Instead) Known(string id, string usage, Person person)
    {
        if (id.Length == 0)
        {
            return (null, Replies.Sentence($"Say which lead: {usage}.", Tone.Warning));
        }

        return reader.Lead(id) is { } lead
            ? (lead, null)
            : id.Contains('@') && lists.Found(person, id, 0, 1) is { Total: 1 } found
            ? (found.Page[0], null)
            : (null, Replies.Sentence($"There is no lead \"{id}\". \"leads\" lists yours.", Tone.Warning));
    }

    private Card Scorecard(Person person, string week)
    {
        var asked = week.Length == 0 ? null : week.ToUpperInvariant();
        if (asked is not null && !IsoWeek.TryParse(asked, out _))
        {
            return Replies.Sentence($"\"{week}\" is no week: write it as 2026-W47.", Tone.Warning);
        }

        return scorecards.Of(asked, clock.GetCurrentInstant())
            ?? Replies.Sentence(
                asked is null
                    ? "No scorecard has been published yet."
                    : $"There is no scorecard for {asked}: that week has not begun.", Tone.Muted);
    }

    private Card Agreement(Person person, string version)
    {
        if (version.Length == 0 || version == rules.Now.Policy.Version)
        {
            return cards.Agreement(person, clock.GetCurrentInstant());
        }

        var kept = AgreementArchive.Kept(reader);
        var lines = kept.FirstOrDefault(pair => pair.Version == version).Page?.Split('\n');
        return lines is null
            ? Replies.Sentence(
                kept.Count == 0
                    ? "No version has been signed yet."
                    : $"No version \"{version}\" was ever signed; there "
                        + $"{(kept.Count == 1 ? "is" : "are")} {string.Join(", ", kept.Select(pair => pair.Version))}.",
                        Tone.Muted)
            : new Card { Title = lines[0], Tone = Tone.Muted, Summary = $"{lines[0]}, as it was signed.",
                Blocks = [new Context("As it was signed; it is no longer in force."),
                    .. lines.Skip(1).Select(line => new Paragraph(line))] };
    }

    private async Task<Card> SignAsync(Person person) => await engine.SignAsync(person.Email) is { } refusal
        ? Replies.Sentence(refusal.Sentence, Tone.Warning)
        : Replies.Sentence($"Signed: version {rules.Now.Policy.Version} of the agreement. Thank you.", Tone.Good);

    private static string Bare(string text)
    {
        var bare = text.Trim();
        return Split(bare) is { Name: "/sla" or "sla" } called ? called.Tail : bare;
    }

    private static (string Name, string Tail) Split(string text)
    {
        var at = text.IndexOf(' ');
        return at < 0 ? (text.ToLowerInvariant(), "") : (text[..at].ToLowerInvariant(), text[(at + 1)..].Trim());
    }
}

/// <summary>The scorecard card that answers a command.</summary>
internal sealed class ScorecardAnswers(CurrentAgreement rules, IReadStore reader, LeadCommandProcessor engine)
{
    /// <summary>The scorecard of a week (<c>2026-W47</c>; null for the latest); null when there is none.</summary>
    public Card? Of(string? week, Instant now) =>
        (week ?? reader.PublishedWeeks().LastOrDefault()) is not { } named ? null
        : reader.Scorecard(named) is { } published ? ScorecardRenderer.Alone(published, rules.Now, now, reader)
        : Recomputed(named, now);

    // What the API answers for a week that was never published, so that both say the same.
    private Card? Recomputed(string named, Instant now)
    {
        var zone = rules.Now.Policy.Calendar.Zone;
        if (!IsoWeek.TryParse(named, out var week) || week.From(zone) > now)
        {
            return null;
        }

        var until = Instant.Min(week.LastSecond(zone), now);
        var scorecard = ScorecardCounter.Make(reader, rules.Now, engine.Calendars.Of, week, until, null);
        return ScorecardRenderer.Recomputed(scorecard, rules.Now, now, reader);
    }
}
