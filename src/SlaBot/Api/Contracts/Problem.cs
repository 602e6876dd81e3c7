using Microsoft.AspNetCore.WebUtilities;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>Every "no" of the API, as problem+json (RFC 9457) with a stable code beside the sentence.</summary>
internal static class Problem
{
    /// <summary>One problem; <paramref name="more"/> writes members of its own.</summary>
    public static Reply Of(
        int status, string code, string detail, IReadOnlyList<Fault>? faults = null,
        Action<System.Text.Json.Utf8JsonWriter>? more = null) => Reply.Json(
        status,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:slabot:problem:" + code);
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("code", code);
            json.WriteString("detail", detail);
            if (faults is not null)
            {
                json.WriteStartArray("errors");
                foreach (var fault in faults)
                {
                    json.WriteStartObject();
                    json.WriteString("field", fault.Field);
                    json.WriteString("message", fault.Message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            more?.Invoke(json);
            json.WriteEndObject();
        },
        "application/problem+json; charset=utf-8");

    /// <summary>422 with every fault.</summary>
    public static Reply Faulty(IReadOnlyList<Fault> faults) =>
        Of(422, "faults",
            faults.Count == 1
                ? faults[0].Message : $"{faults.Count} faults; nothing was taken. Mend them and send it again.",
                faults);

    /// <summary>400: no JSON.</summary>
    public static Reply Unreadable(string sentence) => Of(400, "unreadable", sentence);

    /// <summary>The status that a refusal of the engine has on the wire.</summary>
    public static Reply Refused(Refusal refusal) => Of(
        refusal.Code switch { "unknown-lead" => 404, "key-reused" => 422, "erased" => 410, _ => 409 }, refusal.Code,
        refusal.Sentence);

    /// <summary>404: no such lead.</summary>
    public static Reply NoLead(string id) =>
        Of(404, "unknown-lead", $"There is no lead {(id.Length > 200 ? id[..200] + "…" : id)}.");
}
