using System.Text.Json.Nodes;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Api;

/// <summary>A route as the description of the API names it.</summary>
internal sealed record DescribedRoute(string Method, string Path, string Summary, string Description)
{
    /// <summary>A key needs one of these; none: everybody is answered.</summary>
    public IReadOnlyList<string> Rights { get; init; } = [];

    /// <summary>What stands in the path, the query and the headers.</summary>
    public IReadOnlyList<DescribedParameter> Parameters { get; init; } = [];

    /// <summary>The kinds of body that are taken.</summary>
    public IReadOnlyList<DescribedBody> Bodies { get; init; } = [];

    /// <summary>What is answered when nothing is wrong.</summary>
    public IReadOnlyList<DescribedAnswer> Answers { get; init; } = [];
}

/// <summary>A value of the path, the query or a header; <paramref name="Example"/> is JSON unless the type is
/// string.</summary>
internal sealed record DescribedParameter(string Name, string In, string Description, string Example,
    string Type = "string");

/// <summary>A body that is taken, with examples that the route takes as they are.</summary>
internal sealed record DescribedBody(string MediaType, JsonObject Schema, IReadOnlyList<DescribedExample> Examples);

/// <summary>A body as it is sent.</summary>
internal sealed record DescribedExample(string Name, string Text);

/// <summary>An answer; <paramref name="Example"/> names the file that shows it, null for an answer without a
/// body.</summary>
internal sealed record DescribedAnswer(int Status, string Description, string? Example = null);

/// <summary>Every route of the API, with what it takes and answers. A test holds it against the routes that are
/// mapped.</summary>
internal static class DescribedRoutes
{
    private const string Json = "application/json";

    private static readonly DescribedParameter Id =
        new("id", "path", "The sender's id of the lead, percent-encoded; a slash is %2F.", "L-1001");

    /// <summary>The routes, in the order of the documentation.</summary>
    public static IReadOnlyList<DescribedRoute> All { get; } =
    [
        new("POST", "/api/v1/leads", "Take a lead",
            "The same id again is the same lead: what is new in it is merged, what is the same "
            + "changes nothing. Fields that are not named here are kept under their path and shown to the owner.")
        {
            Rights = [Rights.Intake],
            Bodies = [new(Json, LeadSchema(), [new("lead", Lead)])],
            Answers = [new(201, "A new lead, as it is now.", "lead-new"),
                new(200, "A lead that was known, as it is now.", "lead")],
        },
        new("GET", "/api/v1/leads", "List leads", "A page of leads, without their touches and events.")
        {
            Rights = [Rights.Read],
            Parameters =
            [
                new("stage", "query", "Only leads in this stage.", "sqo"),
                new("owner", "query", "Only leads of this person, by e-mail.", "ana.rep@example.com"),
                new("dueBefore", "query", "Only leads with a deadline before this instant.", "2026-12-01T00:00:00Z"),
                new("open", "query", "True: only leads that are being worked.", "true", "boolean"),
                new("limit", "query", "At most so many, 1 to 500; 100 unless said.", "100", "integer"),
                new("cursor", "query", "The \"next\" of the page before.", ""),
            ],
            Answers = [new(200, "The page; \"next\" is null on the last one.", "leads")],
        },
        new("GET", "/api/v1/leads/{id}", "Read a lead", "Stage, owner, deadlines, touches and every event.")
        {
            Rights = [Rights.Read],
            Parameters = [Id],
            Answers = [new(200, "The lead.", "lead")],
        },
        new("DELETE", "/api/v1/leads/{id}", "Erase a lead", "Blanks the personal data everywhere; the counts stay.")
        {
            Rights = [Rights.Admin],
            Parameters = [Id],
            Answers = [new(204, "Erased.")],
        },
        new("POST", "/api/v1/leads/{id}/commands", "Do something to a lead",
            "What a person in chat does with a button. The types "
            + $"{string.Join(", ", CommandDefinition.All.Where(command => command.NeedsAdmin).Select(command => command.Name))} need the right "
            + $"{Rights.Admin}, the others {Rights.Intake}. 409 with a code and a sentence when the agreement or the "
                + $"lead's stage says no.")
        {
            Rights = [Rights.Intake, Rights.Admin],
            Parameters =
            [
                Id,
                new("Idempotency-Key", "header", "Makes it safe to send the same command again: it is done once.",
                    "call-2026-11-16-1"),
            ],
            Bodies = [
                new(Json, CommandSchema(), [.. Commands.Select(pair => new DescribedExample(pair.Type, pair.Body))])],
            Answers = [new(200, "The lead, as it is now.", "lead")],
        },
        new("GET", "/api/v1/leads/{id}/why/{clause}", "How a deadline came about",
            "Counted spans, closed days, holidays, pauses and the version of the agreement.")
        {
            Rights = [Rights.Read],
            Parameters = [Id, new("clause", "path", $"One of {string.Join(", ", Clauses)}.", "firstTouch")],
            Answers = [new(200, "The deadline.", "why")],
        },
        new("POST", "/api/v1/import", "Import a file",
            "A table with a row a lead, its first line naming the columns, as CRMs export it: CSV or TSV in UTF-8, UTF-16 "
            + "or Windows-1252, of any size, or an .xlsx workbook; a CSV file of what campaigns cost (month, source, "
            + "amount, clv); or a history as JSON lines.")
        {
            Rights = [Rights.Intake],
            Parameters =
            [
                new("atOwnTime", "query", "Only under the manual clock: it is moved to each row's instant.", "false",
                    "boolean"),
                new("preview", "query",
                    "Writes nothing: says how each column is read, who would get how many leads, how many clocks would "
                    + "start, and how many would be missed by this time tomorrow.", "false", "boolean"),
            ],
            Bodies =
            [
                new("text/csv", Text(), [new("leads", LeadsFile), new("spend", SpendFile)]),
                new("application/x-ndjson", Text(), [new("history", HistoryFile)]),
            ],
            Answers = [
                new(200,
                    "How many rows were taken, known and refused, every fault with its line, what of a row was left out, and "
                    + "how each column was read.", "import")],
        },
        new("GET", "/api/v1/scorecards/{week}", "Read a week's scorecard",
            "As it was published, or recomputed. With \"Accept: text/csv\" it is a CSV file.")
        {
            Rights = [Rights.Read],
            Parameters =
            [
                new("week", "path", "An ISO week.", "2026-W47"),
                new("asOf", "query", "Recomputes it with what was known at this instant.", "2026-11-23T14:00:00Z"),
                new("by", "query", "Splits it by source, owner, team, region or segment: a scorecard for each.",
                    "source"),
            ],
            Answers = [new(200, "The scorecard.", "scorecard")],
        },
        new("GET", "/api/v1/agreement", "Read the agreement in force",
            "As data, as its one page, and every page that was signed.")
        {
            Rights = [Rights.Read],
            Answers = [new(200, "The agreement.", "agreement")],
        },
        new("GET", "/healthz", "Whether the program is alive", "Open to everybody.")
        {
            Answers = [new(200, "Alive.", "healthz")],
        },
        new("GET", "/readyz", "Whether the program is able to work",
            "Open to everybody; the reasons are for callers with a key.")
        {
            Answers =
            [
                new(200, "Able to work.", "readyz"),
                new(503, "Not able to work; the same members, and the reasons in \"faults\"."),
            ],
        },
        new("GET", "/dev/clock", "Read the manual clock",
            "Only where the settings ask for the manual clock, from the same machine.")
        {
            Answers = [new(200, "The clock.", "clock")],
        },
        new("POST", "/dev/clock", "Move the manual clock",
            "Forward only. Answers when everything due up to then has been decided and sent.")
        {
            Bodies =
            [
                new(Json, Schema("""
                    {"oneOf":[
                      {"type":"object","required":["now"],"properties":{"now":{"type":"string","format":"date-time"}}},
                      {"type":"object","required":["advance"],"properties":{"advance":{"type":"string","format":"duration"}}}]}
                    """), [new("now", """{"now":"2026-11-23T14:00:00Z"}"""), new("advance", """{"advance":"PT2H"}""")]),
            ],
            Answers = [new(200, "The clock, moved.", "clock")],
        },
    ];

    private static string Lead => """
        {"id":"L-1001","source":"Webinar","createdAt":"2026-11-16T13:55:00Z","owner":"ana.rep@example.com","region":"US","score":80,
         "contact":{"name":"Cleo Park","email":"cleo.park@example.com","phone":"+1 555 0100","title":"Head of Data"},
         "company":{"name":"Example Corp","domain":"example.com","size":200,"industry":"B2B SaaS","country":"US"},
         "activity":[{"kind":"demo","subject":"Asked for a demo","at":"2026-11-16T13:50:00Z"}],
         "signals":["Hiring data engineers"],
         "briefing":{"news":"Opened an office in Austin","talkTrack":"Ask about the move","champion":"Dana Fox"},
         "url":"https://crm.example.com/leads/L-1001","amount":48000,"marketingSourced":true}
        """;

    private static string LeadsFile => "id,source,name,email,company,country,score\n"
        + "L-2001,Webinar,Dana Fox,dana.fox@example.com,Example Corp,US,75\n";

    private static string SpendFile => "source,month,amount,clv\nWebinar,2026-11,12500.50,98000\n";

    private static string HistoryFile =>
        """{"id":"h-1","ts":"2026-11-02T10:00:00-05:00","lead":"L-0900","type":"touch","channel":"call"}""" + "\n";

    private static IReadOnlyList<string> Clauses => [.. Enum.GetValues<ClauseKind>().Select(clause => clause.Name())];

    private static IReadOnlyList<(string Type, string Body)> Commands =>
    [
        ("accept", """{"type":"accept","by":"ana.rep@example.com"}"""),
        ("reject",
            """{"type":"reject","by":"ana.rep@example.com","reason":"Duplicate","note":"The same person as L-1001"}"""),
        ("touch",
            """{"type":"touch","by":"ana.rep@example.com","channel":"call","connected":true,"note":"Wants a demo"}"""),
        ("dispose",
            """{"type":"dispose","by":"ana.rep@example.com","code":"Contacted - Qualified","reason":"They want it by spring"}"""),
        ("advance", """{"type":"advance","by":"ana.rep@example.com","stage":"sqo","amount":48000}"""),
        ("amount", """{"type":"amount","by":"ana.rep@example.com","amount":52000}"""),
        ("feedback", """{"type":"feedback","by":"ana.rep@example.com","reason":"A good lead"}"""),
        ("recycle", """{"type":"recycle","by":"maya.marketing@example.com","revisitOn":"2026-12-01"}"""),
        ("update", """{"type":"update","by":"ana.rep@example.com","status":"Legal is reading the contract"}"""),
        ("assign", """{"type":"assign","by":"milo.manager@example.com","owner":"ben.rep@example.com"}"""),
        ("rate", """{"type":"rate","by":"ana.rep@example.com","fit":5,"timing":4}"""),
        ("dispute", """{"type":"dispute","by":"maya.marketing@example.com","note":"Two people of one company"}"""),
        ("rule", """{"type":"rule","by":"rita.revops@example.com","upheld":true,"note":"It is the same person"}"""),
        ("pause", """{"type":"pause","by":"milo.manager@example.com","reason":"Waiting for their lawyers"}"""),
        ("resume", """{"type":"resume","by":"milo.manager@example.com"}"""),
        ("waive",
            """{"type":"waive","by":"milo.manager@example.com","clause":"firstTouch","reason":"The telephones were down"}"""),
        ("activity", """{"type":"activity","kind":"pricing_page","subject":"Read the prices"}"""),
        ("undo", """{"type":"undo","by":"ana.rep@example.com"}"""),
    ];

    private static JsonObject LeadSchema() => Schema("""
        {"type":"object","required":["id"],"additionalProperties":true,"properties":{
          "id":{"type":"string","maxLength":200},
          "source":{"type":"string"},"tier":{"type":"string"},"region":{"type":"string"},
          "createdAt":{"type":"string","format":"date-time"},
          "mqlAt":{"type":"string","format":"date-time"},
          "owner":{"type":"string","format":"email","description":"The sender has assigned it already; without, it is routed."},
          "score":{"type":"number"},"amount":{"type":"number","minimum":0},
          "url":{"type":"string","format":"uri"},
          "marketingSourced":{"type":"boolean","default":true},
          "contact":{"type":"object","properties":{
            "name":{"type":"string"},"email":{"type":"string","format":"email"},
            "phone":{"type":"string"},"title":{"type":"string"}}},
          "company":{"type":"object","properties":{
            "name":{"type":"string"},"domain":{"type":"string"},"size":{"type":"integer"},
            "industry":{"type":"string"},"country":{"type":"string"}}},
          "activity":{"type":"array","maxItems":1000,"items":{"type":"object","required":["kind","at"],"properties":{
            "kind":{"type":"string"},"subject":{"type":"string"},"at":{"type":"string","format":"date-time"}}}},
          "signals":{"type":"array","maxItems":200,"items":{"type":"string"}},
          "briefing":{"type":"object","properties":{
            "news":{"type":"string"},"talkTrack":{"type":"string"},"champion":{"type":"string"}}}}}
        """);

    /// <summary>A schema for each type of command, from its definition.</summary>
    private static JsonObject CommandSchema() => new()
    {
        ["oneOf"] = new JsonArray(
            [.. CommandDefinition.All.Where(command => command.Name is not null).Select(CommandSchema)]),
    };

    private static JsonNode CommandSchema(CommandDefinition command)
    {
        var members = new JsonObject
        {
            ["type"] = new JsonObject { ["const"] = command.Name },
            ["by"] = Schema("""{"type":"string","format":"email","description":"The person who does it."}"""),
            ["at"] =
                Schema("""{"type":"string","format":"date-time","description":"When it happened; now unless said."}"""),
        };
        string[] always = command.Name == "activity" ? ["type"] : ["type", "by"];
        foreach (var field in command.Fields)
        {
            members[field.Name] = FieldSchema(field);
        }

        var needed = always.Concat(command.Fields.Where(field => field.IsNeeded).Select(field => field.Name));
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. needed.Select(name => (JsonNode)name)]),
            ["properties"] = members,
        };
    }

    private static JsonObject FieldSchema(CommandField field) => field.Kind switch
    {
        CommandFieldKind.Text => new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength },
        CommandFieldKind.YesNo => Schema("""{"type":"boolean"}"""),
        CommandFieldKind.Number => Schema("""{"type":"number","minimum":0,"maximum":1000000000000}"""),
        CommandFieldKind.Grade => Schema("""{"type":"integer","minimum":1,"maximum":5}"""),
        CommandFieldKind.Date => Schema("""{"type":"string","format":"date"}"""),
        CommandFieldKind.List => Schema("""{"type":"array","items":{"type":"string"}}"""),
        CommandFieldKind.Stage => Schema("""{"type":"string","enum":["sql","sqo","won","lost"]}"""),
        CommandFieldKind.Clause => new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. Clauses.Select(name => (JsonNode)name)]),
        },
    };

    private static JsonObject Text() => Schema("""{"type":"string"}""");

    private static JsonObject Schema(string json) => JsonNode.Parse(json)!.AsObject();
}
