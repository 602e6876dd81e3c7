namespace SlaBot.Core.Leads;

/// <summary>How a lead is called in a sentence.</summary>
public static class LeadName
{
    /// <summary>Person and company, whichever are known, else the id. Long names are cut to 80 characters.</summary>
    public static string Of(LeadState lead)
    {
        var (person, company) = (Shorten(lead.Profile.Contact.Name), Shorten(lead.Profile.Company.Name));
        return (person, company) switch
        {
            ({ } name, { } firm) => $"{name} · {firm}",
            ({ } name, null) => name,
            (null, { } firm) => $"the lead at {firm}",
            _ => $"lead {lead.Id}",
        };
    }

    private static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var info = new System.Globalization.StringInfo(text.Trim());
        return info.LengthInTextElements <= 80 ? text.Trim() : info.SubstringByTextElements(0, 79) + "…";
    }
}
