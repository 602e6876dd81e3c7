using System.Net;
using Microsoft.AspNetCore.Http;
using SlaBot.Sandbox;

namespace SlaBot.Tests.Sandbox;

public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, false, true)]
    [InlineData("::1", "[::1]:5080", null, false, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1:5080", "http://127.0.0.1:5080", false, true)]
    [InlineData("127.0.0.1", "localhost:5080", "http://localhost:5080", false, true)]
    [InlineData(null, "localhost", null, false, true)]
    [InlineData("192.168.1.7", "localhost:5080", null, false, false)]
    [InlineData("127.0.0.1", "rebound.example.com:5080", null, false, false)]
    [InlineData("127.0.0.1", "localhost.example.com", null, false, false)]
    [InlineData("127.0.0.1", "", null, false, false)]
    [InlineData("127.0.0.1", "localhost:5080", "http://evil.example.com", false, false)]
    [InlineData("127.0.0.1", "localhost:5080", "http://localhost:9999", false, false)]
    [InlineData("127.0.0.1", "localhost:5080", "null", false, false)]
    [InlineData("127.0.0.1", "localhost:5080", null, true, false)]
    public void Refusal_OnlyThisMachineAndItsOwnPage_AreLetIn(string? remote, string host, string? origin, bool forwarded, bool letIn)
    {
        var address = remote is null ? null : IPAddress.Parse(remote);
        (LoopbackGuard.Refusal(address, new HostString(host), "http", origin, forwarded) is null).ShouldBe(letIn);
    }
}
