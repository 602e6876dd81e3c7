using System.Net;
using System.Text;
using SlaBot.Api.Contracts;
using SlaBot.Cli;

namespace SlaBot.Tests.Api;

/// <summary>Files that come in by HTTP.</summary>
public sealed class ImportEndpointTests
{
    [Fact]
    public async Task Kestrel_LongFilesComeIn_LongBodiesDoNot()
    {
        await using var house = await ApiHouse.OpenAsync();
        var row = new string('x', 19_000);
        var file = "id,note\n" + string.Concat(Enumerable.Range(0, 1800).Select(number => $"L{number},{row}\n"));
        var (status, body, _) = await house.Send(HttpMethod.Post, "/api/v1/import", file, "text/csv");
        (status, body.GetProperty("taken").GetInt64()).ShouldBe((200, 1800));
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("{\"id\":\"L1\",\"x\":\"" + row + new string('x', 1_100_000) + "\"}")));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        (await house.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task ImportClient_RunningBot_TellsItsReportOrItsRefusal()
    {
        await using var house = await ApiHouse.OpenAsync();
        using var file = new MemoryStream("id,score\nL1,1\nL2,x,y\n"u8.ToArray());
        var report = await ImportClient.SendAsync(house.Client, file, false, new ImportWay(AtOwnTime: true), null, default);
        (report.Taken, report.Refused, report.Faults.Single().Line, report.Refusal).ShouldBe((1, 1, 3, null));
        house.Keys.Replace([new ApiKey("k", "key", Rights.All)]);
        using var again = new MemoryStream("id\nL1\n"u8.ToArray());
        (await ImportClient.SendAsync(house.Client, again, false, default, "other", default)).Refusal!.Code.ShouldBe("unauthorised");
    }

    [Fact]
    public async Task Import_Csv_Reports()
    {
        await using var house = await ApiHouse.OpenAsync();
        var (status, body, _) = await house.Send(HttpMethod.Post, "/api/v1/import", "id;email\nL1;a@b.example\nL2;x;y\n", "text/csv");
        status.ShouldBe(200);
        (body.GetProperty("taken").GetInt64(), body.GetProperty("refused").GetInt64()).ShouldBe((1, 1));
        body.GetProperty("faults")[0].GetProperty("line").GetInt32().ShouldBe(3);
        body.GetProperty("columns")[1].GetProperty("field").GetString().ShouldBe("contact.email");
        body.GetProperty("notRead").GetArrayLength().ShouldBe(0);
        (await house.Send(HttpMethod.Post, "/api/v1/import", "{}", "application/json")).Status.ShouldBe(415);
        (await house.Send(HttpMethod.Post, "/api/v1/import?atOwnTime=perhaps", "id\n", "text/csv")).Status.ShouldBe(422);
        (await house.Send(HttpMethod.Post, "/api/v1/import", "name\n", "text/csv")).Status.ShouldBe(422);
    }
}
