using System.Globalization;
using System.Text;

namespace SlaBot.Core.Cards;

/// <summary>
/// One page of a list that may be longer than a message: which list, and how many leads come before the page. What is
/// counted is always the whole list; only the lines are a page.
/// </summary>
/// <param name="List">The list's name, such as <see cref="Leads"/>.</param>
/// <param name="From">How many of its leads come before this page.</param>
/// <param name="Text">What a search was for; null for the lists that ask for nothing.</param>
public sealed record ListPage(string List, int From, string? Text = null)
{
    /// <summary>Somebody's own open leads.</summary>
    public const string Leads = "leads";

    /// <summary>A team's open leads.</summary>
    public const string Team = "team";

    /// <summary>The leads that a search found.</summary>
    public const string Find = "find";

    /// <summary>The most leads of a page.</summary>
    public const int Size = 50;

    private const string Prefix = "page-";

    // What fits into a message of every platform with all that a line is wrapped in.
    private const int MostBytes = 9_000;

    /// <summary>The action of the button that shows this page.</summary>
    public string Action => LeadText.Invariant($"{Prefix}{List}-{From}")
        + (Text is null ? "" : "-" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Reads a button's action; null when it shows no page.</summary>
    public static ListPage? Read(string action)
    {
        var parts = action.Split('-');
        return parts is ["page", Leads or Team, var from]
            && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new ListPage(parts[1], at)
            : parts is ["page", Find, var after, var hex]
                && int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
                && hex.Length is > 0 and <= 2 * LeadSearch.MostBytes && hex.Length % 2 == 0
                && hex.All(char.IsAsciiHexDigit)
            ? new ListPage(Find, found, Encoding.UTF8.GetString(Convert.FromHexString(hex)))
            : null;
    }

    /// <summary>Where a page begins that was asked for when the list was longer: never behind the list's end.</summary>
    /// <param name="from">Where it was asked for.</param>
    /// <param name="total">How many there are now.</param>
    public static int Clamp(int from, int total) => from < total ? from : Math.Max(0, (total - 1) / Size * Size);

    /// <summary>As many of the lines as fit on one page, at least one.</summary>
    internal static IReadOnlyList<LeadLine> Fit(IEnumerable<LeadLine> lines)
    {
        var page = new List<LeadLine>();
        var bytes = 0;
        foreach (var line in lines.Take(Size))
        {
            bytes += Encoding.UTF8.GetByteCount(line.Line.Text);
            if (page.Count > 0 && bytes > MostBytes)
            {
                break;
            }

            page.Add(line);
        }

        return page;
    }

    /// <summary>What the page is of: "200 open leads, the next 50 due".</summary>
    internal static string Words(int from, int shown, int total)
    {
        var all = LeadText.Invariant($"{total:#,##0} open {(total == 1 ? "lead" : "leads")}");
        return shown == total ? all
            : from == 0 ? LeadText.Invariant($"{all}, the next {shown} due")
            : LeadText.Invariant($"{all}, next due first: {from + 1:#,##0} to {from + shown:#,##0}");
    }

    /// <summary>The buttons that turn the page.</summary>
    internal static IEnumerable<Button> Buttons(string list, int from, int shown, int total, string? text = null)
    {
        var whose = list == Team ? " of the team" : "";
        if (from + shown < total)
        {
            yield return new Button(new ListPage(list, from + shown, text).Action,
                LeadText.Invariant($"Next {Math.Min(Size, total - from - shown)}{whose}"));
        }

        if (from > 0)
        {
            yield return new Button(new ListPage(list, Math.Max(0, from - Size), text).Action,
                LeadText.Invariant($"Previous {Math.Min(Size, from)}{whose}"));
        }
    }
}
