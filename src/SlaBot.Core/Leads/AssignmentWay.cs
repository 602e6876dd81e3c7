namespace SlaBot.Core.Leads;

/// <summary>How an assignment came about.</summary>
public enum AssignmentWay
{
    /// <summary>The sender named the owner.</summary>
    Sender,

    /// <summary>A routing rule.</summary>
    Rule,

    /// <summary>The same person already owns this e-mail under another id.</summary>
    SameContact,

    /// <summary>A manager or RevOps.</summary>
    ByHand,

    /// <summary>A rejection that goes on to the next rep.</summary>
    Reroute,

    /// <summary>The owner is away.</summary>
    Cover,

    /// <summary>A rejection was overturned.</summary>
    Overturned,
}
