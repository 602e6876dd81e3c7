using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>Copies a store, in use or not, as it stands at one instant. The copy appears under its name only when it is
/// whole and on disk.</summary>
internal static class SqliteBackup
{
    public static void Write(SqliteFile source, string target)
    {
        source.RequireExisting();
        var full = Path.GetFullPath(target);
        var partial = full + ".partial";
        RequireFree(full);
        File.Delete(partial);
        try
        {
            source.Guard(() => Copy(source, partial));
            using (var copy = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                copy.Flush(flushToDisk: true);
            }

            File.Move(partial, full, overwrite: false);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void RequireFree(string target)
    {
        if (File.Exists(target) || Directory.Exists(target))
        {
            throw new StoreRefusedException($"{target} exists already and is not overwritten. Name a new file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new StoreRefusedException(
                $"The directory of {target} does not exist. Create it, or name another file.");
        }
    }

    private static int Copy(SqliteFile source, string target)
    {
        using var connection = source.OpenReader();
        using var copy = new Statement(connection, "VACUUM INTO @target");
        return copy.Run(target);
    }
}
