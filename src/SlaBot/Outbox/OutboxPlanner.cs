using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>What should be seen after a lead's step: the live card, the notices that came due, and posts that are no
/// longer right.</summary>
internal sealed class OutboxPlanner : IOutboxPlanner
{
    /// <inheritdoc/>
    public IReadOnlyList<OutboxItem> Plan(
        LeadState? before, LeadState after, IReadOnlyList<LeadEvent> events, AgreementRules rules, Instant now)
    {
        var intents = new List<OutboxItem>();
        var maker = new Maker(after, rules, now, intents);
        maker.Cards(before, events);
        foreach (var happened in events)
        {
            maker.Posts(happened);
        }

        if (before is not null)
        {
            maker.Corrections(before, events);
        }

        return intents;
    }

    private sealed class Maker(LeadState lead, AgreementRules rules, Instant now, List<OutboxItem> intents)
    {
        public void Cards(LeadState? before, IReadOnlyList<LeadEvent> events)
        {
            if (events.All(happened => happened is CardDelivered or CardUndelivered or NoticeRaised))
            {
                return;
            }

            if (lead.Owner is { } owner)
            {
                var audience = ChatAddress.Person(owner);
                Add(MessageKeys.Card(lead.Id, audience), audience, new LeadCardIntent(), null,
                    rules.HoldCards ? NoticeRecipients.Held(audience, now, rules) : now);
            }

            foreach (var past in lead.PastOwners.Where(
                past => !string.Equals(past, lead.Owner, StringComparison.OrdinalIgnoreCase)))
            {
                if (before?.PastOwners.Contains(past) != true
                    || string.Equals(before.Owner, past, StringComparison.OrdinalIgnoreCase))
                {
                    Redraw(MessageKeys.Card(lead.Id, ChatAddress.Person(past)), ChatAddress.Person(past),
                        new LeadCardIntent());
                }
            }
        }

        public void Posts(LeadEvent happened)
        {
            switch (happened)
            {
                case NoticeRaised raised: Notice(raised); break;
                case Queued: Each([ChatAddress.Escalations, ChatAddress.Admin],
                    to => Add(MessageKeys.Queue(lead, to), to, new QueueAlarmIntent())); break;
                case Rejected { Then: RejectConsequence.Nurture }: Add(MessageKeys.Returned(lead),
                    ChatAddress.Marketing, new ReturnedLeadIntent()); break;
                case Disputed when rules.Policy.Arbiter is { } arbiter:
                    var to = ChatAddress.Person(arbiter);
                    Add(MessageKeys.Dispute(lead), to, new DisputeIntent(), null,
                        NoticeRecipients.Held(to, now, rules));
                    break;
                case RevisitCame: Add(MessageKeys.Revisit(lead), ChatAddress.Marketing, new RevisitIntent()); break;
                case CardUndelivered undelivered:
                    Add(MessageKeys.AlarmOfCard(lead.Id, undelivered.Owner), ChatAddress.Admin,
                        new UndeliveredCardIntent(undelivered.Owner, undelivered.Why));
                    break;
            }
        }

        /// <summary>Posts that stand and say what is no longer so are put right in place.</summary>
        public void Corrections(LeadState before, IReadOnlyList<LeadEvent> events)
        {
            var fact = events.Any(happened => happened.IsFact);
            foreach (var obligation in lead.Obligations.Where(item => item.Raised.Count > 0))
            {
                var was = before.Obligations.FirstOrDefault(other => other.Id == obligation.Id);
                if (was is not null
                    && (Changed(was, obligation)
                        || (fact && obligation.Status is ObligationStatus.Running or ObligationStatus.Breached
                            && !obligation.LadderStopped)))
                {
                    Each(was.Raised, alert => Each(NoticeRecipients.Of(obligation, alert, rules), to =>
                        Redraw(MessageKeys.Notice(lead.Id, obligation.Id, alert.Level, to), to,
                            new NoticeIntent(obligation.Id, alert.Level))));
                }
            }

            if (before.Stage == LeadStage.Queue && lead.Stage != LeadStage.Queue)
            {
                Each([ChatAddress.Escalations, ChatAddress.Admin],
                    to => Redraw(MessageKeys.Queue(lead, to), to, new QueueAlarmIntent()));
            }

            if (before.Rejection is { Then: RejectConsequence.Nurture } && fact)
            {
                Redraw(MessageKeys.Returned(before), ChatAddress.Marketing, new ReturnedLeadIntent());
            }

            if (events.Any(happened => happened is Undone) && before.Owner is { } passed
                && !string.Equals(passed, lead.Owner, StringComparison.OrdinalIgnoreCase)
                && !lead.PastOwners.Contains(passed, StringComparer.OrdinalIgnoreCase))
            {
                // Whoever was given it by what was undone has a card of it.
                Redraw(MessageKeys.Card(lead.Id, ChatAddress.Person(passed)), ChatAddress.Person(passed),
                    new LeadCardIntent());
            }

            if (events.Any(happened => happened is Ruled) && rules.Policy.Arbiter is { } arbiter)
            {
                Redraw(MessageKeys.Dispute(lead), ChatAddress.Person(arbiter), new DisputeIntent());
            }
        }

        private static bool Changed(Obligation was, Obligation obligation) =>
            was.Status != obligation.Status || was.FulfilledAt != obligation.FulfilledAt
                || was.LadderStopped != obligation.LadderStopped || was.DueAt != obligation.DueAt
                || was.Owner != obligation.Owner;

        private void Notice(NoticeRaised raised)
        {
            var obligation = lead.Obligations.First(each => each.Id == raised.Id);
            var alert = new Alert(raised.Level, raised.At, raised.Tell);
            foreach (var to in NoticeRecipients.Of(obligation, alert, rules))
            {
                var thread = lead.Owner is { } owner && to == ChatAddress.Person(owner)
                    ? MessageKeys.Card(lead.Id, to) : null;
                Add(MessageKeys.Notice(lead.Id, obligation.Id, alert.Level, to), to,
                    new NoticeIntent(obligation.Id, alert.Level), thread, NoticeRecipients.Held(to, now, rules));
            }
        }

        private void Add(string key, ChatAddress audience, MessageIntent intent, string? thread = null,
            Instant? notBefore = null) => intents.Add(new OutboxItem
        {
            Key = key,
            Address = audience,
            Intent = intent,
            Lead = lead.Id,
            ThreadKey = thread,
            NotBefore = notBefore ?? now,
            CreatedAt = now,
        });

        private void Redraw(string key, ChatAddress audience, MessageIntent intent) =>
            Add(key + MessageKeys.Redraw, audience, intent);

        private static void Each<T>(IEnumerable<T> many, Action<T> act)
        {
            foreach (var item in many)
            {
                act(item);
            }
        }
    }
}
