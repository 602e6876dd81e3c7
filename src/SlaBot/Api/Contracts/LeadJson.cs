using System.Text.Json;
using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>A lead as the API tells it: whole with its touches and events, or as a summary in a list.</summary>
internal static class LeadJson
{
    /// <summary>The whole lead as one JSON object.</summary>
    public static void Write(Utf8JsonWriter json, LeadState lead, IReadOnlyList<StoredEvent> events)
    {
        json.WriteStartObject();
        Members(json, lead);
        json.Write("touches", lead.Touches, Touch);
        json.Write("events", events, EventJson.Members);
        json.WriteEndObject();
    }

    /// <summary>Without touches and events.</summary>
    public static void WriteSummary(Utf8JsonWriter json, LeadState lead)
    {
        json.WriteStartObject();
        Members(json, lead);
        json.WriteEndObject();
    }

    /// <summary>The members of a profile, as they were sent.</summary>
    public static void Profile(Utf8JsonWriter json, LeadProfile profile)
    {
        json.WriteString("source", profile.Source);
        json.WriteString("tier", profile.Tier);
        json.WriteString("region", profile.Region);
        json.Write("contact", profile.Contact, Contact);
        json.Write("company", profile.Company, Company);
        json.Write("score", profile.Score);
        json.Write("amount", profile.Amount);
        json.WriteString("url", profile.Url);
        json.WriteBoolean("marketingSourced", profile.MarketingSourced);
        json.Write("activity", profile.Activity, Activity);
        json.Write("signals", profile.Signals);
        json.Write("briefing", profile.Briefing, Briefing);
        json.WriteStartObject("extra");
        foreach (var (path, text) in profile.Extra)
        {
            json.WriteString(path, text);
        }

        json.WriteEndObject();
    }

    /// <summary>What a person did.</summary>
    public static void Activity(Utf8JsonWriter json, Activity activity)
    {
        json.WriteString("kind", activity.Kind);
        json.WriteString("subject", activity.Subject);
        json.Write("at", activity.At);
    }

    /// <summary>What a criterion came to.</summary>
    public static void Criterion(Utf8JsonWriter json, CriterionResult result)
    {
        json.WriteString("label", result.Label);
        json.WriteString("finding", result.Finding.Lower());
    }

    /// <summary>One clause running on the lead.</summary>
    public static void Obligation(Utf8JsonWriter json, Obligation obligation)
    {
        json.WriteString("id", obligation.Id);
        json.WriteString("clause", obligation.Clause.Name());
        json.WriteString("party", obligation.Party.Lower());
        json.WriteString("owner", obligation.Owner);
        json.Write("startedAt", obligation.StartedAt);
        json.Write("dueAt", obligation.DueAt);
        json.WriteString("status", obligation.Status.Lower());
        json.Write("endedAt", obligation.EndedAt);
        json.Write("breachedAt", obligation.BreachedAt);
        json.Write("fulfilledAt", obligation.FulfilledAt);
        json.WriteString("reason", obligation.Reason);
        json.WriteString("waivedBy", obligation.WaivedBy);
        json.WriteString("policyVersion", obligation.PolicyVersion);
        json.WriteString("calendarVersion", obligation.CalendarVersion);
    }

    private static void Members(Utf8JsonWriter json, LeadState lead)
    {
        json.WriteString("id", lead.Id);
        json.WriteString("stage", LeadNames.All.Write(lead.Stage));
        json.WriteNumber("version", lead.Version);
        json.WriteString("owner", lead.Owner);
        json.WriteString("team", lead.Team);
        Profile(json, lead.Profile);
        Moments(json, lead);
        json.Write("rejection", lead.Rejection, Rejection);
        json.Write("rating", lead.Rating, static (to, rating) => { to.WriteNumber("fit",
            rating.Fit); to.WriteNumber("timing", rating.Timing); });
        json.Write("criteria", lead.Criteria, Criterion);
        json.Write("obligations", lead.Obligations, Obligation);
        json.Write("dispositions", lead.Dispositions, Disposition);
        json.WriteString("feedback", lead.Feedback);
        json.WriteString("status", lead.Status);
        json.WriteString("duplicateOf", lead.DuplicateOf);
        json.WriteBoolean("open", lead.IsOpen);
        json.WriteBoolean("erased", lead.IsErased);
        json.WriteBoolean("paused", lead.PausedAt is not null);
        json.WriteString("pauseReason", lead.PauseReason);
    }

    private static void Moments(Utf8JsonWriter json, LeadState lead)
    {
        json.Write("receivedAt", lead.ReceivedAt);
        json.Write("mqlAt", lead.MqlAt);
        json.Write("firstAssignedAt", lead.FirstAssignedAt);
        json.Write("assignedAt", lead.AssignedAt);
        json.WriteString("assignedWhy", lead.AssignedWhy);
        json.Write("deliveredAt", lead.DeliveredAt);
        json.Write("acceptedAt", lead.AcceptedAt);
        json.Write("sqlAt", lead.SqlAt);
        json.Write("sqoAt", lead.SqoAt);
        json.Write("wonAt", lead.WonAt);
        json.Write("lostAt", lead.LostAt);
        json.Write("statusAt", lead.StatusAt);
        json.Write("feedbackAt", lead.FeedbackAt);
        json.WriteString("revisitOn", lead.RevisitOn is { } date ? LocalDatePattern.Iso.Format(date) : null);
        json.Write("pausedAt", lead.PausedAt);
    }

    private static void Contact(Utf8JsonWriter json, Contact contact)
    {
        json.WriteString("name", contact.Name);
        json.WriteString("email", contact.Email);
        json.WriteString("phone", contact.Phone);
        json.WriteString("title", contact.Title);
    }

    private static void Company(Utf8JsonWriter json, Company company)
    {
        json.WriteString("name", company.Name);
        json.WriteString("domain", company.Domain);
        json.Write("size", company.Size);
        json.WriteString("industry", company.Industry);
        json.WriteString("country", company.Country);
    }

    private static void Briefing(Utf8JsonWriter json, Briefing briefing)
    {
        json.WriteString("news", briefing.News);
        json.WriteString("talkTrack", briefing.TalkTrack);
        json.WriteString("champion", briefing.Champion);
    }

    private static void Rejection(Utf8JsonWriter json, Rejection rejection)
    {
        json.Write("at", rejection.At);
        json.WriteString("owner", rejection.Owner);
        json.WriteString("reason", rejection.Reason);
        json.WriteString("note", rejection.Note);
        json.WriteString("then", rejection.Then.Lower());
        json.Write("disputedAt", rejection.DisputedAt);
        json.WriteString("disputeNote", rejection.DisputeNote);
        json.Write("upheld", rejection.Upheld);
    }

    private static void Touch(Utf8JsonWriter json, Touch touch)
    {
        json.Write("at", touch.At);
        json.Write("recordedAt", touch.RecordedAt);
        json.WriteString("by", touch.By);
        json.WriteString("owner", touch.Owner);
        json.WriteString("channel", touch.Channel);
        json.Write("connected", touch.Connected);
        json.WriteString("note", touch.Note);
        json.WriteBoolean("selfReported", touch.SelfReported);
    }

    private static void Disposition(Utf8JsonWriter json, Disposition disposition)
    {
        json.Write("at", disposition.At);
        json.WriteString("code", disposition.Code);
        json.WriteString("reason", disposition.Reason);
        json.WriteBoolean("ends", disposition.Ends);
        json.WriteBoolean("credited", disposition.Credited);
    }
}
