using SlaBot.Actions;
using SlaBot.Core.Cards;

namespace SlaBot.Tests.Chat;

/// <summary>Drawings in plain lines, for where nothing better is wired.</summary>
internal static class PlainCommandCards
{
    /// <summary>A title and a line a lead.</summary>
    public static CommandCards Make() => new()
    {
        LeadList = (title, leads, _, reader, _) => Plain(title, leads.Count == 0
            ? [new Paragraph("Nothing is open.")]
            : [.. leads.Select(lead => new Paragraph($"{lead.Id}: {lead.Profile.Contact.Name ?? lead.Id}{(lead.Running.FirstOrDefault() is { } next ? $", {ActionReplies.DutyName(next.Clause)} due {ActionReplies.When(next.DueAt, reader)}" : "")}"))]),
        Team = (title, leads, _, _, _) => Plain(title, [.. leads.Select(lead => new Paragraph(lead.Id))]),
        Home = (leads, _, _, _) => Plain("Home", [.. leads.Select(lead => new Paragraph(lead.Id))]),
        TeamWeek = (_, _) => new Divider(),
        Away = (_, _) => Plain("Going away", []),
        Lead = (lead, _, _) => Plain(lead.Profile.Contact.Name ?? lead.Id, []) with { Lead = lead.Id, Version = lead.Version },
        Why = (lead, clause, reader, _) => Plain($"{clause.Name()} of {lead.Id}",
            [.. lead.Obligations.Where(obligation => obligation.Clause == clause).Select(obligation => new Paragraph($"{obligation.Within}, due {ActionReplies.When(obligation.DueAt, reader)}"))]),
        Agreement = (_, _) => Plain("The agreement", []),
        Scorecard = (_, _, _) => null,
    };

    private static Card Plain(string title, IReadOnlyList<CardBlock> blocks) => new() { Title = title, Summary = title, Blocks = blocks };
}
