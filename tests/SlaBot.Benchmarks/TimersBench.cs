namespace SlaBot.Benchmarks;
internal static class TimersBench { public static Task<IReadOnlyList<Promise>> RunAsync(Workshop w) => Task.FromResult<IReadOnlyList<Promise>>([]); }
