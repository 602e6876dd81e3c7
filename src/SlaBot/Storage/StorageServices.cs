namespace SlaBot.Storage;

/// <summary>The room's contents: one store behind the engine's two ports.</summary>
internal static class StorageServices
{
    /// <summary>
    /// Adds an opened store; it is closed with the program. The writer is its own: the program must not close it first,
    /// for only a connection that writes can bring the log into the file.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, SqliteStore store) => services
        .AddSingleton(_ => store)
        .AddSingleton(store.Health)
        .AddSingleton(store.Writer)
        .AddSingleton(at => at.GetRequiredService<SqliteStore>().Reader);
}
