using System.Net;
using System.Net.Sockets;
using SlaBot.Hosting;

namespace SlaBot.Tests.Scenarios;

/// <summary>Many idle connections take no descriptors from what the program needs.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData(null, 10_000)]
    [InlineData(1_048_576L, 10_000)]
    [InlineData(4_096L, 3_584)]
    [InlineData(1_024L, 512)]
    [InlineData(600L, 150)]
    [InlineData(64L, 16)]
    public void Connections_AreWhatTheDescriptorsLeave(long? openFiles, int expected) => ConnectionLimits.Of(openFiles).ShouldBe(expected);

    [Fact]
    public void OpenFiles_IsTheRealLimit() => (ConnectionLimits.OpenFiles() is null or > 0).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: localhost\r\n")]
    public async Task ElevenHundredConnections_AtAThousandDescriptors_DoNotEndTheProgram(string said)
    {
        using var files = new BotFiles(Bot.Monday, null);
        using var bot = await ChildBot.StartAsync(files, openFiles: 1_024);
        List<Socket> held = [];
        try
        {
            for (var number = 0; number < 1_100; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                held.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, bot.Http.BaseAddress!.Port);
                await SayAsync(socket, said);
            }

            if (said.Length == 0)
            {
                // Who says something is answered while hundreds say nothing.
                (await bot.Http.GetAsync("/api/v1/leads")).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }

        await UntilAnsweredAsync(bot.Http);
    }

    private static async Task SayAsync(Socket socket, string said)
    {
        try
        {
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(said));
        }
        catch (SocketException)
        {
            // One connection too many: it is closed at once.
        }
    }

    private static async Task UntilAnsweredAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                (await http.GetAsync("/api/v1/agreement", limit.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
                return;
            }
            catch (HttpRequestException)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
