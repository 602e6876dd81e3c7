using System.Globalization;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Outbox;

namespace SlaBot.Sandbox;

/// <summary>The platform in the browser: reaches everybody and never fails; what stands there is the posts' table
/// itself.</summary>
internal sealed class SandboxPlatform : IChatPlatform
{
    /// <summary>The name in the posts' table.</summary>
    public const string Name = "sandbox";

    /// <inheritdoc/>
    public string Platform => Name;

    /// <inheritdoc/>
    public bool Reaches(Person person) => true;

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop) => Task.FromResult<SendOutcome>(
        new Sent(Name, outgoing.Existing?.MessageId ?? "m" + outgoing.Item.Id.ToString(CultureInfo.InvariantCulture),
            outgoing.Existing?.Place));
}
