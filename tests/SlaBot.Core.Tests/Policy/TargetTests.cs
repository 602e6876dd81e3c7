using SlaBot.Core.Time;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Policy;

/// <summary>Targets as words, at their bounds.</summary>
public class TargetTests
{
    [Theory]
    [InlineData("0 minutes", "0 minutes")]
    [InlineData("1.5 hours", "90 minutes")]
    [InlineData("120 business minutes", "2 business hours")]
    [InlineData("3650 business days", "3650 business days")]
    [InlineData("3650 calendar days", "3650 calendar days")]
    [InlineData("87600 hours", "87600 hours")]
    public void TryParse_UpToTenYears_ReadsAsIsMeant(string text, string words) =>
        (Target.TryParse(text, out var target, out _) ? target.ToString() : "none").ShouldBe(words);

    [Theory]
    [InlineData("3651 business days")]
    [InlineData("87601 hours")]
    [InlineData("1.5 business days")]
    [InlineData("2 days")]
    [InlineData("-1 hours")]
    [InlineData("1 fortnight")]
    [InlineData("soon")]
    public void TryParse_WhatIsNoTarget_SaysSo(string text)
    {
        Target.TryParse(text, out _, out var fault).ShouldBeFalse();
        fault.ShouldNotBeNullOrEmpty();
    }
}
