using SlaBot.Core.Time;
using System.Runtime.CompilerServices;
using NodaTime.Text;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Tests.Sandbox;

namespace SlaBot.Tests.Chat;

public sealed class EndpointPathTests
{
    private static readonly CurrentAgreement Rules = new(SampleTests.Rules());
    private static readonly ManualClock Clock = new(SampleCards.Start);
    private static readonly LeadCommandProcessor NoProcessor = (LeadCommandProcessor)RuntimeHelpers.GetUninitializedObject(typeof(LeadCommandProcessor));

    private static readonly ReaderZones Zones = new();
    private readonly PostsOnly reader = new();

    private CommandCards Cards => new(Rules, reader, NoProcessor, Zones);

    [Theory]
    [InlineData("2026-11-16T08:40", "2026-11-16T13:40:00Z", null)]
    [InlineData("2026-11-16T13:40:00Z", "2026-11-16T13:40:00Z", null)]
    [InlineData("2026-11-16T08:40:00-05:00", "2026-11-16T13:40:00Z", null)]
    [InlineData("2026-11-15T09:00", "2026-11-15T14:00:00Z", null)]
    [InlineData("2026-11-15T08:59", null, "24 hours")]
    [InlineData("2026-11-16T09:01", null, "future")]
    [InlineData("yesterday", null, "such as 2026-11-16T09:00")]
    [InlineData("", null, null)]
    public void ActionTime_InThePressersZone_IsWithinTheLastDay(string said, string? expected, string? fault)
    {
        List<Fault> faults = [];
        var at = OccurredAtParser.Read(said, SampleCards.Ana.Zone, SampleCards.Start, faults);

        if (fault is null)
        {
            faults.ShouldBeEmpty();
            (at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : null).ShouldBe(expected);
        }
        else
        {
            faults.ShouldHaveSingleItem().Message.ShouldContain(fault);
        }
    }

    [Theory]
    [InlineData("reject", "A reason is needed")]
    [InlineData("touch", "The channel is needed")]
    [InlineData("rate", "The rating of fit must be")]
    public async Task Press_WithBlankAnswers_NamesTheFieldsInPlainWords(string action, string sentence)
    {
        var endpoint = new ActionHandler(NoProcessor, reader, Rules, Clock, Cards, Zones);
        var answer = await endpoint.PressAsync(new ActionRequest { Platform = "sandbox", As = SampleCards.Ana.Email, Action = action, Lead = "L1" });

        answer.Ok.ShouldBeFalse();
        answer.PrivateText!.ShouldContain(sentence);
        answer.FieldFaults!.Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("hepl", "There is no command \"hepl\".")]
    [InlineData("/sla lead L9", "There is no lead \"L9\".")]
    [InlineData("sla lead", "Say which lead")]
    [InlineData("team", "Only managers")]
    [InlineData("scorecard 2026-W60", "is no week")]
    [InlineData("scorecard", "No scorecard has been published yet.")]
    [InlineData("away", "Going away")]
    [InlineData("away for a week", "Write: away until DATE")]
    [InlineData("away until someday", "is no date")]
    [InlineData("away until today", "is not after today")]
    [InlineData("away Ben until Friday", "Only Ben Okafor, their manager or RevOps")]
    [InlineData("away until Friday cover Zed", "Nobody here is called \"Zed\"")]
    [InlineData("away until Friday cover ana", "Nobody covers for themselves")]
    [InlineData("back Ben", "Only Ben Okafor")]
    public async Task Run_WhatCannotBeDone_IsASentence(string text, string sentence)
    {
        var card = await new ChatCommandHandler(NoProcessor, reader, Rules, Clock, Cards, new ScorecardAnswers(Rules, reader, NoProcessor), Zones).RunAsync(SampleCards.Ana.Email, text);
        CardText.Of(card).ShouldContain(sentence);
    }

    [Theory]
    [InlineData("2026-12-01", "2026-12-01")]
    [InlineData("tomorrow", "2026-11-17")]
    [InlineData("Friday", "2026-11-20")]
    [InlineData("mon", "2026-11-23")]
    [InlineData("next week", "2026-11-23")]
    [InlineData("1 Dec", "2026-12-01")]
    [InlineData("3 Jan", "2027-01-03")]
    [InlineData("moonday", null)]
    public void DateWords_SeenFromAMonday_AreDates(string said, string? expected) =>
        (NaturalDate.Read(said, new LocalDate(2026, 11, 16)) is { } date ? LocalDatePattern.Iso.Format(date) : null).ShouldBe(expected);

    [Fact]
    public void PressWords_AfterAcceptance_NameTheNextDutyInTheReadersZone()
    {
        var state = new LeadState { Id = "L1", Owner = SampleCards.Ana.Email, Stage = LeadStage.SalesAccepted, Obligations = [Duty(ClauseKind.Cadence, 9), Duty(ClauseKind.FirstTouch, 2)] };

        ActionReplies.Done(new Accept { Lead = "L1", By = SampleCards.Ana.Email }, state, SampleCards.Ana, SampleCards.People)
            .ShouldBe("Accepted. First touch is due Mon 16 Nov, 11:00 EST.");
        ActionReplies.Done(new Accept { Lead = "L1", By = SampleCards.Milo.Email }, state, SampleCards.Milo, SampleCards.People)
            .ShouldBe("Accepted. Ana Reyes has it; first touch is due Mon 16 Nov, 11:00 EST.");
    }

    [Fact]
    public void PressWords_OutOfWork_SayNotThatTheLastOwnerHasIt()
    {
        var state = new LeadState { Id = "L1", Owner = SampleCards.Ana.Email, Stage = LeadStage.Rejected };

        ActionReplies.Done(new Reject("Not our ICP", null) { Lead = "L1", By = SampleCards.Milo.Email }, state, SampleCards.Milo, SampleCards.People)
            .ShouldBe("Rejected: Not our ICP. It is back at marketing.");
        ActionReplies.Done(new DisputeRejection(null) { Lead = "L1", By = SampleCards.Milo.Email }, state, SampleCards.Milo, SampleCards.People)
            .ShouldBe("Disputed; the arbiter has been asked.");
    }

    [Fact]
    public async Task Sender_PersonNobodyReaches_GetsTheFallbackChannel_ButNotTheirOwnNumbers()
    {
        var sender = new MessageRouter([new Nowhere()], Rules);

        var aside = (await SendAsync(sender, "dm:" + SampleCards.Ana.Email)).ShouldBeOfType<Sent>();
        (aside.Place, aside.FallbackReason!.Contains("cannot be reached on Nowhere")).ShouldBe(("channel:Escalations", true));
        (await SendAsync(sender, "dm:" + SampleCards.Ana.Email, intent: new ScorecardIntent("2026-W47", ScorecardIntent.RepPart))).ShouldBeOfType<SendRefused>().OnlyThis.ShouldBeTrue();
        (await SendAsync(sender, "dm:gone@example.com")).ShouldBeOfType<SendRefused>().Code.ShouldBe("unknown-person");
        (await SendAsync(sender, "channel:Escalations")).ShouldBeOfType<Sent>();
    }

    [Fact]
    public async Task Sender_RedrawnPost_GoesToThePlatformThatHoldsIt()
    {
        var sender = new MessageRouter([new Nowhere(), new SlaBot.Sandbox.SandboxPlatform()], Rules);
        var post = SampleCards.Post(7, "channel:Escalations", SampleCards.Every("A"));

        (await SendAsync(sender, post.Conversation, post)).ShouldBe(new Sent("sandbox", "m7", null));
    }

    private static Task<SendOutcome> SendAsync(IMessageSender sender, ChatAddress audience, PostedMessage? existing = null, MessageIntent? intent = null)
    {
        var item = new OutboxItem { Id = 9, Key = "k", Address = audience, Intent = intent ?? new LeadCardIntent(), NotBefore = SampleCards.Start, CreatedAt = SampleCards.Start };
        return sender.SendAsync(new Outgoing(item, SampleCards.Every("A"), existing, null, SampleCards.Start), CancellationToken.None);
    }

    private static Obligation Duty(ClauseKind clause, int hours) => new()
    {
        Id = clause.Name() + "#1",
        Clause = clause,
        Cycle = 1,
        Owner = SampleCards.Ana.Email,
        StartedAt = SampleCards.Start,
        DueAt = SampleCards.Start + Duration.FromHours(hours),
        Within = new Target(TargetUnit.Elapsed, 3600),
        PolicyVersion = "1",
        CalendarVersion = "1",
    };

    private sealed class Nowhere : IChatPlatform
    {
        public string Platform => "nowhere";

        public bool Reaches(Person person) => false;

        public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop) => Task.FromResult<SendOutcome>(new Sent("nowhere", "1", null));
    }
}
