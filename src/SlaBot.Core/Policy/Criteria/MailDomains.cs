namespace SlaBot.Core.Policy.Criteria;

/// <summary>Domains by kind, for exclusions: <c>free-mail</c> (private mailboxes) and <c>education</c> (schools and
/// universities).</summary>
public static class MailDomains
{
    /// <summary>The word for private mailboxes.</summary>
    public const string FreeMail = "free-mail";

    /// <summary>The word for schools and universities.</summary>
    public const string Education = "education";

    private static readonly HashSet<string> Free = new(
    [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com",
        "rocketmail.com", "icloud.com", "me.com", "mac.com", "aol.com",
        "gmx.com", "gmx.net", "gmx.de", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com",
        "proton.me", "protonmail.com", "pm.me", "tutanota.com", "zoho.com", "zohomail.com",
        "fastmail.com", "hey.com", "yandex.com", "yandex.ru", "mail.ru", "inbox.ru", "qq.com", "163.com", "126.com",
        "sina.com", "naver.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net",
        "libero.it", "virgilio.it", "btinternet.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net",
        "cox.net", "rediffmail.com", "uol.com.br", "bol.com.br", "terra.com.br",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] NationalFree = ["yahoo.", "hotmail.", "live.", "outlook.", "ymail."];

    /// <summary>True when the domain is that name, lies under it, or is of that kind.</summary>
    /// <param name="domain">A domain, such as <c>mail.acme.com</c>; a leading <c>www.</c> is dropped.</param>
    /// <param name="name">A domain, <c>free-mail</c> or <c>education</c>.</param>
    public static bool Is(string domain, string name)
    {
        var own = Bare(domain);
        return name.ToLowerInvariant() switch
        {
            FreeMail =>
                Free.Contains(own) || NationalFree.Any(start => own.StartsWith(start, StringComparison.Ordinal)),
            Education =>
                own.EndsWith(".edu", StringComparison.Ordinal) || own.Split('.') is [.., "edu" or "ac", { Length: 2 }],
            _ => Bare(name) is var other && (own == other || own.EndsWith("." + other, StringComparison.Ordinal)),
        };
    }

    /// <summary>The domains that a lead shows: that of its e-mail and that of its company.</summary>
    internal static IReadOnlyList<string> Of(LeadProfile lead)
    {
        string?[] all = [
            lead.Contact.Email is { } email && email.LastIndexOf('@') is var at and >= 0 ? email[(at + 1)..] : null,
            lead.Company.Domain];
        return [.. all.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => Bare(text!))];
    }

    private static string Bare(string domain)
    {
        var text = domain.Trim().TrimStart('@').TrimEnd('.', '>').ToLowerInvariant();
        text = text.Contains("://", StringComparison.Ordinal)
            ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text;
        text = text.Split('/')[0];
        return text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : text;
    }
}
