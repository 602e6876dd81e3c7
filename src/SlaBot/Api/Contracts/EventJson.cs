using System.Text;
using System.Text.Json;
using NodaTime.Text;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>An event as the API tells it; the types and members of METRICS.md's history keep their names.</summary>
internal static class EventJson
{
    /// <summary>The members of one event.</summary>
    public static void Members(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteNumber("version", stored.Version);
        json.WriteString("type", TypeOf(stored.Event));
        json.Write("at", stored.Event.At);
        json.Write("recordedAt", stored.Event.RecordedAt);
        json.WriteString("by", stored.Event.By);
        if (!OfLead(json, stored.Event) && !OfSale(json, stored.Event))
        {
            OfObligation(json, stored.Event);
        }
    }

    /// <summary>The type's outward name.</summary>
    public static string TypeOf(LeadEvent happened) => happened switch
    {
        Touched => "touch",
        Disposed => "disposition",
        StageReached => "stage",
        AmountSet => "amount",
        FeedbackGiven => "feedback",
        _ => Snake(LeadNames.All.KindOf(happened.GetType()) ?? happened.GetType().Name),
    };

    private static bool OfLead(Utf8JsonWriter json, LeadEvent happened)
    {
        switch (happened)
        {
            case LeadReceived received:
                json.Write("fields", received.Profile, LeadJson.Profile);
                json.WriteString("sentOwner", received.SentOwner);
                return true;
            case ProfileMerged merged:
                json.Write("fields", merged.Profile, LeadJson.Profile);
                json.WriteString("sentOwner", merged.SentOwner);
                json.Write("changed", merged.Changed);
                return true;
            case ActivityAdded added: json.Write("activity", added.Activity, LeadJson.Activity); return true;
            case DuplicateFlagged flagged: json.WriteString("otherLead", flagged.OtherLead); return true;
            case MqlReached reached: Mql(json, reached); return true;
            case Queued queued: json.WriteString("reason", queued.Reason); return true;
            case Assigned assigned: Assignment(json, assigned); return true;
            case CardDelivered delivered: json.WriteString("owner", delivered.Owner); return true;
            case CardUndelivered undelivered:
                json.WriteString("owner", undelivered.Owner);
                json.WriteString("why", undelivered.Why);
                return true;
            default: return false;
        }
    }

    private static bool OfSale(Utf8JsonWriter json, LeadEvent happened)
    {
        switch (happened)
        {
            case Accepted accepted: json.WriteString("owner", accepted.Owner); return true;
            case Rejected rejected: Rejection(json, rejected); return true;
            case Touched touched: Touch(json, touched); return true;
            case Disposed disposed: Disposal(json, disposed); return true;
            case StageReached reached: Stage(json, reached); return true;
            case AmountSet set: json.WriteNumber("amount", set.Amount); return true;
            case FeedbackGiven given: json.WriteString("reason", given.Reason); return true;
            case Recycled recycled:
                json.WriteString("revisitOn", LocalDatePattern.Iso.Format(recycled.RevisitOn));
                json.Write("revisitAt", recycled.RevisitAt);
                return true;
            case StatusUpdated updated: json.WriteString("status", updated.Status); return true;
            case Rated rated:
                json.WriteNumber("fit", rated.Fit);
                json.WriteNumber("timing", rated.Timing);
                return true;
            case Disputed disputed: json.WriteString("note", disputed.Note); return true;
            case Ruled ruled:
                json.WriteBoolean("upheld", ruled.Upheld);
                json.WriteString("note", ruled.Note);
                return true;
            case Paused paused: json.WriteString("reason", paused.Reason); return true;
            default: return false;
        }
    }

    private static void OfObligation(Utf8JsonWriter json, LeadEvent happened)
    {
        switch (happened)
        {
            case ObligationStarted started: json.Write("obligation", started.Obligation, LeadJson.Obligation); break;
            case ObligationMet met: json.WriteString("obligation", met.Id); break;
            case ObligationBreached breached: json.WriteString("obligation", breached.Id); break;
            case ObligationFulfilled fulfilled: json.WriteString("obligation", fulfilled.Id); break;
            case ObligationCancelled cancelled:
                json.WriteString("obligation", cancelled.Id);
                json.WriteString("why", cancelled.Why);
                break;
            case ObligationWaived waived:
                json.WriteString("obligation", waived.Id);
                json.WriteString("reason", waived.Reason);
                break;
            case DeadlineMoved moved:
                json.WriteString("obligation", moved.Id);
                json.Write("dueAt", moved.DueAt);
                json.WriteNumber("pausedFor", moved.PausedFor);
                break;
            case RemindersMoved moved: json.WriteString("obligation", moved.Id); break;
            case NoticeRaised raised:
                json.WriteString("obligation", raised.Id);
                json.WriteString("level", raised.Level);
                json.Write("tell", raised.Tell);
                break;
        }
    }

    private static void Mql(Utf8JsonWriter json, MqlReached mqlReached)
    {
        json.WriteBoolean("bySender", mqlReached.BySender);
        json.Write("fitsIcp", mqlReached.FitsIcp);
        json.WriteString("tier", mqlReached.Tier);
        json.Write("criteria", mqlReached.Criteria, LeadJson.Criterion);
        json.Write("data", mqlReached.Data, static (to, data) =>
        {
            to.WriteNumber("required", data.Required);
            to.WriteNumber("requiredPresent", data.RequiredPresent);
            to.WriteNumber("enrichment", data.Enrichment);
            to.WriteNumber("enrichmentPresent", data.EnrichmentPresent);
        });
    }

    private static void Assignment(Utf8JsonWriter json, Assigned assigned)
    {
        json.WriteString("to", assigned.Owner);
        json.WriteString("previous", assigned.Previous);
        json.WriteString("way", JsonNamingPolicy.CamelCase.ConvertName(LeadNames.All.Write(assigned.Way)));
        json.WriteString("why", assigned.Why);
        json.WriteString("team", assigned.Team);
    }

    private static void Rejection(Utf8JsonWriter json, Rejected rejected)
    {
        json.WriteString("owner", rejected.Owner);
        json.WriteString("reason", rejected.Reason);
        json.WriteString("note", rejected.Note);
        json.WriteString("then", rejected.Then.Lower());
    }

    private static void Touch(Utf8JsonWriter json, Touched touched)
    {
        json.WriteString("owner", touched.Owner);
        json.WriteString("channel", touched.Channel);
        json.Write("connected", touched.Connected);
        json.WriteString("note", touched.Note);
        json.WriteBoolean("selfReported", touched.SelfReported);
    }

    private static void Disposal(Utf8JsonWriter json, Disposed disposed)
    {
        json.WriteString("owner", disposed.Owner);
        json.WriteString("code", disposed.Code);
        json.WriteString("reason", disposed.Reason);
        json.WriteBoolean("ends", disposed.Ends);
        json.WriteBoolean("credited", disposed.Credited);
    }

    private static void Stage(Utf8JsonWriter json, StageReached stageReached)
    {
        json.WriteString("stage", stageReached.Stage.Short());
        json.Write("amount", stageReached.Amount);
        json.WriteString("reason", stageReached.Reason);
        json.Write("checklist", stageReached.Checklist);
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
