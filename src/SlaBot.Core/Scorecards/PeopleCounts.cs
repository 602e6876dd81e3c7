using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Duties of one clause: all, and those nobody excused.</summary>
internal sealed class AttainmentCount
{
    private long met;
    private long judged;
    private long waived;

    internal void Add(bool isMet, bool isWaived)
    {
        judged++;
        met += isMet ? 1 : 0;
        waived += isWaived && !isMet ? 1 : 0;
    }

    internal AttainmentLine ToLine(ClauseKind clause) => new(clause.Name(), Share.Of(met, judged), Share.Of(met, judged - waived), waived);
}

/// <summary>One rep's counts.</summary>
internal sealed class OwnerCount
{
    private long touchMet;
    private long touchJudged;
    private long decisionMet;
    private long decisionJudged;

    internal long Touches { get; set; }

    internal long Open { get; set; }

    internal long Pending { get; set; }

    internal void Judge(ClauseKind clause, bool met)
    {
        if (clause == ClauseKind.FirstTouch)
        {
            touchJudged++;
            touchMet += met ? 1 : 0;
        }
        else if (clause == ClauseKind.Decision)
        {
            decisionJudged++;
            decisionMet += met ? 1 : 0;
        }
    }

    internal OwnerLine ToLine(string owner) =>
        new(owner, Share.Of(touchMet, touchJudged), Share.Of(decisionMet, decisionJudged), Touches, Open, Pending);
}
