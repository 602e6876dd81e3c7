using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;

namespace SlaBot.Api;

/// <summary>
/// The description of the API as an OpenAPI 3.1 document, made of the table in <see cref="DescribedRoutes"/>. The
/// examples of answers are files beside this one: real answers that a test records and compares. What an answer holds
/// is read from its example.
/// </summary>
internal static class OpenApi
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Json = "application/json";

    private static readonly JsonSerializerOptions Plain = new() { Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<byte[]> Bytes = new(() => JsonSerializer.SerializeToUtf8Bytes(Document(), Plain));

    /// <summary>Maps it, for callers who may read.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(Path, (HttpContext _) => new Reply(200, Bytes.Value, Json + "; charset=utf-8")).Needs(Rights.Read);

    /// <summary>The document.</summary>
    public static JsonObject Document()
    {
        var paths = new JsonObject();
        foreach (var path in DescribedRoutes.All.GroupBy(route => route.Path))
        {
            paths[path.Key] = new JsonObject(
                [.. path.Select(route => Member(route.Method.ToLowerInvariant(), Operation(route)))]);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "SlaBot",
                ["version"] = "v1",
                ["description"] = "Leads, and what sales and marketing have promised each other about them. A key is "
                    + "sent as "
                    + "\"Authorization: Bearer KEY\" or \"X-Api-Key: KEY\"; in the Development environment callers "
                        + "on the same machine "
                    + "need none while no keys are set. Instants are ISO 8601 in UTC. A member of an answer that is "
                        + "not known yet is null. "
                    + "Members may be added to answers; none is renamed or taken away.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" },
                },
                ["responses"] = new JsonObject { ["Problem"] = Refusal() },
            },
        };
    }

    private static JsonObject Operation(DescribedRoute route)
    {
        var told = new JsonObject
        {
            ["summary"] = route.Summary,
            ["description"] = route.Rights.Count == 0
                ? route.Description
                : $"{route.Description} Needs the right {string.Join(" or ", route.Rights)}.",
            ["security"] = route.Rights.Count == 0 ? [] : new JsonArray(Scheme("bearer"), Scheme("key")),
        };
        if (route.Parameters.Count > 0)
        {
            told["parameters"] = new JsonArray([.. route.Parameters.Select(Parameter)]);
        }

        if (route.Bodies.Count > 0)
        {
            told["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject([.. route.Bodies.Select(body => Member(body.MediaType, Body(body)))]),
            };
        }

        var answers = new JsonObject([.. route.Answers.Select(answer => Member($"{answer.Status}", Answer(answer)))]);
        answers["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        told["responses"] = answers;
        return told;
    }

    private static JsonNode Parameter(DescribedParameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = parameter.In,
        ["required"] = parameter.In == "path",
        ["description"] = parameter.Description,
        ["schema"] = new JsonObject { ["type"] = parameter.Type },
        ["example"] = parameter.Type == "string"
            ? JsonValue.Create(parameter.Example) : JsonNode.Parse(parameter.Example),
    };

    private static JsonObject Body(DescribedBody body) => new()
    {
        ["schema"] = body.Schema.DeepClone(),
        ["examples"] = new JsonObject([.. body.Examples.Select(example => Member(example.Name, new JsonObject
        {
            ["value"] = body.MediaType == Json ? JsonNode.Parse(example.Text) : JsonValue.Create(example.Text),
        }))]),
    };

    private static JsonObject Answer(DescribedAnswer answer) => answer.Example is not { } name
        ? new JsonObject { ["description"] = answer.Description }
        : new JsonObject
        {
            ["description"] = answer.Description,
            ["content"] = new JsonObject
            {
                [Json] = new JsonObject { ["schema"] = SchemaOf(Example(name)), ["example"] = Example(name) },
            },
        };

    private static JsonObject Refusal()
    {
        var refused = Problem.Faulty([new("contact.email", "must be an e-mail address such as name@example.com")]);
        var example = JsonNode.Parse(refused.Body.Span)!;
        return new JsonObject
        {
            ["description"] = "The request was not taken (RFC 9457): a code that does not change, a sentence, and "
                + "every fault "
                + "at once.",
            ["content"] = new JsonObject
            {
                ["application/problem+json"] = new JsonObject { ["schema"] = SchemaOf(example), ["example"] = example },
            },
        };
    }

    /// <summary>The answer that was recorded under that name.</summary>
    private static JsonNode Example(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"api/{name}.json")
            ?? throw new InvalidOperationException($"The example {name} is missing from the program.");
        return JsonNode.Parse(file)!;
    }

    /// <summary>What an example shows of its kind; any value may be null where it is not known.</summary>
    private static JsonObject SchemaOf(JsonNode? example) => example switch
    {
        JsonObject members => new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = new JsonObject([.. members.Select(member => Member(member.Key, SchemaOf(member.Value)))]),
        },
        JsonArray items => new JsonObject
        {
            ["type"] = "array",
            ["items"] = items.Count == 0 ? new JsonObject() : SchemaOf(items[0]),
        },
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => Nullable("boolean"),
            JsonValueKind.Number => Nullable("number"),
            _ => Nullable("string"),
        },
        _ => [],
    };

    private static JsonObject Nullable(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonNode Scheme(string name) => new JsonObject { [name] = new JsonArray() };

    private static KeyValuePair<string, JsonNode?> Member(string name, JsonNode value) => new(name, value);
}
