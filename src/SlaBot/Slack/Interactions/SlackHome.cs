using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>
/// The home page: what is due today, my open leads by next duty and my week's numbers; for those who lead a team, the
/// team's. Who has opened theirs is kept on file; it is published again when it would read otherwise.
/// </summary>
internal sealed class SlackHome(SlackClient slack, SlackPeople people, OpenedHomePages opened, HomePages homes,
    ReplyRetry again, SlackRateLimiter pace, IClock clock)
{
    /// <summary>Somebody opened it.</summary>
    public async Task OpenedAsync(string user)
    {
        await opened.AddAsync(user);
        await again.RunAsync(async stop => (await PublishAsync(user, always: true, stop)).Fault, ReplyRetry.IsPassing);
    }

    /// <summary>Publishes again what has changed for those who have opened theirs. Answers how long to wait before
    /// looking again without a change, where something was held back.</summary>
    public async Task<TimeSpan?> RefreshAsync(CancellationToken stop)
    {
        TimeSpan? wait = null;
        // Whose page is the oldest goes first: when not all get through at once, everybody's turn comes.
        foreach (var user in opened.OldestFirst)
        {
            var (fault, freshIn) = await PublishAsync(user, always: false, stop);
            var later = fault is { RetryAfter: { } limit }
                ? limit.ToTimeSpan()
                : fault is not null && ReplyRetry.IsPassing(fault) ? TimeSpan.FromSeconds(10) : freshIn;
            wait = later > TimeSpan.Zero && (wait is null || later < wait) ? later : wait;
        }

        return wait;
    }

    private async Task<(SlackError? Fault, TimeSpan FreshIn)> PublishAsync(string user, bool always,
        CancellationToken stop)
    {
        var who = await people.WhoAsync(user, stop);
        var (view, freshIn) = who.Person is null ? (Nobody(who.Sentence), TimeSpan.Zero) : Draw(who.Person);
        var text = SlackClient.Write(view);
        if (!always && opened.TextOf(user) == text)
        {
            return (null, freshIn);
        }

        if (!always && pace.Take(SlackRateLimiter.Publish) is { } turn)
        {
            return (new SlackError(SlackErrorKind.Limited, "pace", null, turn - clock.GetCurrentInstant()), freshIn);
        }

        var published = await slack.PublishAsync(user, view, stop);
        if (published.Ok)
        {
            opened.Show(user, text);
        }

        return (published.Fault, freshIn);
    }

    private (JsonObject View, TimeSpan FreshIn) Draw(Person person)
    {
        var home = homes.Draw(person, withWeek: true);
        var card = home.Own;
        if (home.Team is { } team)
        {
            List<CardBlock> theirs = [.. team.Blocks,
                .. home.TeamWeek is { } numbers
                    ? (IEnumerable<CardBlock>)[new Heading("The team's week so far"), numbers] : []];
            card = home.Leads == 0 ? team with { Blocks = theirs }
                : card with
                {
                    Blocks = [.. card.Blocks, new Divider(),
                        new Paragraph(Line.Of(new Span(team.Title, SpanKind.Strong))), .. theirs],
                    Buttons = [.. card.Buttons,
                        .. team.Buttons.Where(button => card.Buttons.All(own => own.Action != button.Action))],
                };
        }

        card = card with { Blocks = [.. card.Blocks, new Context("/sla help lists what you can ask.")] };
        return (new JsonObject { ["type"] = "home",
            ["blocks"] = SlackBlocks.Message(card, BlockSupport.Classic, SlackModal.MostBlocks) }, home.FreshIn);
    }

    private static JsonObject Nobody(string sentence) =>
        new() { ["type"] = "home", ["blocks"] = new JsonArray(SlackBlocks.Section(SlackText.Escape(sentence))) };
}

/// <summary>Who has opened their home page, which is kept on file, and what each page shows since the start.</summary>
internal sealed class OpenedHomePages(LeadCommandProcessor engine, IReadStore reader)
{
    private const string Kind = "slack-home";
    private readonly ConcurrentDictionary<string, (string Text, long Turn)> shown = new(
        reader.Documents(Kind).Select(document => KeyValuePair.Create(document.Version, ("", 0L))));
    private long turns;

    /// <summary>The users; whose page was published longest ago comes first.</summary>
    public IEnumerable<string> OldestFirst => shown.OrderBy(pair => pair.Value.Turn).Select(pair => pair.Key);

    /// <summary>What a page shows; null or empty while none was published.</summary>
    public string? TextOf(string user) => shown.GetValueOrDefault(user).Text;

    /// <summary>A user has opened theirs.</summary>
    public Task AddAsync(string user) => shown.TryAdd(user, ("", 0))
        ? engine.RecordAsync((at, batch) => batch.Documents.Add(new Document(Kind, user, "", at.Now)))
        : Task.CompletedTask;

    /// <summary>A page was published and shows this.</summary>
    public void Show(string user, string text) => shown[user] = (text, Interlocked.Increment(ref turns));
}
