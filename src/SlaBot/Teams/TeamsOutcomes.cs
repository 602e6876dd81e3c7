using SlaBot.Teams.Tokens;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Desk;
using SlaBot.Desk.Outbox;
using SlaBot.Teams.Connector;

namespace SlaBot.Teams;

/// <summary>What a "no" of Teams means for the message that got it: later, not known, or refused, and who is told.</summary>
internal sealed class TeamsOutcomes(TeamsPeople people, TeamsChannels channels, TeamsPace pace, TeamsAlarms alarms, TeamsRefusals refusals, CurrentRules rules)
{
    /// <summary>The outcome of a fault; what stays refused is kept, and said to whom it concerns.</summary>
    public async Task<SendOutcome> OfAsync(Outgoing outgoing, TeamsFault fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case TeamsTrouble.Limited:
                return new SendLater(now + Whole(fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1), $"Teams' rate limit ({fault.Code})");
            case TeamsTrouble.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), Unreached(fault)) { IsOutage = true };
            case TeamsTrouble.Unknown:
                pace.RestAWhile();
                return outgoing.Existing is not null ? new SendLater(now + Wait(), $"Teams did not answer ({fault.Code})") : new SendUnknown($"Teams did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    /// <summary>Why it is not even tried: the place, or the person whose chat it stands in, was refused before.</summary>
    public TeamsFault? Known(Outgoing outgoing) => refusals.Of(outgoing.Item.Audience)
        ?? (outgoing.Existing is not null && PersonOf(outgoing) is { } person && people.RefusalOf(person) is { } code ? new TeamsFault(TeamsTrouble.Target, code) : null);

    /// <summary>The outcome of such a no. What stands in a chat that is closed waits alone: what comes after it goes where the person is.</summary>
    public SendRefused Refused(Outgoing outgoing, TeamsFault fault) => new(fault.Code, fault.Sentence(Called(outgoing.Item.Audience)))
    {
        IsStranger = fault.IsStranger && PersonOf(outgoing) is not null,
        OnlyThis = fault.Kind == TeamsTrouble.Other || (outgoing.Existing is not null && fault.Kind == TeamsTrouble.Target),
    };

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, TeamsFault fault)
    {
        refusals.Keep(outgoing.Item.Audience, fault);
        var refused = Refused(outgoing, fault);
        if (fault.IsStranger && PersonOf(outgoing) is { } person)
        {
            // Another platform or the fallback channel takes it, and the administrator is told there.
            await people.RefuseAsync(person, fault.Code);
        }
        else if (outgoing.Item is not { Purpose: Purpose.Card, Lead: not null })
        {
            // A lead's own card raises the desk's alarm; what cannot be said in the administrators' channel is only logged.
            await alarms.RaiseAsync(fault.Kind == TeamsTrouble.Token ? TeamsAlarms.About(fault) : $"{fault.Code}|{outgoing.Item.Audience}", "Teams does not take a message", refused.Sentence, "What waits is kept and sent when it is mended.");
        }

        return refused;
    }

    /// <summary>Whom or what a message was for, in words.</summary>
    public string Called(string audience) => Audience.PersonOf(audience) is { } email
        ? rules.Now.People.NameOf(email)
        : $"the channel {channels.NameOf(Audience.ChannelOf(audience) ?? audience) ?? Audience.ChannelOf(audience)}";

    private static string Unreached(TeamsFault fault) => fault.Code == TeamsTokenWords.Silence ? fault.Sentence("Teams") : $"Teams is not reached ({fault.Code})";

    private Person? PersonOf(Outgoing outgoing) => Audience.PersonOf(outgoing.Item.Audience) is { } email ? rules.Now.People.Find(email) : null;

    // The wishes wait in whole seconds: part of one would be ready before its conversation is, again and again.
    private static Duration Whole(Duration wait) => Duration.FromSeconds(Math.Ceiling(wait.TotalSeconds));

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
