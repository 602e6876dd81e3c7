using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class SnapshotTests
{
    [Fact]
    public void LeadCard_NewLeadForItsOwner_ReadsAsBefore() => Snapshot.Match(LeadCard.Draw(Assigned(), Terms, As("ana")), "lead-new-owner");

    [Fact]
    public void LeadCard_AcceptedForTheManager_ReadsAsBefore() => Snapshot.Match(LeadCard.Draw(Accepted(), Terms, As("milo")), "lead-accepted-manager");

    [Fact]
    public void LeadCard_RejectedForMarketing_ReadsAsBefore() => Snapshot.Match(LeadCard.Draw(Rejected(), Terms, As("maya")), "lead-rejected-marketing");

    [Fact]
    public void NoticeCard_Reminder_ReadsAsBefore() =>
        Snapshot.Match(NoticeCard.Draw(Assigned(), "firstTouch#1", "warning-1", Terms, As("ana"), false)!, "notice-reminder");

    [Fact]
    public void NoticeCard_SecondRungInAChannel_ReadsAsBefore() =>
        Snapshot.Match(NoticeCard.Draw(Breached(), "firstTouch#1", "rung-2", Terms, Channel, false)!, "notice-rung-2-channel");

    [Fact]
    public void DigestCard_ThreeStates_ReadsAsBefore() => Snapshot.Match(
        DigestCard.Draw([(Breached(), "firstTouch#1", "rung-1"), (Assigned(), "decision#1", "warning-1"), (Accepted(), "firstTouch#1", "rung-1")], Terms, As("milo")), "digest");

    [Fact]
    public void QueueCard_NobodyEligible_ReadsAsBefore() => Snapshot.Match(
        QueueCard.Draw(Assigned() with { Stage = LeadStage.Queue, Owner = null, AssignedAt = null, Obligations = [Running(ClauseKind.Handoff, At(16, 9, 55), At(16, 10), null)] }, Terms, Channel), "queue");

    [Fact]
    public void ReturnedCard_FreshRejection_ReadsAsBefore() => Snapshot.Match(ReturnedCard.Draw(Rejected(), Terms, Channel), "returned");

    [Fact]
    public void DisputeCard_ForTheArbiter_ReadsAsBefore() => Snapshot.Match(DisputeCard.Draw(Disputed(), Terms, As("rita")), "dispute");

    [Fact]
    public void AgreementCard_HalfSigned_ReadsAsBefore() => Snapshot.Match(
        AgreementCard.Draw(Deal, Everybody, [("marketing", "Maya Sato", At(2, 10))], As("vera"), Now), "agreement");

    [Fact]
    public void TeamCard_WithAnAbsence_ReadsAsBefore() => Snapshot.Match(
        TeamCard.Draw("East", [Accepted() with { Id = "L2" }, Breached()], [new Absence("ben@example.com", At(16, 0), At(20, 9), "ana@example.com", "ben@example.com")], Terms, As("milo")), "team");

    [Fact]
    public void WhyCard_ForAReaderInLondon_ReadsAsBefore()
    {
        var lead = Assigned() with { Obligations = [Running(ClauseKind.FirstTouch, At(20, 16, 30), At(23, 9, 30))] };
        Snapshot.Match(WhyCard.Draw(lead, Why.Explain(lead, ClauseKind.FirstTouch, _ => NewYorkHours)!, Terms, As("lena")), "why");
    }

    [Fact]
    public void HelpCard_ForARep_ReadsAsBefore() => Snapshot.Match(HelpCard.Draw(Everybody.Find("ana@example.com")), "help");
}
