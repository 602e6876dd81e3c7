using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SlaBot.Web;

/// <summary>Writes HTML; every text and attribute value is encoded, and there is no way to write one that is not.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder output = new("<!doctype html>");

    // The heads of the table that is being written: each cell carries its own, for narrow screens, where a row is a list.
    private IReadOnlyList<string> heads = [];
    private int cell;

    /// <summary>An element around what <paramref name="inside"/> writes.</summary>
    public Html In(string tag, Action inside, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        inside();
        output.Append("</").Append(tag).Append('>');
        return this;
    }

    /// <summary>An element around a text.</summary>
    public Html Leaf(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        output.Append(Encoder.Encode(text ?? "")).Append("</").Append(tag).Append('>');
        return this;
    }

    /// <summary>An element without content, such as <c>link</c>.</summary>
    public Html Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        return this;
    }

    /// <summary>A link.</summary>
    public Html Link(string text, string address) => Leaf("a", text, ("href", address));

    /// <summary>A table of these rows; <paramref name="row"/> writes the cells. A sentence instead when there is no row.</summary>
    public Html Table<T>(string empty, IReadOnlyList<string> columns, IReadOnlyCollection<T> rows, Action<T> row)
    {
        if (rows.Count == 0)
        {
            return Leaf("p", empty, ("class", "soft"));
        }

        heads = columns;
        return In("div", () => In("table", () =>
        {
            In("thead", () => In("tr", () => Each(columns, head => Leaf("th", head, ("scope", "col")))));
            In("tbody", () => Each(rows, item => In("tr", () =>
            {
                cell = 0;
                row(item);
            })));
        }), ("class", "wide"), ("tabindex", "0"));
    }

    /// <inheritdoc/>
    public override string ToString() => output.ToString();

    private static void Each<T>(IEnumerable<T> all, Action<T> write)
    {
        foreach (var item in all)
        {
            write(item);
        }
    }

    private void Begin(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Append('<').Append(tag);
        if (tag == "td" && cell < heads.Count && heads[cell++] is { Length: > 0 } of)
        {
            output.Append(" data-of=\"").Append(Encoder.Encode(of)).Append('"');
        }

        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
            }
        }

        output.Append('>');
    }
}
