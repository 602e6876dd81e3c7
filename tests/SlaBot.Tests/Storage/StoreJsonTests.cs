using SlaBot.Core.Time;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting.Internal;
using SlaBot.Api.Contracts;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;
using SlaBot.Tests.Settings;
using SlaBot.Web;

namespace SlaBot.Tests.Storage;

public sealed class StoreJsonTests
{
    [Fact]
    public void State_WrittenAndRead_IsTheSame()
    {
        var state = Samples.Touched(Samples.Assigned("L1").State, 10).State with
        {
            Rejection = new Rejection(Samples.Noon, "ana@example.com", null, "no", RejectConsequence.Reroute) { Upheld = false },
            Dispositions = [new Disposition(Samples.Noon, "later", null, false, true)],
            Rating = new Rating(4, 5),
            RevisitOn = new LocalDate(2027, 1, 31),
            PastOwners = ["ben@example.com"],
            IsErased = true,
        };

        var back = StoreJson.State(StoreJson.Write(state));

        Text(StoreJson.Write(back)).ShouldBe(Text(StoreJson.Write(state)));
        back.Profile.MarketingSourced.ShouldBeFalse();
        back.Obligations[0].Within.ShouldBe(new Target(TargetUnit.Business, 3600));
        back.Rejection!.Upheld.ShouldBe(false);
    }

    [Fact]
    public void State_OfNothing_TakesFewBytes() =>
        Text(StoreJson.Write(new LeadState { Id = "L1" })).ShouldBe("""{"id":"L1","profile":{}}""");

    [Fact]
    public void Card_WrittenAndRead_IsTheSame()
    {
        var card = Samples.Card("L1");

        var back = StoreJson.Card(StoreJson.Write(card));

        Text(StoreJson.Write(back)).ShouldBe(Text(StoreJson.Write(card)));
        back.Blocks.Select(block => block.GetType()).ShouldBe(card.Blocks.Select(block => block.GetType()));
        ((Bullets)back.Blocks[2]).Items[0].Tone.ShouldBe(Tone.Good);
        ((Fields)back.Blocks[3]).Items[0].Value.Text.ShouldBe("Ключ AG");
        back.Buttons[1].Form!.Fields[0].MaxLength.ShouldBe(0);
        back.Buttons[0].Form.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Event_OfEveryTypeFullyFilled_ComesBackWhole(string name)
    {
        var happened = (LeadEvent)Fill.Of(StoredTypeNames.Event(name))!;

        var back = StoreJson.Event(StoreJson.Name(happened), StoreJson.Write(happened));

        back.ShouldBeEquivalentTo(happened);
    }

    /// <summary>What a new kind of event needs beside its stored name: each of these places throws on one that it does not know.</summary>
    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Event_OfEveryType_IsKnownWhereverEventsAreRead(string name)
    {
        var happened = (LeadEvent)Fill.Of(StoredTypeNames.Event(name))!;
        var live = Samples.Assigned("L1").State with { Rejection = new Rejection(Samples.Noon, "ana@example.com", null, null, RejectConsequence.Nurture) };

        LeadEvent[] life = [new LeadReceived("L1", new LeadProfile(), null) { At = Samples.Noon, RecordedAt = Samples.Noon }, happened];

        happened.ShouldSatisfyAllConditions(
            () => LeadFold.Apply(live, happened).Version.ShouldBe(live.Version + 1),
            () => LeadFold.Apply(live with { IsHistory = true }, happened).Version.ShouldBe(live.Version + 1),
            () => LeadEraser.Blank(happened).GetType().ShouldBe(happened.GetType()),
            () => LeadEraser.Words([happened]).ShouldNotBeNull(),
            // What is read back from the facts' pack counts as what was written.
            () => Counted(new FactReader().Read("L1", FactPack.Of(life).Bytes)).ShouldBe(Counted(LiveFacts.Of("L1", life))),
            () => EventText.Of(happened, Page).What.ShouldNotBeNullOrWhiteSpace(),
            () => JsonSerializer.SerializeToElement(EventDto.Of(new StoredEvent("L1", 1, happened)), ApiJson.Wire.EventDto)
                .GetProperty("type").GetString().ShouldBe(EventDto.TypeOf(happened)));
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Event_OfAnEmptyBody_HasItsListsEmpty(string name)
    {
        var back = StoreJson.Event(name, "{}"u8);

        foreach (var list in back.GetType().GetProperties().Where(property => property.PropertyType.IsGenericType && property.PropertyType.Name.StartsWith("IReadOnlyList", StringComparison.Ordinal)))
        {
            list.GetValue(back).ShouldNotBeNull(list.Name);
        }
    }

    [Fact]
    public void State_WithMembersOfANewerVersion_IsRead() =>
        StoreJson.State("""{"id":"L1","horoscope":{"sign":[1,2]},"version":3}"""u8).Version.ShouldBe(3);

    [Fact]
    public void State_WithHalfASurrogatePair_IsWrittenAndRead()
    {
        var state = new LeadState { Id = "L1", Status = "broken \ud83d here", Profile = new LeadProfile { Extra = new Dictionary<string, string> { ["\udc00"] = "\ud800\0" } } };

        var back = StoreJson.State(StoreJson.Write(state));

        back.Status.ShouldBe("broken \ufffd here");
        back.Profile.Extra["\ufffd"].ShouldBe("\ufffd\0");
    }

    /// <summary>Renaming one of these orphans what is on file; adding is fine.</summary>
    [Fact]
    public void StoredNames_AreTheOnesOnFile()
    {
        StoredTypeNames.Events.ShouldBe(
        [
            "Accepted", "ActivityAdded", "AmountSet", "Assigned", "BreachWithdrawn", "CardDelivered", "CardUndelivered", "DeadlineMoved", "Disposed", "Disputed",
            "DuplicateFlagged", "Erased", "FeedbackGiven", "HistoryOpened", "LeadReceived", "MqlReached", "NoticeRaised", "ObligationBreached", "ObligationCancelled",
            "ObligationFulfilled", "ObligationMet", "ObligationStarted", "ObligationWaived", "Paused", "ProfileMerged", "Queued", "Rated", "Reached",
            "Recycled", "Rejected", "RemindersMoved", "Resumed", "RevisitCame", "Ruled", "StageReached", "StatusUpdated", "Touched", "Undone",
        ]);
        StoredTypeNames.Blocks.ShouldBe(["Bars", "Bullets", "Context", "Divider", "Fields", "Heading", "LeadLines", "Paragraph", "Table"]);
    }

    public static TheoryData<string> EventTypes => [.. StoredTypeNames.Events];

    private static readonly AgreementRules Rules = Reading.Example().Good().Rules;

    private static PageContext Page { get; } =
        new(new PageSource(null!, null!, new CurrentAgreement(Rules), new ManualClock(Samples.Noon), new HostingEnvironment()));

    private static string Counted(LeadFacts facts) =>
        ScorecardJson.Write(ScorecardMaker.Make([facts], Rules.Policy, IsoWeek.Of(Samples.Noon, Rules.Policy.Calendar.Zone)));

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}

/// <summary>Objects with every member set to something that is not its default.</summary>
internal static class Fill
{
    public static object? Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => 8L,
            _ when type == typeof(decimal) => 9.50m,
            _ when type == typeof(Instant) => Samples.Noon,
            _ when type == typeof(LocalDate) => new LocalDate(2026, 12, 1),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(1),
            _ when type.Name.StartsWith("IReadOnlyList", StringComparison.Ordinal) => List(type.GetGenericArguments()[0]),
            _ when type == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string> { ["a"] = "b" },
            _ => Members(type),
        };
    }

    private static object List(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element), 0);
        return Activator.CreateInstance(typeof(List<>).MakeGenericType(element), list)!;
    }

    private static object Members(Type type)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            property.SetValue(made, Of(property.PropertyType));
        }

        return made;
    }
}
