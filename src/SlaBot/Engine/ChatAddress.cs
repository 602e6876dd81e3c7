namespace SlaBot.Engine;

/// <summary>
/// A conversation, whichever platform holds it: the one with a person (<c>dm:EMAIL</c>), or a channel by its key in the
/// settings (<c>channel:Escalations</c>). A channel may be bound to one of several platforms that have it.
/// </summary>
internal readonly record struct ChatAddress
{
    private const string Direct = "dm:";
    private const string Shared = "channel:";
    private const char PlatformMark = '\u001f';
    private readonly string? text;

    private ChatAddress(string text) => this.text = text;

    /// <summary>The channel of breaches, in which also stands what reaches nobody else.</summary>
    public static ChatAddress Escalations { get; } = Channel("Escalations");

    /// <summary>Marketing's channel.</summary>
    public static ChatAddress Marketing { get; } = Channel("Marketing");

    /// <summary>The administrators' channel.</summary>
    public static ChatAddress Admin { get; } = Channel("Admin");

    /// <summary>The channel of the weekly thread.</summary>
    public static ChatAddress Scorecard { get; } = Channel("Scorecard");

    /// <summary>As it is stored, and as agreements and the sandbox write it.</summary>
    public string Text => text ?? "";

    /// <summary>The person's e-mail; null for a channel.</summary>
    public string? Email => Text.StartsWith(Direct, StringComparison.Ordinal) ? Text[Direct.Length..] : null;

    /// <summary>The channel's key, whichever platform it is bound to; null for a person.</summary>
    public string? ChannelKey =>
        Text.StartsWith(Shared, StringComparison.OrdinalIgnoreCase) ? Unbound.Text[Shared.Length..] : null;

    /// <summary>The platform to which a channel is bound; null where any that has it may take it.</summary>
    public string? Platform => Mark is >= 0 and var at ? Text[(at + 1)..] : null;

    /// <summary>The same without the platform.</summary>
    public ChatAddress Unbound => Mark is >= 0 and var at ? new ChatAddress(Text[..at]) : this;

    private int Mark => Text.IndexOf(PlatformMark, StringComparison.Ordinal);

    /// <summary>The conversation with a person.</summary>
    public static ChatAddress Person(string email) => new(Direct + email.ToLowerInvariant());

    /// <summary>A channel, by its key in the settings.</summary>
    public static ChatAddress Channel(string key) => new(Shared + key);

    /// <summary>Reads what <see cref="Text"/> has written.</summary>
    public static ChatAddress Parse(string text) => new(text);

    /// <summary>A conversation written out.</summary>
    public static implicit operator ChatAddress(string text) => Parse(text);

    /// <summary>The same channel on one platform.</summary>
    public ChatAddress On(string platform) => new(Text + PlatformMark + platform);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
