using System.Net;
using System.Net.Sockets;
using System.Text;
using SlaBot.Api.Import;
using SlaBot.Cli;
using SlaBot.Engine;

namespace SlaBot.Tests.Api;

/// <summary>A fault in the middle of a file: whoever sent it is told what was taken, where it stopped, and what to do.</summary>
public sealed class ImportStopTests : IDisposable
{
    private readonly ApiEngine engine = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public async Task Run_FileThatBreaksOff_ReportsWhatWasTakenAndWhere()
    {
        var report = await Run(new Breaking("id\nL1\nL2\nL3\nL4 is cut o", new IOException("gone")));
        (report.Taken, report.Stopped!.AfterLine, report.Stopped.IsSenders).ShouldBe((3, 4, true));
        report.Stopped.Message.ShouldContain("again");
        (await Run(Stream("id\nL1\nL2\nL3\nL4\n"))).ShouldSatisfyAllConditions(again => (again.Taken, again.Known, again.Stopped).ShouldBe((1, 3, null)));
    }

    [Fact]
    public async Task Run_Stopped_ReportsWhatWasTaken()
    {
        using var stop = new CancellationTokenSource();
        var report = await engine.Import.RunAsync(new Breaking("id\nL1\nL2\n", new OperationCanceledException(), stop.Cancel), ImportMapping.Plain, false, null, stop.Token);
        (report.Taken, report.Stopped!.AfterLine).ShouldBe((2, 3));
    }

    [Fact]
    public async Task Run_RowThatCannotBeWritten_CostsThatRowOnly()
    {
        engine.FailFor(lead => lead == "L2");
        var report = await Run(Stream("id\nL1\nL2\nL3\n"));
        (report.Taken, report.Refused, report.Stopped).ShouldBe((2, 1, null));
        report.Faults.Single().ShouldBe(new ImportFault(3, "", ImportRunner.NotWritten));
    }

    [Fact]
    public async Task Run_NothingCanBeWrittenAnyMore_StopsAndSaysSo()
    {
        var rows = Stream("id\n" + string.Concat(Enumerable.Range(0, 5000).Select(number => $"L{number}\n")));
        engine.FailFor(lead => int.Parse(lead[1..], System.Globalization.CultureInfo.InvariantCulture) >= 1000);
        var report = await Run(rows);
        report.Taken.ShouldBe(1000);
        report.Stopped!.AfterLine.ShouldBeLessThan(2000);
        report.Stopped.Message.ShouldContain("in a row");
    }

    [Fact]
    public async Task Run_AtOwnTimeClockThatCannotBeMoved_Reports()
    {
        engine.Time.IsStuck = true;
        var report = await engine.Import.RunAsync(Stream("id,createdAt\nL1,2026-11-01\nL2,2026-12-24\n"), ImportMapping.Plain, true, null, default);
        (report.Taken, report.Stopped!.IsSenders).ShouldBe((1, false));
    }

    [Fact]
    public async Task Run_SpendThatCannotBeKept_IsNotCountedAsTaken()
    {
        engine.Fails = batch => batch.Spend.Count > 0 ? new IOException("full") : null;
        var report = await Run(Stream("month,source,amount\n2026-11,Web,12\n"));
        report.Taken.ShouldBe(0);
        report.Stopped.ShouldNotBeNull();
    }

    [Fact]
    public async Task RunHistory_BatchThatCannotBeWritten_CostsItsLinesAndTheOthersGoOn()
    {
        var batch = 0;
        engine.Fails = written => written.HistoryLines.Count > 0 && ++batch == 2 ? new IOException("full") : null;
        var lines = string.Concat(Enumerable.Range(0, 1500).Select(number => $$"""{"id":"h{{number}}","ts":"2026-11-02T10:00:00-05:00","lead":"L1","type":"touch","channel":"call"}""" + "\n"));
        var report = await engine.Import.RunHistoryAsync(Stream(lines), null, default);
        (report.Taken, report.Refused, report.Stopped).ShouldBe((988, 512, null));
        report.Faults[0].Line.ShouldBe(513);
    }

    [Fact]
    public async Task RunHistory_FileThatBreaksOff_TakesEveryLineBefore()
    {
        const string line = """{"id":"h1","ts":"2026-11-02T10:00:00-05:00","lead":"L1","type":"touch","channel":"call"}""";
        var next = line.Replace("h1", "h2", StringComparison.Ordinal);
        var report = await engine.Import.RunHistoryAsync(new Breaking($"{line}\n{next}\n{line[..20]}", new IOException("gone")), null, default);
        (report.Taken, report.Stopped!.AfterLine).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Http_FaultInTheMiddle_IsAProblemThatCarriesTheReport()
    {
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.FailFor(lead => lead != "L1");
        var rows = "id\n" + string.Concat(Enumerable.Range(1, 3000).Select(number => $"L{number}\n"));
        var (status, body, _) = await house.Send(HttpMethod.Post, "/api/v1/import", rows, "text/csv");
        (status, body.GetProperty("code").GetString(), body.GetProperty("taken").GetInt64()).ShouldBe((500, "import-stopped", 1));
        body.GetProperty("afterLine").GetInt32().ShouldBeGreaterThan(1);
        body.GetProperty("faults").GetArrayLength().ShouldBeGreaterThan(0);
        var report = await ImportClient.SendAsync(house.Client, Stream(rows), false, default, null, default);
        (report.Taken + report.Known, report.Refusal).ShouldBe((1, null));
        report.Stopped!.Message.ShouldContain("again");
    }

    [Fact]
    public async Task Http_BodyThatBreaksOff_TellsASenderWhoStillListens()
    {
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var house = await ApiHouse.OpenAsync();
        house.Engine.Fails = batch =>
        {
            _ = batch.Leads.All(change => change.State.Id != "L2") || second.TrySetResult();
            return null;
        };
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, house.Client.BaseAddress!.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nid\nL1\nL2\nL3 is cu"));
        await second.Task.WaitAsync(TimeSpan.FromSeconds(30));
        socket.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        var answer = "";
        try
        {
            answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (IOException)
        {
            // The server let go of the connection that was broken off: there is nobody to tell.
        }

        // Answered once everything before it is committed.
        await house.Engine.Commands.ProbeAsync();
        house.Engine.Received.Select(received => received.Lead).ShouldBe(["L1", "L2"]);
        (answer.Length == 0 || (answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) && answer.Contains("\"taken\":2", StringComparison.Ordinal))).ShouldBeTrue(answer);
    }

    [Theory]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")]
    [InlineData("")]
    public async Task ImportClient_WhatAnswersIsNoReport_EndsInAReportAndNoCrash(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = Task.Run(async () =>
        {
            using var socket = await listener.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            _ = await socket.GetStream().ReadAsync(buffer);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            socket.Client.Shutdown(SocketShutdown.Send);
            while (answer.Length > 0 && await socket.GetStream().ReadAsync(buffer) > 0)
            {
            }
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        var report = await ImportClient.SendAsync(http, Stream("id\nL1\n"), false, default, null, default);
        (report.Stopped?.Message ?? report.Refusal!.Sentence).ShouldContain("again");
        http.CancelPendingRequests();
    }

    private Task<ImportReport> Run(Stream file) => engine.Import.RunAsync(file, ImportMapping.Plain, false, null, default);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Gives its text, then breaks.</summary>
    private sealed class Breaking(string text, Exception fault, Action? before = null) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                return ValueTask.FromResult(Read(buffer.Span));
            }

            before?.Invoke();
            return ValueTask.FromException<int>(fault);
        }
    }
}
