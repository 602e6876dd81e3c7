using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>A bot whose personal tab is served, an Entra that signs people in, and what the tab says to them.</summary>
public abstract class TeamsTabScene : IAsyncLifetime
{
    private protected HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    private protected FakeEntra Entra { get; private set; } = null!;

    private protected TeamsWorld World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Entra = await FakeEntra.StartAsync();
        World = await StartAsync(edit: settings =>
        {
            settings["Teams"]!["EntraMetadataUrl"] = Entra.Metadata.AbsoluteUri;
            settings["Teams"]!["PublicUrl"] = "https://slabot.corp.example";
        });
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await World.DisposeAsync();
        await Entra.DisposeAsync();
    }

    private protected async Task<(int Status, JsonObject Body)> AskAsync(string? token, TeamsWorld? at = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri((at ?? World).Bot.Address, "/teams/tab/api/me" + query));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Http.SendAsync(request);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private protected static List<string> Names(JsonObject me) => [.. me["parts"]!.AsArray().Select(node => (string)node!["name"]!)];

    private protected static JsonObject Part(JsonObject me, string name) => me["parts"]!.AsArray().OfType<JsonObject>().Single(jsonObject => (string)jsonObject["name"]! == name);

    private protected static string TextOf(JsonObject me, string name) => string.Join(' ', Texts(Part(me, name)));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject jsonObject => jsonObject.Where(pair => pair.Key is not ("kind" or "tone" or "at" or "target" or "name")).SelectMany(pair => Texts(pair.Value)),
        JsonArray many => [string.Concat(many.Select(each => string.Join(' ', Texts(each)) + (each is JsonObject span && span["kind"] is not null ? "" : " ")))],
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
