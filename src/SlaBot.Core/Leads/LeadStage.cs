namespace SlaBot.Core.Leads;

/// <summary>Where a lead stands (PRODUCT.md, "The lead's life").</summary>
public enum LeadStage
{
    /// <summary>Unqualified inbound signal.</summary>
    Inquiry,

    /// <summary>Meets the agreed criteria; an instant later it is assigned or waits in the queue.</summary>
    MarketingQualified,

    /// <summary>Qualified, and nobody eligible to take it.</summary>
    Queue,

    /// <summary>A seller holds it and has not decided.</summary>
    Assigned,

    /// <summary>A seller agreed to work it.</summary>
    SalesAccepted,

    /// <summary>Sales confirmed need and interest.</summary>
    SalesQualified,

    /// <summary>An opportunity with timeline and budget.</summary>
    Opportunity,

    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,

    /// <summary>Refused by sales, back at marketing.</summary>
    Rejected,

    /// <summary>In nurture, with a revisit date.</summary>
    Recycled,
}

/// <summary>The stages that <c>advance</c> names: <c>sql</c>, <c>sqo</c>, <c>won</c>, <c>lost</c>.</summary>
public static class StageNames
{
    /// <summary>The stage of a short name, whatever its case; null when it is none of the four.</summary>
    public static LeadStage? FromShort(string? name) => name?.ToLowerInvariant() switch
    {
        "sql" => LeadStage.SalesQualified,
        "sqo" => LeadStage.Opportunity,
        "won" => LeadStage.Won,
        "lost" => LeadStage.Lost,
        _ => null,
    };

    /// <summary>The short name of one of the four; the stage's own name for the others.</summary>
    public static string Short(this LeadStage stage) => stage switch
    {
        LeadStage.SalesQualified => "sql",
        LeadStage.Opportunity => "sqo",
        LeadStage.Won => "won",
        LeadStage.Lost => "lost",
        LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
            or LeadStage.SalesAccepted or LeadStage.Rejected or LeadStage.Recycled => stage.ToString(),
    };

    /// <summary>How a sentence calls one of the four: SQL, SQO, won, lost; the reader's words for the others.</summary>
    public static string Called(this LeadStage stage) => stage switch
    {
        LeadStage.SalesQualified => "SQL",
        LeadStage.Opportunity => "SQO",
        LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
            or LeadStage.SalesAccepted or LeadStage.Won or LeadStage.Lost
            or LeadStage.Rejected or LeadStage.Recycled => stage.Title(),
    };

    /// <summary>What a reader is told.</summary>
    public static string Title(this LeadStage stage) => stage switch
    {
        LeadStage.Inquiry => "inquiry, not qualified yet",
        LeadStage.MarketingQualified => "qualified by marketing",
        LeadStage.Queue => "waiting for somebody who can take it",
        LeadStage.Assigned => "new, waiting for your decision",
        LeadStage.SalesAccepted => "accepted, in work",
        LeadStage.SalesQualified => "qualified by sales (SQL)",
        LeadStage.Opportunity => "opportunity (SQO)",
        LeadStage.Won => "won",
        LeadStage.Lost => "lost",
        LeadStage.Rejected => "rejected, back at marketing",
        LeadStage.Recycled => "in nurture",
    };
}
