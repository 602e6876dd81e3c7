using NodaTime;
using SlaBot.Actions;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>The drawings of chat commands: the same cards that posts are drawn with, for the person who asked.</summary>
internal static class CommandCardRenderer
{
    /// <summary>Wires the cards.</summary>
    public static CommandCards Make(IServiceProvider services)
    {
        var (rules, reader, engine) = (services.GetRequiredService<CurrentAgreement>(), services.GetRequiredService<IReadStore>(), services.GetRequiredService<LeadCommandProcessor>());
        var zones = services.GetRequiredService<ReaderZones>();
        return new CommandCards
        {
            LeadList = (title, leads, from, person, now) => LeadListCard.Draw(title, leads, Context(now), To(person), from),
            Team = (title, leads, from, person, now) => TeamCard.Draw(title, leads, reader.Absences(now), Context(now), To(person), from),
            Home = (leads, week, person, now) => HomeCard.Draw(leads, week, Context(now), To(person)),
            TeamWeek = (lines, now) => HomeCard.TeamWeek(lines, Context(now)),
            Away = (person, now) => AwayCard.Draw(Context(now), To(person)),
            Lead = (lead, person, now) => MaySee(lead, person) ? LeadCard.Draw(lead, Context(now), To(person)) : OutlineCard.Draw(lead, Context(now), To(person)),
            Why = (lead, clause, person, now) => Why.Explain(lead, clause, engine.Calendars.Of) is { } report
                ? WhyCard.Draw(MaySee(lead, person) ? lead : ContactSight.Without(lead), report, Context(now), To(person))
                : NoteCard.Draw("Nothing to explain", $"{LeadName.Of(MaySee(lead, person) ? lead : ContactSight.Without(lead))} has never had the duty \"{clause.Name()}\"."),
            Agreement = (person, now) => AgreementCard.Draw(rules.Now.Policy, rules.Now.People, Signatures(), To(person), now),
            Scorecard = (week, _, now) => Week(week, now),
        };

        bool MaySee(LeadState lead, Person person) => ContactSight.May(lead, person, rules.Now.Policy, rules.Now.People);

        CardContext Context(Instant now) => new() { Policy = rules.Now.Policy, People = rules.Now.People, Now = now };

        IReadOnlyList<(string Party, string Name, Instant At)> Signatures() =>
            [.. reader.Signatures(rules.Now.Policy.Version).Select(signature => (signature.Party, rules.Now.People.NameOf(signature.By), signature.At))];

        Card? Week(string? week, Instant now) =>
            (week ?? reader.PublishedWeeks().LastOrDefault()) is not { } named ? null
            : reader.Scorecard(named) is { } published ? ScorecardRenderer.Alone(published, rules.Now, now, reader)
            : Recomputed(named, now);

        // What the API answers for a week that was never published, so that both say the same.
        Card? Recomputed(string named, Instant now)
        {
            var zone = rules.Now.Policy.Calendar.Zone;
            return IsoWeek.TryParse(named, out var week) && week.From(zone) <= now
                ? ScorecardRenderer.Recomputed(ScorecardCounter.Make(reader, rules.Now, engine.Calendars.Of, week, Instant.Min(week.LastSecond(zone), now), null), rules.Now, now, reader)
                : null;
        }

        Reader To(Person person) => new(person, zones.Of(person));
    }
}
