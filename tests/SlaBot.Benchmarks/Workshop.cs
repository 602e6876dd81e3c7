using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Core.Routing;
using SlaBot.Settings;
using SlaBot.Slack;
using SlaBot.Teams;

namespace SlaBot.Benchmarks;

/// <summary>A directory for one run, gone after it, with settings to run the bot by. <c>SLABOT_BENCH_KEEP</c> names one to keep (and its million leads).</summary>
internal sealed class Workshop : IDisposable
{
    public const int Reps = 50;
    public const int Readers = 1_000;
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private readonly string? kept = Environment.GetEnvironmentVariable("SLABOT_BENCH_KEEP");
    private readonly string directory;

    public Workshop() => directory = kept is null ? Directory.CreateTempSubdirectory("slabot-bench").FullName : Directory.CreateDirectory(kept).FullName;

    /// <summary>A file of this workshop.</summary>
    public string File(string name) => Path.Combine(directory, name);

    /// <summary>A data file that is not there yet.</summary>
    public string Fresh(string name)
    {
        foreach (var file in Directory.GetFiles(directory, name + "*"))
        {
            System.IO.File.Delete(file);
        }

        return File(name);
    }

    /// <summary>Writes settings for a bot over that data file: the shipped kind of agreement, open round the clock, nobody limited.</summary>
    public string Settings(string data, Action<JsonObject>? edit = null)
    {
        var file = data + ".settings.json";
        var words = JsonSerializer.SerializeToNode(LeadBody(data))!.AsObject();
        edit?.Invoke(words);
        System.IO.File.WriteAllText(file, new JsonObject { ["SlaBot"] = words }.ToJsonString());
        return file;
    }

    /// <summary>The rules of such a bot.</summary>
    public AgreementRules Rules()
    {
        var read = SettingsFile.Read(Settings(File("rules")), isDevelopment: false, [new SlackRegistration(), new TeamsRegistration()]);
        return (read.Settings ?? throw new InvalidOperationException(read.Report)).Rules;
    }

    public void Dispose()
    {
        if (kept is null)
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static object LeadBody(string data) => new
    {
        Agreement = new
        {
            Template = "mutual", Version = "bench.1", Effective = "2026-01-01", Owner = "ops@example.com", Calendar = "always",
            Signers = new { Marketing = "mark@example.com", Sales = "vp@example.com" }, Arbiter = "ops@example.com",
            Icp = new { All = new[] { new { Field = "company.size", AtLeast = 50, AtMost = 500 } } },
            Mql = new { Any = new object[] { new { Activity = "demo" }, new { Field = "score", AtLeast = 70 } } },
        },
        Calendars = new { always = new { TimeZone = "UTC", Hours = Days.ToDictionary(day => day, _ => new[] { "00:00-24:00" }) } },
        People = People(),
        Routing = new[] { new { Roster = Enumerable.Range(0, Reps).Select(Rep), By = "round-robin" } },
        Channels = new { Escalations = "escalations", Scorecard = "scorecard", Marketing = "marketing", Admin = "admin" },
        Database = new { Provider = "Sqlite", ConnectionString = "Data Source=" + data },
        Sandbox = new { Enabled = true },
    };

    /// <summary>The e-mail of a seller.</summary>
    public static string Rep(int number) => $"rep{number}@example.com";

    private static IEnumerable<object> People()
    {
        var reps = Enumerable.Range(0, Readers).Select(number => Person(Rep(number), $"Rep {number}", "rep", "boss@example.com"));
        return [.. reps, Person("boss@example.com", "Bo Boss", "manager", "vp@example.com"), Person("vp@example.com", "Vi Vp", "executive", null),
            Person("mark@example.com", "Mark Eting", "marketing", null), Person("ops@example.com", "Ola Ops", "revops", null)];
    }

    private static object Person(string email, string name, string role, string? manager) =>
        new { Email = email, Name = name, Role = role, Manager = manager, Team = "all", Region = "US", Calendar = "always" };
}
