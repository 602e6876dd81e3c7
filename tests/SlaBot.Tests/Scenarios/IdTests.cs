using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlaBot.Tests.Scenarios;

/// <summary>An id is data: whatever stands in it, each way in addresses exactly the lead that was meant.</summary>
public sealed partial class IdTests
{
    // Pairs that a second decoding, a path, a query, a mark-up or a list would take for each other.
    private static readonly string[] Hostile =
    [
        "a/b", "a%2Fb", "a%2fb", "a%252Fb", "a%25b", "a%b", "%", "%%", "%2F", "/", "//", "a//b", "../a", "..a", "a..", "a/../b", "a/./b", "...", "%2E%2E", "%2e", "a\\b",
        "a?b", "a#b", "a;b=c", "a b", "a%20b", "a+b", "+", "a&b=c", "a&amp;b", "<script>alert(1)</script>", "\"'`", "a|b", "a,b", "a:b", "@", "~", "{id}", "{0}", "*", "commands", "why", "null", "%00", "%FF",
        "é", "e\u0301", "😀", "田中 太郎", "\u200b", "\u202eabc", "A", "a", "why a firstTouch", "lead", new string('x', 200),
    ];

    public static TheoryData<string> Targets => new(
        "/api/v1/leads/x/../b", "/api/v1/leads/x%2F../b", "/api/v1/leads/./b", "/api/v1/leads/x/%2e%2e/b", "/api/v1/x/../leads/b/", "/api/v1/leads/%2e%2e/leads/b",
        "/api/v1/leads/b%", "/api/v1/leads/b%F", "/api/v1/leads/b%zz", "/api/v1/leads/b%FF", "/api/v1/leads/%ED%A0%80b", "/api/v1//leads/b", "/api/v1/leads//b", "/api/v1/leads/x%2f%2e%2e%2fb");

    [Fact]
    public async Task Id_OfAnyText_IsTheLeadThatWasMeant_OnEveryWayIn()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["People"]!.AsArray().ToList().ForEach(person => person!.AsObject().Remove("Capacity")));
        List<(string Id, string Name)> all = [.. Hostile.Concat(Random(40)).Distinct().Select((id, number) => (id, Invariant($"Cleo {number:000} Meant")))];
        foreach (var (id, name) in all)
        {
            await bot.SendLead("x", lead =>
            {
                lead["id"] = $" {id} ";
                lead["contact"] = new JsonObject { ["name"] = name };
            });
        }

        foreach (var (id, name) in all)
        {
            var at = "/api/v1/leads/" + Uri.EscapeDataString(id);
            Meant(await bot.Expect(200, HttpMethod.Get, at), id, name);
            Meant(await bot.Expect(200, HttpMethod.Post, at + "/commands", """{"type":"touch","by":"rita.revops@example.com","channel":"call"}"""), id, name);
            (await bot.Send(HttpMethod.Get, at + "/why/firstTouch")).Status.ShouldBe(200, id);
            Page(await bot.Send(HttpMethod.Get, "/dashboard/leads/" + Uri.EscapeDataString(id)), id, name);
            Page(await bot.Send(HttpMethod.Get, $"/dashboard/why/{Uri.EscapeDataString(id)}/firstTouch"), id, name);
            (await bot.TypeCommand(Bot.Rita, $"lead {id}")).ShouldContain(name, customMessage: id);
            (await bot.TypeCommand(Bot.Rita, $"why {id} firstTouch")).ShouldNotContain("There is no lead", customMessage: id);
            (await RawAsync(bot.Address, "GET", "/api/v1/leads/" + Every(id))).ShouldContain(name, customMessage: id);
        }

        // One erased is one erased: the one that was named.
        foreach (var (id, _) in all.Where((_, number) => number % 2 == 0))
        {
            await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/" + Uri.EscapeDataString(id));
        }

        foreach (var ((id, _), number) in all.Select((pair, number) => (pair, number)))
        {
            (await bot.Expect(200, HttpMethod.Get, "/api/v1/leads/" + Uri.EscapeDataString(id)))["erased"].ShouldBe(number % 2 == 0 ? "True" : "False", id);
        }
    }

    [Fact]
    public async Task Links_OfThePages_LeadToTheLeadThatTheyName()
    {
        await using var bot = await Bot.StartAsync();
        foreach (var (number, id) in Hostile.Index())
        {
            await bot.SendLead("x", lead =>
            {
                lead["id"] = id;
                lead["contact"] = new JsonObject { ["name"] = Invariant($"Cleo {number:000} Meant") };
            });
        }

        var home = (await bot.Send(HttpMethod.Get, "/dashboard")).Body.ToString();
        var links = Link().Matches(home).Select(match => (To: WebUtility.HtmlDecode(match.Groups[1].Value), Name: match.Groups[2].Value)).Distinct().ToList();
        links.Count.ShouldBe(Hostile.Length);
        foreach (var (to, name) in links)
        {
            var page = (await bot.Send(HttpMethod.Get, to)).Body.ToString();
            page.ShouldContain($"<h1>{name}", customMessage: to);
            var why = WebUtility.HtmlDecode(WhyLink().Match(page).Groups[1].Value);
            (await bot.Send(HttpMethod.Get, why)).Body.ToString().ShouldContain(name, customMessage: why);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Address_ThatIsMalformedOrClimbs_TouchesNoOtherLead(string target)
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("b");
        await bot.SendLead("x");
        var answer = await RawAsync(bot.Address, "DELETE", target);

        var erased = (await bot.Lead("b"))["erased"] == "True";
        (await bot.Lead("x"))["erased"].ShouldBe("False", answer);
        // Where the path without its dots names b, b it is; else nothing is done.
        erased.ShouldBe(answer.StartsWith("HTTP/1.1 204", StringComparison.Ordinal), answer);
        if (target.Contains("b%", StringComparison.Ordinal) || target.Contains("%ED", StringComparison.Ordinal))
        {
            answer.ShouldStartWith("HTTP/1.1 400");
        }
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" .. ")]
    [InlineData("")]
    [InlineData("a\u0000b")]
    [InlineData("a\tb")]
    [InlineData("\u0085")]
    public async Task Id_ThatIsNone_IsRefused(string id)
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("x", lead => lead["id"] = id, status: 422);
        await bot.SendLead("x", lead => lead["id"] = new string('x', 201), status: 422);
        (await bot.Send(HttpMethod.Post, "/api/v1/leads", "{\"id\":\"a\\ud800\"}")).Status.ShouldBe(422);
        (await bot.Send(HttpMethod.Post, "/api/v1/leads", "{\"id\":\"\\udc00\"}")).Status.ShouldBe(422);
    }

    private static void Meant(ApiReply told, string id, string name)
    {
        told["id"].ShouldBe(id);
        told["contact.name"].ShouldBe(name, id);
    }

    private static void Page(ApiReply page, string id, string name)
    {
        page.Status.ShouldBe(200, id);
        page.Body.ToString().ShouldContain(name, customMessage: id);
    }

    private static IEnumerable<string> Random(int count)
    {
        const string Signs = "%2F25e/.\\?#;:&=+ |<>\"'aé😀田";
        var random = new Random(20261116);
        for (var number = 0; number < count; number++)
        {
            var runes = Signs.EnumerateRunes().ToList();
            var id = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => runes[random.Next(runes.Count)].ToString())).Trim();
            if (id is not ("" or "." or ".."))
            {
                yield return id;
            }
        }
    }

    /// <summary>Every byte escaped, as a careful sender may.</summary>
    private static string Every(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => "%" + value.ToString("x2", CultureInfo.InvariantCulture)));

    /// <summary>Asks with this very target, which no client puts in order first.</summary>
    private static async Task<string> RawAsync(Uri address, string method, string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey)}\r\nConnection: close\r\n\r\n"));
        return await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex("""<a href="(/dashboard/leads/[^"]*)">(Cleo \d+ Meant)""")]
    private static partial Regex Link();

    [GeneratedRegex("""href="(/dashboard/why/[^"]*)""")]
    private static partial Regex WhyLink();
}
