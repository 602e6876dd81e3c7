using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy;

/// <summary>The stored names of what an agreement and a profile are made of.</summary>
public static class PolicyNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames()
        .Values([.. ClauseDefinition.All.Select(definition => (definition.Kind, definition.StoredName))])
        .Values(
            (ClauseStart.Implied, "Implied"), (ClauseStart.Mql, "Mql"), (ClauseStart.Assigned, "Assigned"),
            (ClauseStart.Accepted, "Accepted"))
        .Values((FeedbackScope.Rejections, "Rejections"), (FeedbackScope.All, "All"))
        .Values((Finding.Met, "Met"), (Finding.Missed, "Missed"), (Finding.Unknown, "Unknown"))
        .Values((HandoffEnd.Assigned, "Assigned"), (HandoffEnd.Delivered, "Delivered"))
        .Values((Party.Marketing, "Marketing"), (Party.Sales, "Sales"), (Party.RevOps, "RevOps"))
        .Values((RejectConsequence.Nurture, "Nurture"), (RejectConsequence.Reroute, "Reroute"))
        .Values(
            (Seniority.Entry, "Entry"), (Seniority.Staff, "Staff"), (Seniority.Manager, "Manager"),
            (Seniority.Director, "Director"), (Seniority.Head, "Head"), (Seniority.VicePresident, "VicePresident"),
            (Seniority.SeniorVicePresident, "SeniorVicePresident"), (Seniority.Chief, "Chief"))
        .Values(
            (TargetUnit.Elapsed, "Elapsed"), (TargetUnit.Business, "Business"),
            (TargetUnit.BusinessDays, "BusinessDays"), (TargetUnit.CalendarDays, "CalendarDays"))
        .Kind<IcpFits>("IcpFits")
        .Kind<FieldIs>("FieldIs")
        .Kind<TitleIs>("TitleIs")
        .Kind<DomainIs>("DomainIs")
        .Kind<TogetherWithin>("TogetherWithin")
        .Kind<SignalSeen>("SignalSeen")
        .Of<Activity>(
            (nameof(Activity.Kind), "kind"), (nameof(Activity.Subject), "subject"), (nameof(Activity.At), "at"))
        .Of<Briefing>(
            (nameof(Briefing.News), "news"), (nameof(Briefing.TalkTrack), "talkTrack"),
            (nameof(Briefing.Champion), "champion"))
        .Of<Company>(
            (nameof(Company.Name), "name"), (nameof(Company.Domain), "domain"), (nameof(Company.Size), "size"),
            (nameof(Company.Industry), "industry"), (nameof(Company.Country), "country"))
        .Of<CompletenessQuota>(
            (nameof(CompletenessQuota.Fields), "fields"), (nameof(CompletenessQuota.AtLeast), "atLeast"))
        .Of<Contact>(
            (nameof(Contact.Name), "name"), (nameof(Contact.Email), "email"), (nameof(Contact.Phone), "phone"),
            (nameof(Contact.Title), "title"))
        .Of<ConversionTargets>(
            (nameof(ConversionTargets.Window), "window"),
            (nameof(ConversionTargets.MqlToSal), "mqlToSal"), (nameof(ConversionTargets.SalToSql), "salToSql"),
            (nameof(ConversionTargets.SqlToSqo), "sqlToSqo"), (nameof(ConversionTargets.SqoToWon), "sqoToWon"),
            (nameof(ConversionTargets.MqlToSql), "mqlToSql"), (nameof(ConversionTargets.Overall), "overall"))
        .Of<Criterion>((nameof(Criterion.Label), "label"))
        .Of<CriterionResult>((nameof(CriterionResult.Label), "label"), (nameof(CriterionResult.Finding), "finding"))
        .Of<DomainIs>((nameof(DomainIs.Names), "names"))
        .Of<EscalationLine>(
            (nameof(EscalationLine.Issue), "issue"), (nameof(EscalationLine.First), "first"),
            (nameof(EscalationLine.Second), "second"), (nameof(EscalationLine.Clause), "clause"))
        .Of<FieldIs>(
            (nameof(FieldIs.Field), "field"), (nameof(FieldIs.AtLeast), "atLeast"),
            (nameof(FieldIs.AtMost), "atMost"), (nameof(FieldIs.OneOf), "oneOf"),
            (nameof(FieldIs.Contains), "contains"), (nameof(FieldIs.StartsWith), "startsWith"),
            (nameof(FieldIs.EndsWith), "endsWith"), (nameof(FieldIs.Present), "present"))
        .Of<LeadProfile>(
            (nameof(LeadProfile.Source), "source"), (nameof(LeadProfile.Tier), "tier"),
            (nameof(LeadProfile.Region), "region"), (nameof(LeadProfile.Contact), "contact"),
            (nameof(LeadProfile.Company), "company"), (nameof(LeadProfile.Score), "score"),
            (nameof(LeadProfile.Activity), "activity"), (nameof(LeadProfile.Signals), "signals"),
            (nameof(LeadProfile.Briefing), "briefing"), (nameof(LeadProfile.Url), "url"),
            (nameof(LeadProfile.Amount), "amount"), (nameof(LeadProfile.MarketingSourced), "marketingSourced"),
            (nameof(LeadProfile.Extra), "extra"))
        .Of<Ramp>(
            (nameof(Ramp.Metric), "metric"), (nameof(Ramp.From), "from"), (nameof(Ramp.To), "to"),
            (nameof(Ramp.Months), "months"), (nameof(Ramp.Team), "team"), (nameof(Ramp.Region), "region"))
        .Of<RejectReason>((nameof(RejectReason.Reason), "reason"), (nameof(RejectReason.Then), "then"))
        .Of<ReviewTerms>(
            (nameof(ReviewTerms.Rhythm), "rhythm"), (nameof(ReviewTerms.Quarterly), "quarterly"),
            (nameof(ReviewTerms.Agenda), "agenda"), (nameof(ReviewTerms.Question), "question"),
            (nameof(ReviewTerms.MissedWeeks), "missedWeeks"), (nameof(ReviewTerms.Escalation), "escalation"),
            (nameof(ReviewTerms.Tell), "tell"), (nameof(ReviewTerms.ResponseUnder), "responseUnder"),
            (nameof(ReviewTerms.FreezeDays), "freezeDays"), (nameof(ReviewTerms.Matrix), "matrix"),
            (nameof(ReviewTerms.Roles), "roles"))
        .Of<SignalSeen>((nameof(SignalSeen.Signal), "signal"))
        .Of<Signers>((nameof(Signers.Marketing), "marketing"), (nameof(Signers.Sales), "sales"))
        .Of<Target>(
            (nameof(Target.Unit), "unit"), (nameof(Target.Amount), "amount"), (nameof(Target.InDays), "inDays"))
        .Of<TitleIs>((nameof(TitleIs.AtLeast), "atLeast"), (nameof(TitleIs.In), "in"))
        .Of<TogetherWithin>((nameof(TogetherWithin.Span), "span"), (nameof(TogetherWithin.Part), "part"))
        .Of<VolumeQuota>(
            (nameof(VolumeQuota.PerMonth), "perMonth"), (nameof(VolumeQuota.PerWeek), "perWeek"),
            (nameof(VolumeQuota.Segments), "segments"), (nameof(VolumeQuota.Regions), "regions"));
}
