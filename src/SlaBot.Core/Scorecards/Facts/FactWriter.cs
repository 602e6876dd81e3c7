using System.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Writes facts: a byte of kind and flags, then what that kind says. <see cref="FactReader"/> reads the same
/// in the same order.</summary>
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
    internal static bool IsAction(FactKind kind) =>
        kind is (< FactKind.ObligationStarted or > FactKind.DeadlineMoved) and not FactKind.BreachWithdrawn;

    private static int Flags(Fact told) => (told.Sent is null ? 0 : ThirdFlag)
        | (told.Kind == FactKind.MqlReached
            ? (told.FitsIcp is null ? 0 : FirstFlag) | (told.FitsIcp == true ? SecondFlag : 0)
            : (told.Flag ? FirstFlag : 0) | (told.IsCredited ? SecondFlag : 0));

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

/// <summary>
/// The smallest words of a pack. Numbers are seven bits a byte, the last one below 128; times are the difference to the
/// time before; a text that stands in the pack already is its place there.
/// </summary>
internal sealed class FactPackWriter
{
    private readonly MemoryStream bytes = new(128);
    private readonly List<string> texts = [];
    private long last;

    internal bool IsEmpty => bytes.Length == 0;

    internal byte[] ToBytes() => bytes.ToArray();

    internal void Byte(byte value) => bytes.WriteByte(value);

    /// <summary>Any number, small ones in few bytes whatever their sign.</summary>
    internal void Number(long value)
    {
        // The sign moves to the lowest bit; the rest are bits, not an amount.
        Plain(unchecked((ulong)((value << 1) ^ (value >> 63))));
    }

    internal void Time(long second)
    {
        // A difference that wraps is undone by the reader's sum, which wraps alike.
        Number(unchecked(second - last));
        last = second;
    }

    internal void Text(string? text)
    {
        if (text is null)
        {
            Plain(0);
        }
        else if (texts.IndexOf(text) is var at and >= 0)
        {
            Plain(((ulong)at << 1) | 1);
        }
        else
        {
            texts.Add(text);
            var utf8 = Encoding.UTF8.GetBytes(text);
            Plain((ulong)(utf8.Length + 1) << 1);
            bytes.Write(utf8);
        }
    }

    /// <summary>An obligation's id: clause and cycle as numbers where it is made of them, as every one is by
    /// now.</summary>
    internal void Id(string id)
    {
        var number = ObligationIds.NumberOf(id);
        Plain((ulong)number);
        if (number == 0)
        {
            Text(id);
        }
    }

    /// <summary>All of it, the zeros after its point too.</summary>
    internal void Amount(decimal? amount)
    {
        if (amount is not { } value)
        {
            Byte(0);
            return;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Byte((byte)((1 + value.Scale) | (bits[3] < 0 ? 128 : 0)));

        // The parts of a decimal are 32 bits each, however their highest bit reads as a sign.
        Plain(unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        Plain(unchecked((uint)bits[2]));
    }

    internal void Data(MqlData? data)
    {
        Plain(data is null ? 0 : (ulong)data.Required + 1);
        if (data is not null)
        {
            Plain((ulong)data.RequiredPresent);
            var briefing = data.IsBriefed switch { null => 0UL, false => FactScanner.IsLookedAt,
                true => FactScanner.IsLookedAt | FactScanner.IsFull };
            Plain((uint)data.Enrichment + briefing);
            Plain((ulong)data.EnrichmentPresent);
        }
    }

    internal void Fields(IReadOnlyDictionary<string, string>? fields)
    {
        if (fields is null)
        {
            return;
        }

        Plain((ulong)fields.Count);
        foreach (var (name, value) in fields)
        {
            Text(name);
            Text(value);
        }
    }

    private void Plain(ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            // The lowest seven bits; those above follow.
            bytes.WriteByte(unchecked((byte)(value | 128)));
        }

        bytes.WriteByte((byte)value);
    }
}
