using SlaBot.Benchmarks;

if (args is ["rehearse"])
{
    return RehearseBench.Run();
}

if (args is [ScorecardBench.OneWeek, var file, var week])
{
    return ScorecardBench.Run(file, week);
}

// Everything that is promised about speed: `dotnet run -c Release --project tests/SlaBot.Benchmarks`, or with names: `-- desk http`.
var benches = new Dictionary<string, Func<Workshop, Task<IReadOnlyList<Promise>>>>
{
    ["calendar"] = _ => Task.FromResult(CalendarBench.Run()),
    ["desk"] = EngineBench.RunAsync,
    ["http"] = HttpBench.RunAsync,
    ["slack"] = SlackBench.RunAsync,
    ["timers"] = TimersBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["scorecard"] = ScorecardBench.RunAsync,
    ["weekly"] = WeeklyBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
};
var unknown = args.Except(benches.Keys).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are: {string.Join(", ", benches.Keys)}.");
    return 2;
}

using var workshop = new Workshop();
var promises = new List<Promise>();
foreach (var name in args.Length == 0 ? [.. benches.Keys] : args)
{
    Figures.Print($"--- {name}");
    promises.AddRange(await benches[name](workshop));
}

Board.Show(promises);
return promises.All(promise => promise.IsKept) ? 0 : 1;
