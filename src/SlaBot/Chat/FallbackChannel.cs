using SlaBot.Engine;
using System.Globalization;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>The channel in which stands what was meant for somebody whom no platform has, headed by whom it is
/// for.</summary>
internal static class FallbackChannel
{
    /// <summary>As a post's place it marks the post as standing aside.</summary>
    public static string Place => ChatAddress.Escalations.Text;

    /// <summary>What an administrator is told beside the reason.</summary>
    public const string UntilThen = "Until then it stands in the Escalations channel.";

    /// <summary>True when a post for a person stands in the channel.</summary>
    public static bool IsAside(PostedMessage post) => post.Place == Place;

    /// <summary>True for a person's own numbers, which are nobody else's to read.</summary>
    public static bool IsPrivate(OutboxItem item) => item.Intent is ScorecardIntent { Part: ScorecardIntent.RepPart };

    /// <summary>A platform's own name.</summary>
    public static string Called(string platform) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(platform);

    /// <summary>The same card for the channel. Its buttons act, as everywhere, with the rights of whoever
    /// presses.</summary>
    public static Outgoing Of(Outgoing outgoing, Person person, string platform) => outgoing with
    {
        Item = outgoing.Item with { Address = ChatAddress.Escalations },
        MeantFor = person.Email,
        Card = Headed(outgoing.Card, person, platform),
    };

    /// <summary>What is left in the channel when the person is reached at last.</summary>
    public static Outgoing Moved(Outgoing outgoing, Person person) => outgoing with
    {
        Item = outgoing.Item with { Address = ChatAddress.Escalations },
        MeantFor = person.Email,
        Card = outgoing.Card
            with { Tone = Tone.Muted,
                Blocks = [new Paragraph($"{person.Name} is reached now: this card stands in their own chat.")],
                Buttons = [] },
    };

    /// <summary>The card, headed by whom it is for.</summary>
    public static Card Headed(Card card, Person person, string platform)
    {
        var line = $"For {person.Name}, who is not reached in {Called(platform)}";
        return card
            with { Blocks = [new Paragraph(line + ".", Tone.Warning), .. card.Blocks],
                Summary = $"{line}: {card.Summary}" };
    }
}
