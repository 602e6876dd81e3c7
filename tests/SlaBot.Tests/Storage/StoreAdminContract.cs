using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Engine;
using static SlaBot.Tests.Storage.Samples;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: the house's books, erasing.</summary>
public abstract class StoreAdminContract : IDisposable
{
    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    [Fact]
    public void Request_AnsweredOnce_KeepsItsFirstAnswer()
    {
        var first = new RequestRecord("k", "hash", "L1", 5, null, null, Noon);
        Commit(b => b.Requests.Add(first));

        Commit(b => b.Requests.AddRange([first with { Version = 6 }, new RequestRecord("r", "h", "L1", 5, "stale", "Look again.", Noon)]));

        Writer.FindRequest("k").ShouldBe(first);
        Writer.FindRequest("r")!.RefusalSentence.ShouldBe("Look again.");
        Writer.FindRequest("x").ShouldBeNull();
    }

    [Fact]
    public void Absences_SetAndEnded_AreThoseThatEndLater()
    {
        var away = new Absence("ana@example.com", Noon, After(60), "ben@example.com", "eva@example.com");
        Commit(b => b.Absences.AddRange([away, new Absence("ben@example.com", Noon, After(10), null, "ben@example.com")]));

        Reader.Absences(After(10)).ShouldBe([away]);
        Commit(b => b.Absences.Add(away with { Until = away.From }));

        Reader.Absences(Noon).Select(absence => absence.Email).ShouldBe(["ben@example.com"]);
    }

    [Fact]
    public void Books_ComeBackAsWritten()
    {
        Commit(b =>
        {
            b.Documents.AddRange([new Document("agreement", "2", "two", After(1)), new Document("agreement", "1", "one", Noon), new Document("calendar", "1", "c", Noon)]);
            b.Signatures.Add(new Signature("1", "Sales", "ana@example.com", Noon));
            b.Jobs.Add(new Job("scorecard", Noon));
            b.Turns.Add(new Turn("ana@example.com", 1, 1));
            b.Scorecards.AddRange([Scorecard("2026-W47", null, "{}"), Scorecard("2026-W46", "emea", "{1}"), Scorecard("2026-W46", null, "{2}")]);
        });
        Commit(b =>
        {
            b.Documents.Add(new Document("agreement", "1", "changed", After(9)));
            b.Signatures.Add(new Signature("1", "Sales", "late@example.com", After(9)));
            b.Jobs.Add(new Job("scorecard", After(9)));
            b.Turns.Add(new Turn("ana@example.com", 2, 7));
            b.Scorecards.Add(Scorecard("2026-W47", null, "{changed}"));
        });

        Reader.Documents("agreement").Select(document => document.Body).ShouldBe(["one", "two"]);
        Reader.Signatures("1").ShouldBe([new Signature("1", "Sales", "ana@example.com", Noon)]);
        Reader.Signatures("2").ShouldBeEmpty();
        Reader.Jobs().ShouldBe([new Job("scorecard", After(9))]);
        Reader.Turns().ShouldBe([new Turn("ana@example.com", 2, 7)]);
        Reader.PublishedWeeks().ShouldBe(["2026-W46", "2026-W47"]);
        Reader.Scorecard("2026-W46", "emea")!.Json.ShouldBe("{1}");
        Reader.Scorecard("2026-W46").ShouldBe(Scorecard("2026-W46", null, "{2}"));
        Reader.Scorecard("2026-W47")!.Json.ShouldBe("{}");
        Reader.Scorecard("2026-W45").ShouldBeNull();
    }

    [Fact]
    public void Erasure_RewritesEventsAndPostsOfThatLeadAlone()
    {
        var change = Assigned("L1");
        Writer.Commit(Batch(change, Assigned("L2")));
        Commit(b => b.Posts.AddRange([Post("a", 1, "m1"), Post("p", 2, "m2", "L1", within: "list"), Post("list", 3, "m2", null), Post("b", 4, "m4", "L2")]));
        var erased = change.State with { Version = 6, IsErased = true, Profile = new LeadProfile() };
        Writer.Commit(Batch(new LeadChange(5, erased, [new Erased { At = Noon, RecordedAt = Noon }], null)));

        Commit(b => b.Erased.Add("L1"));

        ((LeadReceived)Reader.Events("L1")[0].Event).Profile.Contact.ShouldBe(new Contact());
        Reader.Events("L1").Count.ShouldBe(6);
        ((LeadReceived)Reader.Events("L2")[0].Event).Profile.Contact.Name.ShouldBe("Zoë Müller L2");
        Reader.Posts("sandbox", null, 9).Select(post => post.Card.Title).ShouldBe(["(erased)", "(erased)", "Zoë Müller"]);
        Reader.PostsWithin("list")[0].Card.Title.ShouldBe("(erased)");
        Writer.FindByEmail("L1@example.com", "L9").ShouldBeNull();
    }

    [Fact]
    public void Erasure_ThatFails_KeepsNothingOfItsBatch()
    {
        Writer.Commit(Batch(Assigned("L1")));
        Commit(b => b.Documents.Add(new Document("review", "2026-W46", "no JSON", Noon)));
        var batch = Batch(Assigned("L2"));
        batch.Erased.Add("L1");

        Should.Throw<System.Text.Json.JsonException>(() => Writer.Commit(batch));

        ((LeadReceived)Reader.Events("L1")[0].Event).Profile.Contact.Name.ShouldBe("Zoë Müller L1");
        Reader.Lead("L2").ShouldBeNull();
    }

    private static PublishedScorecard Scorecard(string week, string? team, string json) => new(week, team, json, Noon, After(1));

    private void Commit(Action<WriteBatch> fill) => Writer.Commit(With(fill));
}
