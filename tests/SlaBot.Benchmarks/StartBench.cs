namespace SlaBot.Benchmarks;
internal static class StartBench { public static Task<IReadOnlyList<Promise>> RunAsync(Workshop w) => Task.FromResult<IReadOnlyList<Promise>>([]); }
