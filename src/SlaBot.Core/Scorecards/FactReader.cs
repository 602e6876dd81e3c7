using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Reads the facts of leads, one after the other, back from their packs (<see cref="FactPack"/>). Not safe from many threads.</summary>
/// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the import.</param>
public sealed class FactReader(SlaPolicy? policy = null)
{
    private const int KindBits = FactPen.FirstFlag - 1;
    private readonly FactTeller teller = new(policy is null ? null : new HistoryFields(policy));
    private readonly WordPool words = new();
    private readonly List<string> texts = [];

    /// <summary>The facts of a lead: those that its events tell.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="packs">The packs of its events, end to end.</param>
    /// <exception cref="FormatException">The bytes are no pack.</exception>
    public LeadFacts Read(string lead, ReadOnlySpan<byte> packs)
    {
        teller.Start(lead);
        var scan = new PackScan(packs, words, texts);
        while (!scan.IsAtEnd)
        {
            var head = scan.Byte();
            if (head == FactPen.Head)
            {
                scan.Restart();
            }
            else
            {
                teller.Tell(One((FactKind)(head & KindBits), head, ref scan));
            }
        }

        return teller.Finish();
    }

    private static Fact One(FactKind kind, byte head, ref PackScan scan) => kind switch
    {
        FactKind.Opened => new Fact(kind, 0),
        < FactKind.ObligationStarted => Deed(new Fact(kind, scan.Time()), head, ref scan),
        FactKind.ObligationStarted => new Fact(kind, 0) { Obligation = Begun(ref scan) },
        < FactKind.DeadlineMoved => new Fact(kind, scan.Time()) { Text = scan.Id() },
        FactKind.DeadlineMoved => new Fact(kind, scan.Time()) { Text = scan.Id(), Number = scan.Time() },
        _ => throw new FormatException($"No fact is of kind {(int)kind}."),
    };

    private static Fact Deed(in Fact told, byte head, ref PackScan scan)
    {
        var (first, second) = ((head & FactPen.FirstFlag) != 0, (head & FactPen.SecondFlag) != 0);
        var isSent = (head & FactPen.ThirdFlag) != 0;
        return told.Kind switch
        {
            FactKind.Received or FactKind.Merged =>
                told with { Flag = first, Text = scan.Text(), Other = scan.Text(), Amount = scan.Amount(), Sent = isSent ? scan.Fields() : null },
            FactKind.MqlReached =>
                told with { FitsIcp = first ? second : null, Other = scan.Text(), Data = scan.Data(), Amount = scan.Amount(), Sent = isSent ? scan.Fields() : null },
            FactKind.Assigned or FactKind.Touched => told with { Text = scan.Text(), Other = scan.Text() },
            FactKind.Rejected or FactKind.Disposed => told with { Flag = first, IsCredited = second, Text = scan.Text() },
            FactKind.StageReached => told with { Flag = first, Stage = (LeadStage)scan.Number(), Amount = scan.Amount() },
            FactKind.AmountSet => told with { Amount = scan.Amount() },
            FactKind.Rated => told with { Number = scan.Number(), Second = scan.Number() },
            _ => told with { Flag = first },
        };
    }

    private static ObligationFacts Begun(ref PackScan scan) => new()
    {
        Id = scan.Id(),
        Clause = (ClauseKind)scan.Byte(),
        StartedAt = scan.Time(),
        DueAt = scan.Time(),
        Owner = scan.Text(),
        CalendarVersion = scan.Text()!,
        Method = scan.Text(),
        Touches = (int)scan.Number(),
        Channels = (int)scan.Number(),
    };
}
