using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams;

/// <summary>What a "no" of Teams means for the message that got it: later, not known, or refused, and who is told.</summary>
internal sealed class DeliveryOutcomes(TeamsPeople people, TeamsChannels channels, TeamsRateLimiter pace, TeamsAlarms alarms, TeamsRefusals refusals, CurrentAgreement rules)
{
    /// <summary>The outcome of a fault; what stays refused is kept, and said to whom it concerns.</summary>
    public async Task<SendOutcome> OfAsync(Outgoing outgoing, TeamsError fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case TeamsErrorKind.Limited:
                return new SendLater(now + Whole(fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1), $"Teams' rate limit ({fault.Code})");
            case TeamsErrorKind.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), Unreached(fault)) { IsOutage = true };
            case TeamsErrorKind.Unknown:
                pace.RestAWhile();
                return outgoing.Existing is not null ? new SendLater(now + Wait(), $"Teams did not answer ({fault.Code})") : new SendUnknown($"Teams did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    /// <summary>Why it is not even tried: the place, or the person whose chat it stands in, was refused before.</summary>
    public TeamsError? Known(Outgoing outgoing) => refusals.Of(outgoing.Item.Address)
        ?? (outgoing.Existing is not null && PersonOf(outgoing) is { } person && people.RefusalOf(person) is { } code ? new TeamsError(TeamsErrorKind.Target, code) : null);

    /// <summary>The outcome of such a no. What stands in a chat that is closed waits alone: what comes after it goes where the person is.</summary>
    public SendRefused Refused(Outgoing outgoing, TeamsError fault) => new(fault.Code, fault.Sentence(Called(outgoing.Item.Address)))
    {
        IsStranger = fault.IsStranger && PersonOf(outgoing) is not null,
        OnlyThis = fault.Kind == TeamsErrorKind.Other || (outgoing.Existing is not null && fault.Kind == TeamsErrorKind.Target),
    };

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, TeamsError fault)
    {
        refusals.Keep(outgoing.Item.Address, fault);
        var refused = Refused(outgoing, fault);
        if (fault.IsStranger && PersonOf(outgoing) is { } person)
        {
            // Another platform or the fallback channel takes it, and the administrator is told there.
            await people.RefuseAsync(person, fault.Code);
        }
        else if (outgoing.Item is not { Kind: MessageKind.Card, Lead: not null })
        {
            // A lead's own card raises the desk's alarm; what cannot be said in the administrators' channel is only logged.
            await alarms.RaiseAsync(fault.Kind == TeamsErrorKind.Token ? TeamsAlarms.About(fault) : $"{fault.Code}|{outgoing.Item.Address}", "Teams does not take a message", refused.Sentence, "What waits is kept and sent when it is mended.");
        }

        return refused;
    }

    /// <summary>Whom or what a message was for, in words.</summary>
    public string Called(string audience) => AddressText.PersonOf(audience) is { } email
        ? rules.Now.People.NameOf(email)
        : $"the channel {channels.NameOf(AddressText.ChannelOf(audience) ?? audience) ?? AddressText.ChannelOf(audience)}";

    private static string Unreached(TeamsError fault) => fault.Code == TokenErrors.Silence ? fault.Sentence("Teams") : $"Teams is not reached ({fault.Code})";

    private Person? PersonOf(Outgoing outgoing) => AddressText.PersonOf(outgoing.Item.Address) is { } email ? rules.Now.People.Find(email) : null;

    // The wishes wait in whole seconds: part of one would be ready before its conversation is, again and again.
    private static Duration Whole(Duration wait) => Duration.FromSeconds(Math.Ceiling(wait.TotalSeconds));

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
