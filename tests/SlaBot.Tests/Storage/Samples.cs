using SlaBot.Core.Time;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Tests.Storage;

/// <summary>Realistic leads, wishes and posts.</summary>
internal static class Samples
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 16, 12, 0);

    public static Instant After(int minutes) => Noon + Duration.FromMinutes(minutes);

    public static LeadProfile Profile(string id, string? email = null) => new()
    {
        Source = "Webinar",
        Tier = "high-intent",
        Region = "DE",
        Contact = new Contact("Zoë Müller " + id, email ?? id + "@example.com", "+49 30 1234", "Head of \"Ops\" <b>"),
        Company = new Company("Ключ AG", "example.com", 240, "Software", "DE"),
        Score = 87.50m,
        Activity = [new Activity("demo", "asked for 日本語 🎌", Noon), new Activity("download", null, After(-60))],
        Signals = ["pricing page"],
        Briefing = new Briefing("Raised money", TalkTrack: "Start with hours saved"),
        Amount = 12_000.00m,
        MarketingSourced = false,
        Extra = new Dictionary<string, string> { ["utm.campaign"] = "autumn", ["nested"] = "{\"a\":[1]}" },
    };

    public static Obligation RunningObligation(string id, Instant due, ObligationStatus status = ObligationStatus.Running) => new()
    {
        Id = id,
        Clause = ClauseKind.FirstTouch,
        Cycle = 1,
        Owner = "ana@example.com",
        StartedAt = Noon,
        DueAt = due,
        Within = new Target(TargetUnit.Business, 3600),
        PolicyVersion = "2026-1",
        CalendarVersion = "berlin/1",
        Status = status,
        Alerts = [new Alert("warning-2", due - Duration.FromMinutes(12), ["owner"]), new Alert("rung-1", due, ["manager", "channel:Escalations"])],
    };

    /// <summary>A new lead that was assigned: five events.</summary>
    public static LeadChange Assigned(string id, string owner = "ana@example.com", int at = 0, string? email = null)
    {
        var (now, duty) = (After(at), RunningObligation("firstTouch#1", After(at + 60)));
        var state = new LeadState
        {
            Id = id,
            Version = 5,
            FactVersion = 4,
            Profile = Profile(id, email),
            Stage = LeadStage.Assigned,
            ReceivedAt = now,
            MqlAt = now,
            Criteria = [new CriterionResult("company.size 50 to 500", Finding.Met)],
            Owner = owner,
            Team = "emea",
            AssignedAt = now,
            FirstAssignedAt = now,
            AssignedWhy = "rule DE",
            Obligations = [duty],
        };
        return new LeadChange(0, state,
        [
            new LeadReceived(id, state.Profile, null) { At = now, RecordedAt = now },
            new MqlReached(false, state.Criteria, true, new MqlData(4, 4, 2, 1)) { At = now, RecordedAt = now },
            new SlaBot.Core.Leads.Assigned(owner, null, AssignmentWay.Rule, "rule DE", "emea") { At = now, RecordedAt = now },
            new CardDelivered(owner) { At = now, RecordedAt = now },
            new ObligationStarted(duty) { At = now, RecordedAt = now },
        ], duty.DueAt);
    }

    /// <summary>The next step of a lead: one touch, and nothing runs or wakes any more.</summary>
    public static LeadChange Touched(LeadState before, int at)
    {
        var touch = new Touch(After(at), After(at + 1), before.Owner, before.Owner, "phone", true, "said \"later\"", true);
        var state = before with
        {
            Version = before.Version + 2,
            Touches = [.. before.Touches, touch],
            Obligations = [.. before.Obligations.Select(obligation => obligation with { Status = ObligationStatus.Met, EndedAt = After(at), Alerts = [] })],
        };
        return new LeadChange(before.Version, state,
        [
            new SlaBot.Core.Leads.Touched(before.Owner, "phone", true, touch.Note, true) { At = touch.At, RecordedAt = touch.RecordedAt, By = before.Owner },
            new ObligationMet("firstTouch#1") { At = touch.At, RecordedAt = touch.RecordedAt },
        ], null);
    }

    /// <summary>The next step of a lead: its deadline passed, and nobody has done it since.</summary>
    public static LeadChange Missed(LeadState before)
    {
        var due = before.Obligations[0].DueAt;
        var state = before with { Version = before.Version + 1, Obligations = [.. before.Obligations.Select(obligation => obligation with { Status = ObligationStatus.Breached, BreachedAt = due, EndedAt = due })] };
        return new LeadChange(before.Version, state, [new ObligationBreached("firstTouch#1") { At = due, RecordedAt = due }], null);
    }

    public static LeadChange InQueue(string id, int at)
    {
        var state = new LeadState { Id = id, Version = 1, Profile = Profile(id), Stage = LeadStage.Queue, ReceivedAt = After(at), MqlAt = After(at) };
        return new LeadChange(0, state, [new Queued("nobody is on duty") { At = After(at), RecordedAt = After(at) }], null);
    }

    public static OutboxItem Intent(long id, string key, int notBefore = 0, string level = "rung-1") => new()
    {
        Id = id,
        Key = key,
        Address = "dm:ana@example.com",
        Intent = new NoticeIntent("firstTouch#1", level),
        Lead = "L1",
        ThreadKey = "card|L1",
        NotBefore = After(notBefore),
        CreatedAt = Noon,
    };

    public static PostedMessage Post(string key, long number, string message, string? lead = "L1", string? within = null, string conversation = "dm:ana@example.com") => new()
    {
        Key = key,
        Platform = "sandbox",
        MessageId = message,
        Conversation = conversation,
        Place = "C1",
        ThreadOf = "m0",
        Intent = new NoticeIntent("firstTouch#1", "rung-1"),
        Lead = lead,
        Within = within,
        At = Noon,
        EditedAt = After(1),
        Number = number,
        Card = Card(lead),
    };

    public static Card Card(string? lead) => new()
    {
        Title = "Zoë Müller",
        Tone = Tone.Warning,
        Summary = "New lead",
        Lead = lead,
        Version = 5,
        Blocks =
        [
            new Heading("Why"),
            new Paragraph(Line.Of(new Span("due "), new Span("13:00", SpanKind.Time, Noon), new Span("Ana", SpanKind.Person, Target: "ana@example.com")), Tone.Bad),
            new Bullets([("one", Tone.Good), ("two", Tone.Neutral)]),
            new Fields([("Company", "Ключ AG")]),
            new Context("small"),
            new Divider(),
            new Table(["", "n"], [new TableRow(["MQL", "4"], Tone.Good)]),
            new Bars("Reasons", [("no budget", 4)]),
        ],
        Buttons =
        [
            new Button("accept", "Accept", ButtonStyle.Primary),
            new Button("reject", "Reject", ButtonStyle.Danger, new Form("Reject", "Send",
                [new FormField("reason", "Reason", FieldKind.Choice, true) { Options = [new FormOption("a", "A")], MaxLength = 0, Hint = "why" }])),
            new Button("open", "Open", Url: "https://crm.example.com/1"),
        ],
    };

    public static WriteBatch Batch(params LeadChange[] changes)
    {
        var batch = new WriteBatch();
        batch.Leads.AddRange(changes);
        return batch;
    }

    public static WriteBatch With(Action<WriteBatch> fill)
    {
        var batch = new WriteBatch();
        fill(batch);
        return batch;
    }
}
