using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Reads the facts of leads, one after the other, back from their packs (<see cref="FactPack"/>). Not safe
/// from many threads.</summary>
/// <param name="policy">The agreement under which an imported lead's data is looked at; null for what was found at the
/// import.</param>
/// <param name="people">For the calendars of an imported lead's owners.</param>
public sealed class FactReader(SlaPolicy? policy = null, People? people = null)
{
    private const int KindBits = FactWriter.FirstFlag - 1;
    private readonly FactReplayer teller = new(policy is null ? null : new HistoryFields(policy, people));
    private readonly StringPool words = new();
    private readonly List<string> texts = [];
    private readonly Fact told = new(FactKind.Opened, 0);

    /// <summary>The facts of a lead: those that its events tell.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="packs">The packs of its events, end to end.</param>
    /// <exception cref="FormatException">The bytes are no pack.</exception>
    public LeadFacts Read(string lead, ReadOnlySpan<byte> packs)
    {
        teller.Start(lead);
        var scan = new FactScanner(packs, words, texts);
        while (!scan.IsAtEnd)
        {
            var head = scan.Byte();
            if (head == FactWriter.Head)
            {
                scan.Restart();
            }
            else
            {
                Read((FactKind)(head & KindBits), head, ref scan);
                teller.Apply(told);
            }
        }

        return teller.Finish();
    }

    private void Read(FactKind kind, byte head, ref FactScanner scan)
    {
        if (kind is FactKind.Opened)
        {
            told.As(kind, 0);
        }
        else if (kind > FactKind.Disputed)
        {
            throw new FormatException($"No fact is of kind {(int)kind}.");
        }
        else if (FactWriter.IsAction(kind))
        {
            told.As(kind, scan.Time()).Flag = (head & FactWriter.FirstFlag) != 0;
            ReadAction(head, ref scan);
        }
        else if (kind == FactKind.ObligationStarted)
        {
            told.As(kind, 0).Obligation = Begun(ref scan);
        }
        else
        {
            told.As(kind, scan.Time()).Text = scan.Id();
            told.Number = kind == FactKind.DeadlineMoved ? scan.Time() : 0;
        }
    }

    private void ReadAction(byte head, ref FactScanner scan)
    {
        var (second, isSent) = ((head & FactWriter.SecondFlag) != 0, (head & FactWriter.ThirdFlag) != 0);
        switch (told.Kind)
        {
            case FactKind.Received or FactKind.Merged:
                (told.Text, told.Other, told.Region, told.Amount) =
                    (scan.Text(), scan.Text(), scan.Text(), scan.Amount());
                told.Sent = isSent ? scan.Fields() : null;
                break;
            case FactKind.MqlReached:
                told.FitsIcp = told.Flag ? second : null;
                (told.Other, told.Data, told.Amount) = (scan.Text(), scan.Data(), scan.Amount());
                told.Sent = isSent ? scan.Fields() : null;
                break;
            case FactKind.Assigned or FactKind.Touched: (told.Text, told.Other) = (scan.Text(), scan.Text()); break;
            case FactKind.Rejected or FactKind.Disposed: (told.Text, told.IsCredited) = (scan.Text(), second); break;
            case FactKind.StageReached: (told.Stage, told.Amount) = ((LeadStage)scan.Number(), scan.Amount()); break;
            case FactKind.AmountSet: told.Amount = scan.Amount(); break;
            case FactKind.Rated: (told.Number, told.Timing) = (scan.Number(), (int)scan.Number()); break;
        }
    }

    private static ObligationFacts Begun(ref FactScanner scan) => new()
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

/// <summary>Reads the words of <see cref="FactPackWriter"/>. What does not read as they do is no pack:
/// <see cref="FormatException"/>.</summary>
internal ref struct FactScanner(ReadOnlySpan<byte> bytes, StringPool words, List<string> texts)
{
    /// <summary>
    /// Set in the number of enrichment fields where the briefing was looked at, the second one where it was full: packs
    /// written before it was have neither, and read as they always did.
    /// </summary>
    internal const ulong IsLookedAt = 1UL << 20, IsFull = 1UL << 21;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;
    private long last;

    internal readonly bool IsAtEnd => at >= bytes.Length;

    /// <summary>Times and texts start anew.</summary>
    internal void Restart()
    {
        last = 0;
        texts.Clear();
    }

    internal byte Byte() => at < bytes.Length ? bytes[at++] : throw Broken();

    internal long Number()
    {
        // The lowest bit is the sign; the rest are bits, not an amount.
        var value = Plain();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    // The writer's difference may have wrapped.
    internal long Time() => last = unchecked(last + Number());

    internal string? Text()
    {
        var value = Plain();
        if (value == 0)
        {
            return null;
        }

        if ((value & 1) == 1)
        {
            return (int)(value >> 1) is var place && place < texts.Count ? texts[place] : throw Broken();
        }

        var length = checked((int)(value >> 1) - 1);
        if (length > bytes.Length - at)
        {
            throw Broken();
        }

        var text = words.Of(bytes.Slice(at, length));
        at += length;
        texts.Add(text);
        return text;
    }

    internal string Id() =>
        Plain() is > 0 and var number ? ObligationIds.TextOf(checked((int)number)) : Text() ?? throw Broken();

    internal decimal? Amount()
    {
        var head = Byte();
        if (head == 0)
        {
            return null;
        }

        var low = Plain();

        // The parts of a decimal are 32 bits each, however their highest bit reads as a sign.
        return unchecked(new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)Plain(), (head & 128) != 0,
            (byte)((head & 127) - 1)));
    }

    internal MqlData? Data()
    {
        var required = (int)Plain();
        if (required == 0)
        {
            return null;
        }

        var (present, enrichment) = ((int)Plain(), Plain());
        bool? briefed = (enrichment & IsLookedAt) == 0 ? null : (enrichment & IsFull) != 0;
        return words.Of(required - 1, present, (int)(enrichment & ~(IsLookedAt | IsFull)), (int)Plain(), briefed);
    }

    internal Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var more = Plain(); more > 0; more--)
        {
            fields[Text()!] = Text()!;
        }

        return fields;
    }

    private ulong Plain()
    {
        ulong value = Byte();
        if (value < 128)
        {
            return value;
        }

        value &= 127;
        for (var shift = 7; shift < 64; shift += 7)
        {
            ulong next = Byte();
            value |= (next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static FormatException Broken() => new("These bytes are no facts of a lead.");
}
