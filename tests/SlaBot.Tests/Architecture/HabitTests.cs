using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Settings;
using SlaBot.Tests.Settings;

namespace SlaBot.Tests.Architecture;

/// <summary>Habits of the house that a compiler does not hold.</summary>
public sealed partial class HabitTests
{
    private static readonly Assembly Host = typeof(Program).Assembly;
    private static readonly Assembly Core = typeof(LeadState).Assembly;

    // Ports, whose other implementation stands in the tests or comes with the next platform or database.
    private static readonly string[] Ports = ["IWriteStore", "IReadStore", "IMessageSender", "IChatPlatform", "IScheduledJob", "IOutboxPlanner"];

    [Fact]
    public void Host_ShowsNothingButItsEntry() =>
        Host.GetTypes().Where(type => type.IsPublic && type != typeof(Program) && !IsComponent(type)).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Host_ClassesAreSealed() =>
        Host.GetTypes().Where(type => IsWritten(type) && type is { IsClass: true, IsSealed: false, IsAbstract: false } && type != typeof(Program) && !IsComponent(type)
            && !Host.GetTypes().Any(other => other.BaseType == type))
            .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Interfaces_HaveTwoImplementations_OrArePorts()
    {
        var all = Host.GetTypes().Concat(Core.GetTypes()).ToList();
        all.Where(type => type.IsInterface && !Ports.Contains(type.Name) && all.Count(other => !other.IsInterface && type.IsAssignableFrom(other)) < 2)
            .Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void LogEvents_HaveEachANumberOfTheirOwn_AndARoom()
    {
        var events = from type in Host.GetTypes()
                     from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
                     let log = method.GetCustomAttribute<LoggerMessageAttribute>()
                     where log is not null
                     select (log.EventId, Where: $"{type.Name}.{method.Name}");
        events.GroupBy(pair => pair.EventId).Where(group => group.Count() > 1).SelectMany(group => group).ShouldBeEmpty();
        events.ShouldAllBe(pair => pair.EventId > 0);
        // What is logged goes through these methods, so that each can be found and counted by number.
        SourceTree.Files.Where(file => PlainLog().IsMatch(file.Text)).Select(file => file.File).ShouldBeEmpty();
    }

    [Fact]
    public void ActionIds_AreThoseThatCardsInTheWorldAlreadyCarry() => CommandReader.Types.ShouldBe(
    [
        "accept", "reject", "touch", "dispose", "advance", "amount", "feedback", "recycle", "update", "assign",
        "rate", "dispute", "rule", "pause", "resume", "waive", "activity", "undo",
    ]);

    // Keys may be added; one that is renamed or taken away breaks files in the world.
    [Theory]
    [InlineData("", "Agreement, Api, Calendars, Channels, Clock, Database, HoldCards, Import, People, Routing, Sandbox, Schedule, Slack, Teams, TellManagersDirectly, Web")]
    [InlineData("Agreement", "Arbiter, CadenceCodes, Calendar, Clauses, CodeBeforeLost, Defaults, Definitions, DisputeWindow, Effective, FeedbackCodes, File, Gates, Icp, InterimCodes, Mql, Owner, Quotas, ReasonCodes, RejectReasons, Review, Signers, Teams, Template, Version")]
    [InlineData("Agreement:Quotas", "Acceptance, Completeness, Compliance, Conversion, Enrichment, IcpMatch, QualityScore, Tolerance, Volume")]
    [InlineData("Agreement:Clauses:firstTouch", "From, Ladder, Method, Tiers, Warnings, Within")]
    [InlineData("Calendars:london", "Dates, Holidays, Hours, TimeZone")]
    [InlineData("People:0", "Calendar, Capacity, Email, Manager, Name, Region, Role, SlackId, Team, TeamsId, TimeZone")]
    [InlineData("Routing:0", "By, Roster, When")]
    [InlineData("Schedule", "MonthlyReview, Scorecard, TimeZone")]
    [InlineData("Database", "ConnectionString, Provider")]
    [InlineData("Api", "Keys")]
    [InlineData("Api:Keys:0", "Key, Name, Rights")]
    [InlineData("Clock", "Mode, Start")]
    [InlineData("Import", "Columns, DateFormats, TimeOfDay, TimeZone")]
    [InlineData("Sandbox", "Enabled")]
    [InlineData("Web", "Proxies, PublicUrl")]
    [InlineData("Teams", "AllowUnauthenticatedLoopback, AllowedServiceUrls, AppId, CertificatePassword, CertificatePath, ClientSecret, Enabled, EntraMetadataUrl, ManagedIdentityClientId, OpenIdMetadataUrl, PublicUrl, TenantId, TokenUrl")]
    public void SettingsKeys_AreThoseThatFilesInTheWorldAlreadyUse(string section, string keys) =>
        keys.Split(", ").Except(Accepted(section)).ShouldBeEmpty();

    // Where the program is put together: the one file that may name the machine's own time, which everybody else is given.
    private const string CompositionRoot = "SlaBot/Hosting/HostBootstrap.cs";

    // How long something took is the machine's time too: whoever asks is given a TimeProvider, so that a test can give another one.
    [Fact]
    public void MachinesTime_IsAskedOfTheTimeProviderThatWasGiven()
    {
        SourceTree.Files.SelectMany(file => PastTheProvider().Matches(file.Text).Select(match => $"{file.File}: {match.Value}")).ShouldBeEmpty();
        SourceTree.Files.Where(file => OwnTime().IsMatch(file.Text)).Select(file => file.File).ShouldBe([CompositionRoot]);
    }

    // The machine's clock and zone are read where the clock is made, and by the fakes of servers that sign with the hour: no test and no
    // decision may depend on when and where it runs.
    [Fact]
    public void MachinesClockAndZone_AreReadInOnePlace()
    {
        string[] clocks = [CompositionRoot, "SlaBot/Engine/MachineTime.cs", "SlaBot.Tests/Fakes/World.cs", "SlaBot.Tests/Fakes/TestTime.cs"];
        SourceTree.Files.Select(file => (file.File, file.Text)).Concat(SourceTree.Tests)
            .Where(pair => !clocks.Contains(pair.File) && !pair.File.StartsWith("SlaBot.Benchmarks/", StringComparison.Ordinal))
            .SelectMany(pair => MachinesTime().Matches(pair.Text).Select(match => $"{pair.File}: {match.Value}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Folders_AreNamedForSubjects() =>
        SourceTree.Files.Where(file => file.File.Split('/')[..^1].Any(folder => folder is "Services" or "Helpers" or "Managers" or "Interfaces" or "Utils" or "Common")).ShouldBeEmpty();

    /// <summary>What the reader says would be accepted in place of a key that nobody knows.</summary>
    private static IEnumerable<string> Accepted(string section)
    {
        var path = string.Join(':', new[] { "SlaBot", section, "Zzz" }.Where(part => part.Length > 0));
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(ExampleSettings.Json)))
            .AddInMemoryCollection([new(path, "1")])
            .Build();
        var said = SettingsReader.Read(configuration, isDevelopment: true, Program.Platforms, "/nowhere").Faults.Single(fault => fault.Key.EndsWith("Zzz", StringComparison.Ordinal)).Message;
        return KeyName().Matches(said[said.IndexOf(" are ", StringComparison.Ordinal)..]).Select(match => match.Value);
    }

    // What Razor makes of a page is public and not sealed, and there is no way to ask for anything else.
    private static bool IsComponent(Type type) => typeof(IComponent).IsAssignableFrom(type) || type.Name == "_Imports";

    private static bool IsWritten(Type type) => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal)
        && type.Namespace?.StartsWith("SlaBot", StringComparison.Ordinal) == true && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true;

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"\bStopwatch\b|\bMachineClock\b|\bTickCount(64)?\b|\b(DateTime|DateTimeOffset)\s*\.\s*(Now|UtcNow|Today)\b|\bSystemClock\b")]
    private static partial Regex PastTheProvider();

    [GeneratedRegex(@"\bTimeProvider\s*\.\s*System\b")]
    private static partial Regex OwnTime();

    // Whatever asks the machine for its hour, day or zone; a span is none of these.
    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\s*\.\s*(Now|UtcNow|Today)\b|" +
        @"\bSystemClock\s*\.\s*Instance\b|\bTimeProvider\s*\.\s*System\b|\bGetLocalNow\(|" +
        @"\bTimeZoneInfo\s*\.\s*(Local|ConvertTimeFromUtc)\b|\bGetSystemDefault\(|\.ToLocalTime\(|\bDateTimeZoneProviders\s*\.\s*Bcl\b|\bInTzdbSystemDefaultZone\(")]
    private static partial Regex MachinesTime();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(")]
    private static partial Regex PlainLog();
}
