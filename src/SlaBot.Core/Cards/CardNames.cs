using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>The stored names of cards, their blocks, buttons and forms.</summary>
public static class CardNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames()
        .Values((ButtonStyle.Normal, "Normal"), (ButtonStyle.Primary, "Primary"), (ButtonStyle.Danger, "Danger"))
        .Values(
            (FieldKind.Choice, "Choice"), (FieldKind.Choices, "Choices"), (FieldKind.Text, "Text"),
            (FieldKind.LongText, "LongText"), (FieldKind.Number, "Number"), (FieldKind.Date, "Date"),
            (FieldKind.DateTime, "DateTime"))
        .Values(
            (SpanKind.Plain, "Plain"), (SpanKind.Strong, "Strong"), (SpanKind.Time, "Time"),
            (SpanKind.Person, "Person"), (SpanKind.Link, "Link"), (SpanKind.Command, "Command"))
        .Values(
            (Tone.Neutral, "Neutral"), (Tone.Good, "Good"), (Tone.Warning, "Warning"), (Tone.Bad, "Bad"),
            (Tone.Muted, "Muted"))
        .Kind<Bars>("Bars")
        .Kind<Bullets>("Bullets")
        .Kind<Context>("Context")
        .Kind<Divider>("Divider")
        .Kind<Fields>("Fields")
        .Kind<Heading>("Heading")
        .Kind<LeadLines>("LeadLines")
        .Kind<Paragraph>("Paragraph")
        .Kind<Table>("Table")
        .Of<Bars>((nameof(Bars.Title), "title"), (nameof(Bars.Items), "items"))
        .Of<Bullets>((nameof(Bullets.Items), "items"))
        .Of<Button>(
            (nameof(Button.Action), "action"), (nameof(Button.Label), "label"), (nameof(Button.Style), "style"),
            (nameof(Button.Form), "form"), (nameof(Button.Url), "url"), (nameof(Button.IsMore), "isMore"))
        .Of<Card>(
            (nameof(Card.Title), "title"), (nameof(Card.Tone), "tone"), (nameof(Card.Blocks), "blocks"),
            (nameof(Card.Buttons), "buttons"), (nameof(Card.Summary), "summary"), (nameof(Card.Lead), "lead"),
            (nameof(Card.Version), "version"))
        .Of<Context>((nameof(Context.Line), "line"))
        .Of<Fields>((nameof(Fields.Items), "items"))
        .Of<Form>((nameof(Form.Title), "title"), (nameof(Form.Submit), "submit"), (nameof(Form.Fields), "fields"))
        .Of<FormField>(
            (nameof(FormField.Name), "name"), (nameof(FormField.Label), "label"), (nameof(FormField.Kind), "kind"),
            (nameof(FormField.Required), "required"), (nameof(FormField.Options), "options"),
            (nameof(FormField.Initial), "initial"), (nameof(FormField.Hint), "hint"),
            (nameof(FormField.MaxLength), "maxLength"))
        .Of<FormOption>((nameof(FormOption.Value), "value"), (nameof(FormOption.Label), "label"))
        .Of<Heading>((nameof(Heading.Text), "text"))
        .Of<LeadLine>(
            (nameof(LeadLine.Line), "line"), (nameof(LeadLine.Tone), "tone"), (nameof(LeadLine.Lead), "lead"))
        .Of<LeadLines>((nameof(LeadLines.Items), "items"))
        .Of<Line>((nameof(Line.Spans), "spans"))
        .Of<Paragraph>((nameof(Paragraph.Line), "line"), (nameof(Paragraph.Tone), "tone"))
        .Of<Span>(
            (nameof(Span.Text), "text"), (nameof(Span.Kind), "kind"), (nameof(Span.At), "at"),
            (nameof(Span.Target), "target"))
        .Of<Table>((nameof(Table.Columns), "columns"), (nameof(Table.Rows), "rows"))
        .Of<TableRow>((nameof(TableRow.Cells), "cells"), (nameof(TableRow.Tone), "tone"));
}
