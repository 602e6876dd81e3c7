namespace SlaBot.Storage.Serialization;

/// <summary>The data file cannot be worked with as things are; the message says what to do next.</summary>
internal sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when another program holds the file.</summary>
    public bool IsHeld { get; init; }
}
