namespace SlaBot.Core.Cards;

/// <summary>How a button should strike the eye.</summary>
public enum ButtonStyle
{
    /// <summary>Like any other.</summary>
    Normal,

    /// <summary>The step most people take next.</summary>
    Primary,

    /// <summary>A step to think about.</summary>
    Danger,
}

/// <summary>
/// A button. <c>Action</c> is the command's type name in the API (<c>accept</c>, <c>reject</c>, <c>touch</c>, …); a form, where there is one,
/// is asked first; a button with <c>Url</c> only opens it.
/// </summary>
public sealed record Button(string Action, string Label, ButtonStyle Style = ButtonStyle.Normal, Form? Form = null, string? Url = null);

/// <summary>What is asked before an action; the field names are the command's members.</summary>
public sealed record Form(string Title, string Submit, IReadOnlyList<FormField> Fields);

/// <summary>The kind of answer a field takes.</summary>
public enum FieldKind
{
    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any number of the options, joined by line breaks (or commas, where a platform joins them so).</summary>
    Choices,

    /// <summary>A short text.</summary>
    Text,

    /// <summary>A longer text.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, yyyy-MM-dd.</summary>
    Date,

    /// <summary>A local date and time in the reader's zone, yyyy-MM-ddTHH:mm.</summary>
    DateTime,
}

/// <summary>One option: what is sent and what is read.</summary>
public sealed record FormOption(string Value, string Label);

/// <summary>One question.</summary>
public sealed record FormField(string Name, string Label, FieldKind Kind, bool Required = false)
{
    /// <summary>The options of a choice.</summary>
    public IReadOnlyList<FormOption> Options { get; init; } = [];

    /// <summary>The answer that stands there first.</summary>
    public string? Initial { get; init; }

    /// <summary>A hint under the field.</summary>
    public string? Hint { get; init; }

    /// <summary>The most characters taken.</summary>
    public int MaxLength { get; init; } = 500;
}
