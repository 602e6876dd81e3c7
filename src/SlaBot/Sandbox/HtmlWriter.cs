using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SlaBot.Sandbox;

/// <summary>Writes HTML in which every text and every attribute value is encoded; there is no way to write raw data.</summary>
internal sealed class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder output = new();
    private readonly Stack<string> open = new();

    /// <summary>Opens an element; attributes with a null value are left out, those with an empty one stand bare.</summary>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(tag, attributes);
        open.Push(tag);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlWriter Close()
    {
        output.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Encoded text.</summary>
    public HtmlWriter Text(string? text)
    {
        output.Append(Encoder.Encode(text ?? ""));
        return this;
    }

    /// <summary>An element that holds only text.</summary>
    public HtmlWriter Leaf(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(tag, attributes).Text(text).Close();

    /// <summary>An element without content, such as <c>input</c>.</summary>
    public HtmlWriter Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(tag, attributes);
        return this;
    }

    /// <summary>A hidden form field.</summary>
    public HtmlWriter Hidden(string name, string? value) => Void("input", ("type", "hidden"), ("name", name), ("value", value ?? ""));

    /// <summary>The document type line.</summary>
    public HtmlWriter Doctype()
    {
        output.Append("<!doctype html>");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => output.ToString();

    private void Tag(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Append('<').Append(tag);
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
