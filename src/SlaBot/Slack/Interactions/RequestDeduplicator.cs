using SlaBot.Slack.WebApi;
using System.Collections.Concurrent;
using SlaBot.Engine;

namespace SlaBot.Slack.Interactions;

/// <summary>Remembers on file what was taken, so that a repeat (a retry, a second socket, a replay) has no second effect.</summary>
internal sealed class RequestDeduplicator(LeadCommandProcessor engine)
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

    // The sentence is kept after the deed: what a crash leaves in between is done again, which sets the same absence or signature.
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

    private static string Key(string id) => $"{SlackOptions.PlatformName}:{id}";

    private static RequestRecord Record(WriteSession at, string id, string? sentence) => new(Key(id), "", "", 0, null, sentence, at.Now);
}
