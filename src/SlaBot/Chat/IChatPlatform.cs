using SlaBot.Core.Policy;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>Delivers cards to one chat platform and reports the outcome. Knows nothing of leads.</summary>
internal interface IChatPlatform
{
    /// <summary>Its name in the posts' table: <c>sandbox</c>, <c>slack</c>, <c>teams</c>.</summary>
    string Platform { get; }

    /// <summary>True when a network lies between: a try is put on file before it is made, so that a crash leaves no
    /// doubt behind.</summary>
    bool IsRemote => false;

    /// <summary>Why nothing goes through at all, until an administrator acts; null when in order.</summary>
    string? Fault => null;

    /// <summary>True when this person can be reached here.</summary>
    bool Reaches(Person person);

    /// <summary>Why this person is known not to be reached here, and what to do; null when nothing is known.</summary>
    string? WhyNot(Person person) => null;

    /// <summary>How sure it is that this person is here: 2 the settings name them, 1 they were found, 0 it is only
    /// hoped. The surest platform goes first.</summary>
    int Sureness(Person person) => 0;

    /// <summary>True when this channel of the settings has a place here.</summary>
    bool Holds(string channel) => true;

    /// <summary>Posts or redraws one card. Never throws for what a network does.</summary>
    Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop);
}
