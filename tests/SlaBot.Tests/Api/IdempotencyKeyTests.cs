using System.Text;
using Microsoft.AspNetCore.Http;
using SlaBot.Api.Validation;
using SlaBot.Engine;

namespace SlaBot.Tests.Api;

/// <summary>A key stands for one request: its lead and every byte of its body.</summary>
public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("L1", "{}", true)]
    [InlineData("L2", "{}", false)]
    [InlineData("L1", "{ }", false)]
    public void Read_SameKey_IsTheSameRequestOnlyForTheSameLeadAndBody(string lead, string body, bool isSame) =>
        (Read("k1", lead, body).Stamp == Read("k1", "L1", "{}").Stamp).ShouldBe(isSame);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    public void Read_Length_IsUpTo255(int length, int faults)
    {
        var (stamp, told) = Read(new string('k', length), "L1", "{}");
        told.Count.ShouldBe(faults);
        (stamp is null).ShouldBe(faults > 0);
    }

    private static (RequestStamp? Stamp, List<Fault> Faults) Read(string key, string lead, string body)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Idempotency-Key"] = key;
        List<Fault> faults = [];
        return (IdempotencyKey.Read(request, lead, Encoding.UTF8.GetBytes(body), faults), faults);
    }
}
