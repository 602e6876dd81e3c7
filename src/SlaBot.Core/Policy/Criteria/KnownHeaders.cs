namespace SlaBot.Core.Policy.Criteria;

/// <summary>
/// The column names under which HubSpot, Salesforce, Pipedrive, Zoho, LinkedIn and Meta export leads, and the field that
/// each is. Only letters and digits of a name count: <c>E-mail</c>, <c>Lead - ID</c> and <c>NUMBEROFEMPLOYEES</c> are
/// found as they stand.
/// </summary>
/// <remarks>Source: the products' export files; PRODUCT, Import. What a customer maps under
/// <c>Import:Columns</c> goes before this table.</remarks>
public static class KnownHeaders
{
    /// <summary>The field of a first name; a lead's name is put together of it and <see cref="LastName"/>.</summary>
    public const string FirstName = "contact.firstName";

    /// <summary>The field of a last name.</summary>
    public const string LastName = "contact.lastName";

    /// <summary>The field of where the record stands in the sender's own system; see <see cref="IsOver"/>.</summary>
    public const string Standing = "record.status";

    private static readonly Dictionary<string, string> Fields = Table(
        ("id", "id leadid recordid contactid leadrecordid"),
        (FirstName, "firstname givenname personfirstname contactfirstname"),
        (LastName, "lastname surname familyname personlastname contactlastname"),
        ("contact.name", "name fullname personname contactname leadname"),
        ("contact.email", "email emailaddress mail workemail businessemail workemailaddress contactemail personemail "
            + "personemailwork personemailhome personemailother emailwork emailhome primaryemail"),
        ("contact.phone", "phone phonenumber telephone mobile mobilephone mobilephonenumber mobilenumber workphone "
            + "workphonenumber businessphone personphone personphonework personphonemobile personphonehome "
            + "personphoneother"),
        ("contact.title", "title jobtitle position personjobtitle"),
        ("company.name", "company companyname organization organizationname organisation organisationname account "
            + "accountname companyaccount associatedcompany primaryassociatedcompany"),
        ("company.domain", "domain companydomain companydomainname"),
        ("company.size", "size companysize employees noofemployees numberofemployees employeecount headcount"),
        ("company.industry", "industry companyindustry"),
        ("company.country", "country countryregion companycountry"),
        ("source", "source leadsource originalsource originaltrafficsource"),
        ("region", "region"),
        ("owner", "owner leadowner contactowner recordowner ownername owneremail assignedto"),
        ("createdAt", "createdat created createdate createddate createdtime creationdate creationtime datecreated "
            + "leadcreated leadleadcreated leadcreatedtime submittedat submissiondate submissiontime"),
        ("mqlAt", "mqlat mqldate becameamarketingqualifiedleaddate becameamqldate"
            + " dateenteredmarketingqualifiedleadlifecyclestagepipeline"),
        ("score", "score leadscore hubspotscore"),
        ("amount", "amount dealamount dealvalue leadvalue"),
        ("url", "url recordurl leadurl"),
        ("tier", "tier"),
        (Standing, "status stage leadstatus leadstage lifecyclestage contactstatus lifecycle"));

    private static readonly string[] Ended =
        ["customer", "converted", "won", "lost", "unqualified", "disqualified", "junklead", "notqualified"];

    /// <summary>The field of a column's name; null when no product calls a column so.</summary>
    public static string? Find(string header) => Fields.GetValueOrDefault(Plain(header));

    /// <summary>True for the status or stage of a record whose work is over: a customer, converted, won, lost or
    /// unqualified.</summary>
    public static bool IsOver(string standing)
    {
        var plain = Plain(standing);
        return plain is not ("notconverted" or "unconverted")
            && (Ended.Contains(plain, StringComparer.Ordinal)
                || plain is "closedwon" or "closedlost" or "closedconverted" or "closednotconverted"
                    or "qualifiedconverted" or "lostlead" or "marketinglost" or "evangelist");
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Dictionary<string, string> Table(params (string Field, string Names)[] rows) => rows
        .SelectMany(row => row.Names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, row.Field)))
        .ToDictionary(pair => pair.name, pair => pair.Field, StringComparer.Ordinal);
}
