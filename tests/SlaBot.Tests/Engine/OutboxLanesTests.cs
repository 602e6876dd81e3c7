using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Engine;

/// <summary>Conversations and jobs beside each other: what is slow or broken in one holds back no other one.</summary>
public sealed class OutboxLanesTests : IDisposable
{
    private readonly TempStore temp = new();
    private readonly Hand clock = new();
    private readonly CommitNotifier feed = new();
    private readonly HeldBack held;
    private readonly Hands sender = new();
    private readonly LeadCommandProcessor engine;
    private readonly OutboxPump pump;

    public OutboxLanesTests()
    {
        var (reader, rules) = (temp.Store.Reader, new CurrentAgreement(Reading.Example().Good().Rules));
        engine = new LeadCommandProcessor(temp.Store.Writer, reader, rules, new OutboxPlanner(), clock, World.Time, NullLogger<LeadCommandProcessor>.Instance);
        held = new HeldBack(engine.Commits, NullLogger<HeldBack>.Instance);
        var gathering = new DigestBuilder(reader, new CardRenderer(reader, rules, new ReaderZones()), rules, held, clock);
        pump = new OutboxPump(engine, reader, gathering, new GuardedSender(engine, reader, sender, held), clock, World.Time, NullLogger<OutboxPump>.Instance);
    }

    public void Dispose()
    {
        engine.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task AConversationWhosePlatformHangs_HoldsBackNoOther()
    {
        var gate = new TaskCompletionSource();
        sender.Does = async intent =>
        {
            await (intent.Item.Address == "channel:Slow" ? gate.Task : Task.CompletedTask);
            return Stands(intent);
        };
        await IntentAsync(Note("slow", "channel:Slow"), Note("quick", "channel:Quick"));
        await RunUntilAsync(() => temp.Store.Reader.Post("quick") is not null);
        await IntentAsync(Note("next", "channel:Quick"));
        await RunUntilAsync(() => temp.Store.Reader.Post("next") is not null);
        temp.Store.Reader.Post("next").ShouldNotBeNull();
        temp.Store.Reader.Post("slow").ShouldBeNull();

        gate.SetResult();
        await RunUntilAsync(() => temp.Store.Reader.Post("slow") is not null);
    }

    [Fact]
    public async Task AConversationThatHangs_WithMoreWaitingThanAPage_HoldsBackNoOther()
    {
        var gate = new TaskCompletionSource();
        sender.Does = async intent =>
        {
            await (intent.Item.Address == "channel:Slow" ? gate.Task : Task.CompletedTask);
            return Stands(intent);
        };
        await IntentAsync([.. Enumerable.Range(0, 10_001).Select(n => Note($"slow{n}", "channel:Slow"))]);
        await IntentAsync(Note("quick", "channel:Quick"));
        await RunUntilAsync(() => temp.Store.Reader.Post("quick") is not null);
        gate.SetResult();
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await pump.RunAsync(over.Token);
    }

    [Fact]
    public async Task AMessageThatMeetsAFault_IsHeldAlone_Told_AndSentWhenItIsMended()
    {
        var isBroken = true;
        sender.Does = intent => intent.Item.Key == "bad" && isBroken ? throw new InvalidOperationException("cannot be drawn") : Task.FromResult<SendOutcome>(Stands(intent));
        await IntentAsync(Note("first", "channel:One"), Note("bad", "channel:One"), Note("last", "channel:One"), Note("other", "channel:Two"));
        await RunAllAsync();

        foreach (var key in new[] { "first", "last", "other" })
        {
            temp.Store.Reader.Post(key).ShouldNotBeNull(key);
        }

        held.Faults.ShouldHaveSingleItem().ShouldContain("a message for channel:One is held back by a fault");
        sender.Sent.ShouldContain(intent => intent.Item.Address == ChatAddress.Admin && intent.Card.Title == "Something is held back by a fault");
        isBroken = false;
        clock.Now += Duration.FromMinutes(10);
        await RunAllAsync();
        temp.Store.Reader.Post("bad").ShouldNotBeNull();
        held.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsNew_GoesBeforeWhatIsRedrawn_AndIsNotHeldBackByIt()
    {
        sender.Does = intent => Task.FromResult<SendOutcome>(Stands(intent));
        await IntentAsync([.. Enumerable.Range(0, 30).Select(n => Note($"n{n}", "channel:One"))]);
        await RunAllAsync();
        sender.Sent.Clear();

        sender.Does = intent => Task.FromResult<SendOutcome>(intent.IsNews ? Stands(intent) : new SendLater(clock.Now + Duration.FromMinutes(1), "the pace of changes"));
        await IntentAsync([.. Enumerable.Range(0, 30).Select(n => Note($"n{n}", "channel:One") with { Key = $"n{n}{MessageKeys.Redraw}" }), Note("new", "channel:One")]);
        await RunUntilAsync(() => !sender.Sent.IsEmpty);
        sender.Sent.First().Item.Key.ShouldBe("new");
        await IntentAsync(Note("newer", "channel:One"));
        await RunUntilAsync(() => temp.Store.Reader.Post("newer") is not null, "changes wait, and it does not wait with them");
    }

    // Each drawing reads every lead of the list: drawn for each lead that joins, thousands would take all the time there is.
    [Fact]
    public async Task AListThatGrows_RestsBetweenTwoDrawings_AndThenHasEveryLead()
    {
        sender.Does = intent => Task.FromResult<SendOutcome>(Stands(intent));
        await LeadsAsync(1, 12);
        await RunAllAsync();
        sender.Sent.ShouldHaveSingleItem().Card.Title.ShouldBe("12 new leads for you");

        await LeadsAsync(13, 5);
        await RunAllAsync();
        sender.Sent.Count.ShouldBe(1, "the list was drawn this second");
        pump.Next().ShouldBe(clock.Now + Duration.FromSeconds(1));
        clock.Now += Duration.FromSeconds(1);
        await RunAllAsync();
        sender.Sent.Count.ShouldBe(2);
        sender.Sent.Last().Card.Title.ShouldBe("17 new leads for you");
        sender.Sent.Last().Existing.ShouldNotBeNull("it grows where it stands");
        temp.Store.Reader.Post(MessageKeys.Card("L17", Ana)).ShouldNotBeNull();
    }

    [Fact]
    public async Task AJobThatMeetsAFault_HoldsBackNoOther_AndIsTriedAgain()
    {
        var (bad, good) = (new Work("bad", engine) { Fails = true }, new Work("good", engine));
        var jobs = new JobScheduler(engine, temp.Store.Reader, [bad, good], held, new ManualClock(clock.Now));
        await engine.RecordAsync((_, batch) => batch.Jobs.AddRange([new Job("bad", clock.Now - Duration.FromSeconds(2)), new Job("good", clock.Now - Duration.FromSeconds(1))]));
        await jobs.RunAsync(CancellationToken.None);

        good.Done.ShouldBe(1);
        held.Faults.ShouldHaveSingleItem().ShouldContain("The job bad");
        jobs.Next().ShouldBe(clock.Now + Duration.FromSeconds(30));
    }

    private static Sent Stands(Outgoing intent) => new("sandbox", intent.Existing?.MessageId ?? "m" + intent.Item.Id, null);

    private OutboxItem Note(string key, string audience) => new()
    {
        Key = key, Address = audience, Intent = new NoteIntent("A title", "and words"), NotBefore = clock.Now, CreatedAt = clock.Now,
    };

    private const string Ana = "dm:ana.rep@example.com";

    /// <summary>Leads of Ana's, each with its card to be sent.</summary>
    private Task LeadsAsync(int first, int count) => engine.RecordAsync((at, batch) =>
    {
        var leads = Enumerable.Range(first, count).Select(number => $"L{number}").ToList();
        batch.Leads.AddRange(leads.Select(lead => Samples.Assigned(lead)));
        at.Intent(batch, leads.Select(lead => new OutboxItem
        {
            Key = MessageKeys.Card(lead, Ana), Address = Ana, Intent = new LeadCardIntent(), Lead = lead, NotBefore = clock.Now, CreatedAt = clock.Now,
        }));
    });

    // One run ends when the machine is slower than the pump's patience; the next goes on.
    private async Task RunUntilAsync(Func<bool> isSo, string? because = null)
    {
        for (var round = 0; round < 200 && !isSo(); round++)
        {
            await pump.RunAsync(CancellationToken.None);
        }

        isSo().ShouldBeTrue(because);
    }

    private async Task RunAllAsync()
    {
        while (await pump.RunAsync(CancellationToken.None))
        {
        }
    }

    private Task IntentAsync(params OutboxItem[] items) => engine.RecordAsync((at, batch) => at.Intent(batch, items));

    private sealed class Hand : IClock
    {
        public Instant Now { get; set; } = Samples.Noon;

        public Instant GetCurrentInstant() => Now;
    }

    private sealed class Hands : IMessageSender
    {
        public Func<Outgoing, Task<SendOutcome>> Does { get; set; } = _ => throw new NotSupportedException();

        public ConcurrentQueue<Outgoing> Sent { get; } = [];

        public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
        {
            Sent.Enqueue(outgoing);
            return Does(outgoing);
        }
    }

    private sealed class Work(string name, LeadCommandProcessor engine) : IScheduledJob
    {
        public bool Fails { get; init; }

        public int Done { get; private set; }

        public bool Owns(string row) => row == name;

        public async Task RunAsync(Job due, CancellationToken stop)
        {
            Done++;
            if (Fails)
            {
                throw new InvalidOperationException("this job is broken");
            }

            await engine.RecordAsync((_, batch) => batch.Jobs.Add(due with { NextAt = Instant.FromUtc(9000, 1, 1, 0, 0) }));
        }
    }
}
