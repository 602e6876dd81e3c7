namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Writes facts: a byte of kind and flags, then what that kind says. <see cref="FactReader"/> reads the same in the same order.</summary>
internal sealed class FactWriter
{
    /// <summary>Stands at the head of a pack: times and words start anew.</summary>
    internal const byte Head = 0;

    internal const int FirstFlag = 32;
    internal const int SecondFlag = 64;
    internal const int ThirdFlag = 128;
    private readonly FactPackWriter to = new();
    private long earliest = LeadFacts.Never;

    internal FactPack ToPack() => new(to.ToBytes(), earliest);

    internal void Write(Fact told)
    {
        if (to.IsEmpty)
        {
            to.Byte(Head);
        }

        to.Byte((byte)((byte)told.Kind | Flags(told)));
        if (told.Kind == FactKind.Opened)
        {
            return;
        }

        if (IsAction(told.Kind))
        {
            earliest = Math.Min(earliest, told.At);
            to.Time(told.At);
            Action(told);
        }
        else if (told.Obligation is { } begun)
        {
            earliest = Math.Min(earliest, begun.StartedAt);
            Begun(begun);
        }
        else
        {
            to.Time(told.At);
            to.Id(told.Text!);
            if (told.Kind == FactKind.DeadlineMoved)
            {
                to.Time(told.Number);
            }
        }
    }

    /// <summary>Whether it is something that happened to the lead, and not to one of its obligations.</summary>
    internal static bool IsAction(FactKind kind) => kind is < FactKind.ObligationStarted or > FactKind.DeadlineMoved;

    private static int Flags(Fact told) => told.Kind switch
    {
        FactKind.MqlReached => (told.FitsIcp is null ? 0 : FirstFlag) | (told.FitsIcp == true ? SecondFlag : 0) | (told.Sent is null ? 0 : ThirdFlag),
        _ => (told.Flag ? FirstFlag : 0) | (told.IsCredited ? SecondFlag : 0) | (told.Sent is null ? 0 : ThirdFlag),
    };

    private void Action(Fact told)
    {
        switch (told.Kind)
        {
            case FactKind.Received or FactKind.Merged:
                to.Text(told.Text);
                to.Text(told.Other);
                to.Text(told.Region);
                to.Amount(told.Amount);
                to.Fields(told.Sent);
                break;
            case FactKind.MqlReached:
                to.Text(told.Other);
                to.Data(told.Data);
                to.Amount(told.Amount);
                to.Fields(told.Sent);
                break;
            case FactKind.Assigned or FactKind.Touched:
                to.Text(told.Text);
                to.Text(told.Other);
                break;
            case FactKind.Rejected or FactKind.Disposed: to.Text(told.Text); break;
            case FactKind.StageReached:
                to.Number((long)told.Stage);
                to.Amount(told.Amount);
                break;
            case FactKind.AmountSet: to.Amount(told.Amount); break;
            case FactKind.Rated:
                to.Number(told.Number);
                to.Number(told.Timing);
                break;
        }
    }

    private void Begun(ObligationFacts begun)
    {
        to.Id(begun.Id);
        to.Byte((byte)begun.Clause);
        to.Time(begun.StartedAt);
        to.Time(begun.DueAt);
        to.Text(begun.Owner);
        to.Text(begun.CalendarVersion);
        to.Text(begun.Method);
        to.Number(begun.Touches);
        to.Number(begun.Channels);
    }
}
