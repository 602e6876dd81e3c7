using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class ButtonTests
{
    [Theory]
    [InlineData("ana", "accept,reject,quick-call,quick-email,details,touch,open")]
    [InlineData("milo", "accept,reject,quick-call,quick-email,details,touch,assign,pause,open")]
    [InlineData("vera", "accept,reject,quick-call,quick-email,details,touch,assign,pause,open")]
    [InlineData("rita", "accept,reject,quick-call,quick-email,details,touch,assign,pause,open")]
    [InlineData("mona", "open,details")]
    [InlineData("ben", "open,details")]
    [InlineData("maya", "open,details")]
    public void Draw_NewLead_OffersWhatTheReaderMayDo(string reader, string actions) => Actions(Assigned(), reader).ShouldBe(actions);

    [Theory]
    [InlineData("ana", "quick-call,quick-email,touch,dispose,advance,details,rate,open")]
    [InlineData("rita", "quick-call,quick-email,touch,dispose,advance,details,rate,assign,pause,open")]
    [InlineData("maya", "open,details")]
    public void Draw_AcceptedLead_OffersTheWork(string reader, string actions) => Actions(Accepted(), reader).ShouldBe(actions);

    [Theory]
    [InlineData("maya", "dispute,recycle,details,open")]
    [InlineData("ana", "open,details")]
    public void Draw_RejectedLead_IsMarketings(string reader, string actions) => Actions(Rejected(), reader).ShouldBe(actions);

    [Theory]
    [InlineData("rita", "rule,details,open")]
    [InlineData("maya", "open,details")]
    [InlineData("milo", "open,details")]
    public void Draw_DisputedLead_IsTheArbiters(string reader, string actions) => Actions(Disputed(), reader).ShouldBe(actions);

    [Fact]
    public void Draw_DisputeWindowOver_OffersNurtureOnly()
    {
        var late = Terms with { Now = At(24, 9) };
        CardText.Actions(LeadCard.Draw(Rejected(), late, As("maya"))).ShouldBe(["recycle", "details", "open"]);
    }

    [Fact]
    public void Draw_Erased_OffersNothing() => Actions(Assigned() with { IsErased = true }, "ana").ShouldBe("");

    [Fact]
    public void Draw_Paused_OffersResume() => Actions(Assigned() with { PausedAt = At(16, 10, 5) }, "milo").ShouldBe("accept,reject,quick-call,quick-email,resume,details,touch,assign,open");

    [Fact]
    public void Draw_Ended_OffersNoMoreTouches() =>
        Actions(Accepted() with { Dispositions = [new Disposition(At(18, 9), "Bad Data", null, true, false)] }, "ana").ShouldBe("advance,details,rate,open");

    [Fact]
    public void Draw_Won_OffersTheRatingOnly() => Actions(Accepted() with { Stage = LeadStage.Won, WonAt = At(20, 9), Obligations = [] }, "ana").ShouldBe("details,rate,open");

    [Fact]
    public void Draw_ReasonOwed_AsksTheOneWhoRejected()
    {
        var lead = Rejected() with { Obligations = [Running(ClauseKind.Feedback, At(16, 10, 40), At(18, 17))] };
        Actions(lead, "ana").ShouldBe("feedback,details,open");
    }

    [Fact]
    public void Draw_StatusClause_OffersTheUpdate()
    {
        var policy = Deal with { Clauses = [.. Deal.Clauses, new Clause { Kind = ClauseKind.StatusUpdate, Within = TargetOf("48 hours") }] };
        CardText.Actions(LeadCard.Draw(Accepted(), Terms with { Policy = policy }, As("ana"))).ShouldContain("update");
    }

    [Fact]
    public void Dispose_CadenceIncomplete_HidesTheDeadCodeAndSaysWhy()
    {
        var code = Field(Accepted(), "dispose", "code");
        code.Options.Select(option => option.Value).ShouldBe(["Contacted - Qualified", "Bad Data"]);
        code.Hint!.ShouldContain("2 of 6");
    }

    [Fact]
    public void Dispose_CadenceComplete_OffersTheDeadCode() =>
        Field(Accepted() with { Touches = [.. Enumerable.Range(17, 6).Select(day => Call(At(day, 9)))] }, "dispose", "code")
            .Options.Select(option => option.Value).ShouldContain("Unable to Contact");

    [Fact]
    public void Advance_NoOutcomeOnFile_HidesLost()
    {
        Stages(Accepted()).ShouldBe("sql,sqo,won");
        Stages(Accepted() with { Stage = LeadStage.Opportunity, Dispositions = [new Disposition(At(18, 9), "x", null, true, false)] }).ShouldBe("won,lost");
        Stages(Accepted() with { Dispositions = [new Disposition(At(18, 9), "x", null, false, false)] }).ShouldBe("sql,sqo,won", "an interim outcome closes nothing");
    }

    [Fact]
    public void Forms_EveryAction_CarryTheCommandsMembers()
    {
        LeadState[] leads = [Assigned(), Accepted(), Rejected(), Disputed(), Breached()];
        var asked = leads.SelectMany(lead => Everybody.All.SelectMany(person => LeadCard.Draw(lead, Terms, new Reader(person, person.Zone)).Buttons))
            .SelectMany(button => (button.Form?.Fields ?? []).Where(field => field.Name != "at").Select(field => (button.Action, Field: field))).ToArray();
        asked.ShouldNotBeEmpty();
        foreach (var (action, field) in asked)
        {
            var told = CommandDefinition.Find(action).ShouldNotBeNull(action).Fields.SingleOrDefault(known => known.Name == field.Name).ShouldNotBeNull($"{action} {field.Name}");
            field.Required.ShouldBe(told.IsNeeded, $"{action} {field.Name}");
        }
    }

    private static string Actions(LeadState lead, string reader) => string.Join(',', CardText.Actions(LeadCard.Draw(lead, Terms, As(reader))));

    private static string Stages(LeadState lead) => string.Join(',', Field(lead, "advance", "stage").Options.Select(option => option.Value));

    private static FormField Field(LeadState lead, string action, string name) =>
        LeadCard.Draw(lead, Terms, As("ana")).Buttons.Single(button => button.Action == action).Form!.Fields.Single(field => field.Name == name);
}
