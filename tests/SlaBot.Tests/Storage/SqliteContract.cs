using SlaBot.Engine;
using SlaBot.Storage;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Storage;

/// <summary>A directory of its own for a data file; gone afterwards.</summary>
internal sealed class TempStore : IDisposable
{
    public TempStore() => Store = SqliteStore.Open(Connection);

    public string Directory { get; } = Needs.Folder("store-");

    public string File => Path.Combine(Directory, "slabot.db");

    public string Connection => "Data Source=" + File;

    public SqliteStore Store { get; private set; }

    public void Reopen()
    {
        Store.Dispose();
        Store = SqliteStore.Open(Connection);
    }

    public void Dispose()
    {
        Store.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

public sealed class SqliteLeadsTests : StoreContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}

public sealed class SqliteBooksTests : StoreAdminContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}

public sealed class SqliteChatTests : StoreChatContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}

public sealed class SqliteListsTests : StoreListsContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}

public sealed class SqliteReviewTests : StoreReviewContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}

public sealed class SqliteFactsTests : StoreFactsContract
{
    private readonly TempStore temp = new();

    private protected override IWriteStore Writer => temp.Store.Writer;

    private protected override IReadStore Reader => temp.Store.Reader;

    public override void Dispose() => temp.Dispose();
}
