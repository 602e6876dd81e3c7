using System.Collections.Concurrent;
using SlaBot.Engine;

namespace SlaBot.Chat;

/// <summary>Remembers on file which requests of one platform were taken, so that a repeat (a retry, a second socket, a
/// replay) has no second effect.</summary>
internal sealed class RequestDeduplicator(LeadCommandProcessor engine, string platform)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> running = [];

    /// <summary>True the first time an id is seen.</summary>
    public async Task<bool> IsFirstAsync(string id)
    {
        var isFirst = false;
        await engine.RecordAsync((at, batch) =>
        {
            isFirst = at.FindRequest(Key(id)) is null;
            if (isFirst)
            {
                at.Remember(Record(at, id, null), batch);
            }
        });
        return isFirst;
    }

    /// <summary>True when an id was seen before; remembers nothing.</summary>
    public async Task<bool> IsKnownAsync(string id)
    {
        var isKnown = false;
        await engine.RecordAsync((at, _) => isKnown = at.FindRequest(Key(id)) is not null);
        return isKnown;
    }

    /// <summary>Does something the first time; whoever asks again, or meanwhile, gets the same sentence.</summary>
    public async Task<string> AnswerAsync(string id, Func<Task<string>> act)
    {
        var mine = running.GetOrAdd(id, _ => new Lazy<Task<string>>(() => ActAsync(id, act)));
        try
        {
            return await mine.Value;
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    // The sentence is kept after the action: what a crash interrupts in between is done again, which sets the same
    // absence or signature.
    private async Task<string> ActAsync(string id, Func<Task<string>> act)
    {
        RequestRecord? before = null;
        await engine.RecordAsync((at, _) => before = at.FindRequest(Key(id)));
        if (before is not null)
        {
            return before.RefusalSentence ?? "";
        }

        var sentence = await act();
        await engine.RecordAsync((at, batch) => at.Remember(Record(at, id, sentence), batch));
        return sentence;
    }

    private string Key(string id) => $"{platform}:{id}";

    private RequestRecord Record(WriteSession at, string id, string? sentence) =>
        new(Key(id), "", "", 0, null, sentence, at.Now);
}
