using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Desk.Outbox;

/// <summary>What should be seen after a lead's step: the live card, the notices that came due, and posts that are no longer right.</summary>
internal static class Wishes
{
    public static IReadOnlyList<OutboxItem> Of(LeadState? before, LeadState after, IReadOnlyList<LeadEvent> events, Rulebook rules, Instant now)
    {
        var wishes = new List<OutboxItem>();
        var maker = new Maker(after, rules, now, wishes);
        maker.Cards(before, events);
        foreach (var happened in events)
        {
            maker.Posts(happened);
        }

        if (before is not null)
        {
            maker.Corrections(before, events);
        }

        return wishes;
    }

    private sealed class Maker(LeadState lead, Rulebook rules, Instant now, List<OutboxItem> wishes)
    {
        public void Cards(LeadState? before, IReadOnlyList<LeadEvent> events)
        {
            if (events.All(one => one is CardDelivered or CardUndelivered or NoticeRaised))
            {
                return;
            }

            if (lead.Owner is { } owner)
            {
                var audience = Keys.Direct(owner);
                Add(Keys.Card(lead.Id, audience), audience, Purpose.Card, null, null, rules.HoldCards ? Audiences.Held(audience, now, rules) : now);
            }

            foreach (var past in lead.PastOwners.Where(past => !string.Equals(past, lead.Owner, StringComparison.OrdinalIgnoreCase)))
            {
                if (before?.PastOwners.Contains(past) != true || string.Equals(before.Owner, past, StringComparison.OrdinalIgnoreCase))
                {
                    Redraw(Keys.Card(lead.Id, Keys.Direct(past)), Keys.Direct(past), Purpose.Card, null);
                }
            }
        }

        public void Posts(LeadEvent happened)
        {
            switch (happened)
            {
                case NoticeRaised raised: Notice(raised); break;
                case Queued: Each([Keys.Escalations, Keys.Admin], to => Add(Keys.Queue(lead, to), to, Purpose.QueueAlarm)); break;
                case Rejected { Then: RejectConsequence.Nurture }: Add(Keys.Returned(lead), Keys.Marketing, Purpose.ReturnedLead); break;
                case Disputed when rules.Policy.Arbiter is { } arbiter:
                    var to = Keys.Direct(arbiter);
                    Add(Keys.Dispute(lead), to, Purpose.Dispute, null, null, Audiences.Held(to, now, rules));
                    break;
                case RevisitCame: Add(Keys.Revisit(lead), Keys.Marketing, Purpose.Revisit); break;
                case CardUndelivered undelivered:
                    Add(Keys.AlarmOfCard(lead.Id, undelivered.Owner), Keys.Admin, Purpose.Alarm, $"card\n{undelivered.Owner}\n{undelivered.Why}");
                    break;
            }
        }

        /// <summary>Posts that stand and say what is no longer so are put right in place.</summary>
        public void Corrections(LeadState before, IReadOnlyList<LeadEvent> events)
        {
            var fact = events.Any(one => one.IsFact);
            foreach (var one in lead.Obligations.Where(one => one.Raised.Count > 0))
            {
                var was = before.Obligations.FirstOrDefault(other => other.Id == one.Id);
                if (was is not null && (Changed(was, one) || (fact && one.Status is ObligationStatus.Running or ObligationStatus.Breached && !one.LadderStopped)))
                {
                    Each(was.Raised, alert => Each(Audiences.Of(one, alert, rules), to =>
                        Redraw(Keys.Notice(lead.Id, one.Id, alert.Level, to), to, Purpose.Notice, $"{one.Id}|{alert.Level}")));
                }
            }

            if (before.Stage == LeadStage.Queue && lead.Stage != LeadStage.Queue)
            {
                Each([Keys.Escalations, Keys.Admin], to => Redraw(Keys.Queue(lead, to), to, Purpose.QueueAlarm, null));
            }

            if (before.Rejection is { Then: RejectConsequence.Nurture } && fact)
            {
                Redraw(Keys.Returned(before), Keys.Marketing, Purpose.ReturnedLead, null);
            }

            if (events.Any(one => one is Ruled) && rules.Policy.Arbiter is { } arbiter)
            {
                Redraw(Keys.Dispute(lead), Keys.Direct(arbiter), Purpose.Dispute, null);
            }
        }

        private static bool Changed(Obligation was, Obligation one) =>
            was.Status != one.Status || was.FulfilledAt != one.FulfilledAt || was.LadderStopped != one.LadderStopped || was.DueAt != one.DueAt || was.Owner != one.Owner;

        private void Notice(NoticeRaised raised)
        {
            var one = lead.Obligations.First(each => each.Id == raised.Id);
            var alert = new Alert(raised.Level, raised.At, raised.Tell);
            foreach (var to in Audiences.Of(one, alert, rules))
            {
                var thread = lead.Owner is { } owner && to == Keys.Direct(owner) ? Keys.Card(lead.Id, to) : null;
                Add(Keys.Notice(lead.Id, one.Id, alert.Level, to), to, Purpose.Notice, $"{one.Id}|{alert.Level}", thread, Audiences.Held(to, now, rules));
            }
        }

        private void Add(string key, string audience, Purpose purpose, string? detail = null, string? thread = null, Instant? notBefore = null) => wishes.Add(new OutboxItem
        {
            Key = key,
            Audience = audience,
            Purpose = purpose,
            Lead = lead.Id,
            Detail = detail,
            ThreadKey = thread,
            NotBefore = notBefore ?? now,
            CreatedAt = now,
        });

        private void Redraw(string key, string audience, Purpose purpose, string? detail) => Add(key + Keys.Redraw, audience, purpose, detail);

        private static void Each<T>(IEnumerable<T> many, Action<T> act)
        {
            foreach (var one in many)
            {
                act(one);
            }
        }
    }
}
