using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Tests.Teams;

/// <summary>The bot's token is shown to Microsoft's services and those of the settings, by whole name, and to nobody who looks like one.</summary>
public sealed class ServiceUrlAllowListTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/teams/", true)]
    [InlineData("https://SMBA.trafficmanager.net/emea/0000/", true)]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams", true)]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("https://own.example:8443/base/teams/", true)]
    [InlineData("https://bare.example/anything", true)]
    [InlineData("http://smba.trafficmanager.net/teams/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/teams/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/teams/", false)]
    [InlineData("https://evil-smba.trafficmanager.net/teams/", false)]
    [InlineData("https://sub.smba.trafficmanager.net/teams/", false)]
    [InlineData("https://smba.trafficmanager.net./teams/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/teams/", false)]
    [InlineData("https://user:pass@smba.trafficmanager.net/teams/", false)]
    [InlineData("https://evil.example/smba.trafficmanager.net/", false)]
    [InlineData("https://evil.example/?smba.trafficmanager.net", false)]
    [InlineData("https://smba.trafficmanager.net/teams/?next=", false)]
    [InlineData("https://smba.trafficmanager.net/teams/#", false)]
    [InlineData("https://evil.example#@smba.trafficmanager.net/", false)]
    [InlineData("https://evil.example\\@smba.trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.nеt/teams/", false)] // the second e is Cyrillic
    [InlineData("https://own.example/teams/", false)]
    [InlineData("http://own.example:8443/teams/", false)]
    [InlineData("https://bare.example:444/", false)]
    [InlineData("http://bare.example/", false)]
    [InlineData("http://localhost:5000/", false)]
    [InlineData("http://127.0.0.1:5000/", false)]
    [InlineData("http://169.254.169.254/metadata", false)]
    [InlineData("//smba.trafficmanager.net/teams/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Allows_OnlyWholeNames(string? url, bool isAllowed) => Hosts(false).Allows(url).ShouldBe(isAllowed);

    [Theory]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("http://127.0.0.1:56150/_connector", true)]
    [InlineData("http://[::1]:5000/", true)]
    [InlineData("http://localhost.evil.example/", false)]
    [InlineData("http://127.0.0.1.evil.example/", false)]
    [InlineData("http://10.0.0.1/", false)]
    public void Allows_InDevelopment_ThisMachineToo(string url, bool isAllowed) => Hosts(true).Allows(url).ShouldBe(isAllowed);

    private static ServiceUrlAllowList Hosts(bool isLoopbackOpen) => new(new TeamsOptions
    {
        OpenIdMetadataUrl = new Uri("http://x/"), Channels = new Dictionary<string, string?>(), AllowedServiceUrls = ["https://own.example:8443/base", "bare.example"], AllowUnauthenticatedLoopback = isLoopbackOpen,
    });
}
