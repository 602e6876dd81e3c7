namespace SlaBot.Benchmarks;
internal static class HttpBench { public static Task<IReadOnlyList<Promise>> RunAsync(Workshop w) => Task.FromResult<IReadOnlyList<Promise>>([]); }
