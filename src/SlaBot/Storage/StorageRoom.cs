namespace SlaBot.Storage;

/// <summary>The room's contents: one store behind the desk's two ports.</summary>
internal static class StorageRoom
{
    /// <summary>Adds an opened store; it is closed with the program.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, SqliteStore store) => services
        .AddSingleton(_ => store)
        .AddSingleton(at => at.GetRequiredService<SqliteStore>().Writer)
        .AddSingleton(at => at.GetRequiredService<SqliteStore>().Reader);
}
