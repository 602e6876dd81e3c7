using SlaBot.Engine;

namespace SlaBot.Tests.Engine;

public sealed class WriteQueueTests
{
    private readonly WriteQueue queue = new();

    [Fact]
    public void Take_AnswersAndOwnWork_AnswersFirstAndALittleBeside()
    {
        WriteRequest[] own = [.. Enumerable.Range(0, 10).Select(_ => Own(10))];
        WriteRequest[] answers = [Answer(), Answer()];
        foreach (var work in own.Concat(answers))
        {
            queue.Add(work).ShouldBeTrue();
        }

        Take().ShouldBe([.. answers, .. own.Take(3)]);
        Take().ShouldBe(own.Skip(3));
    }

    [Fact]
    public void Take_AnswersWithoutEnd_OwnWorkGoesOnAllTheSame()
    {
        var own = Own(1_000);
        queue.Add(own);
        for (var i = 0; i < 1_000; i++)
        {
            queue.Add(Answer());
        }

        var batch = Take();
        batch.Count.ShouldBe(257);
        batch[^1].ShouldBe(own);
    }

    [Fact]
    public void Take_Closed_GivesOutWhatWaitsThenEnds()
    {
        WriteRequest[] all = [Answer(), Own(1)];
        Array.ForEach(all, work => queue.Add(work));
        queue.Close();
        queue.Add(Answer()).ShouldBeFalse();

        Take().ShouldBe(all);
        queue.Take([]).ShouldBeFalse();
    }

    [Fact]
    public async Task Take_ManySenders_EachOnceInTheOrderOfItsSender()
    {
        const int senders = 8;
        const int each = 500;
        var works = Enumerable.Range(0, senders)
            .Select(sender => Enumerable.Range(0, each).Select(_ => sender % 2 == 0 ? Answer() : Own(3)).ToList()).ToList();
        var taken = new List<WriteRequest>();
        var writer = Task.Run(() =>
        {
            while (taken.Count < senders * each)
            {
                taken.AddRange(Take());
            }
        });
        await Task.WhenAll(works.Select(own => Task.Run(() => own.ForEach(work => queue.Add(work)))));
        await writer;

        taken.Count.ShouldBe(senders * each);
        var place = taken.Select((work, at) => (work, at)).ToDictionary(pair => pair.work, pair => pair.at);
        works.ShouldAllBe(own => own.Select(work => place[work]).SequenceEqual(own.Select(work => place[work]).Order()));
    }

    private static RecordRequest Answer() => new((_, _) => { });

    private static RecordRequest Own(int weight) => new((_, _) => { }, weight);

    private List<WriteRequest> Take()
    {
        var batch = new List<WriteRequest>();
        queue.Take(batch).ShouldBeTrue();
        return batch;
    }
}
