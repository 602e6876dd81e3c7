using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>Who may give a command (PRODUCT.md, Rights).</summary>
public enum CommandRight
{
    /// <summary>The program or a sending system; no person is asked for.</summary>
    Program,

    /// <summary>The owner, the owner's managers and RevOps.</summary>
    Work,

    /// <summary>In chat as <see cref="Work"/>; told by a system, everybody in the settings: a colleague's call is a
    /// call.</summary>
    Log,

    /// <summary>As <see cref="Work"/>; without a person, a sending system.</summary>
    WorkOrSystem,

    /// <summary>Everybody in the settings; without a person, a sending system.</summary>
    AnybodyOrSystem,

    /// <summary>Managers and RevOps.</summary>
    Oversee,

    /// <summary>Marketing, RevOps, the last owner or the owner's manager.</summary>
    Nurture,

    /// <summary>Marketing.</summary>
    Dispute,

    /// <summary>The arbiter of the agreement.</summary>
    Rule,
}

/// <summary>What a field of a command takes.</summary>
public enum CommandFieldKind
{
    /// <summary>A text of at most <see cref="CommandField.MaxLength"/> characters.</summary>
    Text,

    /// <summary>True or false.</summary>
    YesNo,

    /// <summary>A number from 0 to 1,000,000,000,000.</summary>
    Number,

    /// <summary>A whole number from 1 to 5.</summary>
    Grade,

    /// <summary>A date such as 2026-12-01.</summary>
    Date,

    /// <summary>Texts, one a line.</summary>
    List,

    /// <summary>sql, sqo, won or lost.</summary>
    Stage,

    /// <summary>The name of a clause.</summary>
    Clause,
}

/// <summary>One field of a command, as the API and the forms call it.</summary>
/// <param name="Name">Its name in the API and in forms, such as <c>revisitOn</c>; never changed once used.</param>
/// <param name="Label">The subject of a sentence about it, such as <c>The revisit date</c>.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="IsNeeded">True when the command cannot be read without it.</param>
/// <param name="MaxLength">For texts: the most characters, at least 1.</param>
public sealed record CommandField(
    string Name, string Label, CommandFieldKind Kind = CommandFieldKind.Text, bool IsNeeded = false,
    int MaxLength = 2000)
{
    /// <summary>The label over it in a form: <c>Revisit date</c>.</summary>
    public string Heading
    {
        get
        {
            var noun = Label.Split(' ', 2) is ["The" or "A", var rest] ? rest : Label;
            return char.ToUpperInvariant(noun[0]) + noun[1..];
        }
    }
}

/// <summary>The values of a command's fields, read and checked; a field that was not given, or is faulty, has no
/// value.</summary>
public sealed class CommandValues(IReadOnlyDictionary<string, object> values)
{
    /// <summary>Nothing is given.</summary>
    public static CommandValues None { get; } = new(new Dictionary<string, object>());

    /// <summary>A needed text; blank when it has no value.</summary>
    public string Text(string field) => OptionalText(field) ?? "";

    /// <summary>A text; null when it has no value.</summary>
    public string? OptionalText(string field) => values.GetValueOrDefault(field) as string;

    /// <summary>A value; null when there is none.</summary>
    public T? Value<T>(string field)
        where T : struct => values.TryGetValue(field, out var value) ? (T)value : null;

    /// <summary>A list; empty when there is none.</summary>
    public IReadOnlyList<string> List(string field) => values.GetValueOrDefault(field) as IReadOnlyList<string> ?? [];
}

/// <summary>
/// Everything that is said of a command in one place: its name, right, fields with their labels, and the sentence that
/// answers it.
/// The API, the buttons and the rights read it from here.
/// </summary>
/// <remarks>
/// To add a command: a record that derives from <see cref="LeadCommand"/>, a definition here, and its decision in
/// LeadDecider. CommandDefinitionTests walk every command and fail on one without a definition, a decision or somebody
/// who may give it.
/// </remarks>
public sealed record CommandDefinition
{
    private static readonly CommandField Reason500 = new("reason", "A reason", IsNeeded: true, MaxLength: 500);
    private static readonly CommandField Note = new("note", "The note");
    private static readonly CommandField Amount = new("amount", "The expected worth", CommandFieldKind.Number);
    private static readonly CommandField Reason = new("reason", "A reason");

    /// <summary>The record of the command.</summary>
    public required Type Command { get; init; }

    /// <summary>The name in the API and of the button's action, such as <c>touch</c>; null when only the program gives
    /// it.</summary>
    public string? Name { get; init; }

    /// <summary>Who may give it.</summary>
    public required CommandRight Right { get; init; }

    /// <summary>What it does, as in "Only the owner may ... Anna Smith": <c>log a touch on</c>.</summary>
    public required string Action { get; init; }

    /// <summary>True when a caller of the API needs the right "admin" for it.</summary>
    public bool NeedsAdmin { get; init; }

    /// <summary>Its fields, in the order in which faults are listed.</summary>
    public IReadOnlyList<CommandField> Fields { get; init; } = [];

    /// <summary>Makes the command, without its lead, of the values of its fields.</summary>
    public Func<string, CommandValues, LeadCommand>? Make { get; init; }

    /// <summary>The sentence that says to whoever gave it what was done; the lead afterwards is null when it is not
    /// known.</summary>
    public Func<LeadCommand, LeadState?, string> Done { get; init; } = (_, _) => "Done.";

    /// <summary>All commands; those with a name first, in the order of the documentation.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } =
    [
        new()
        {
            Command = typeof(Accept), Name = "accept", Right = CommandRight.Work, Action = "accept",
            Make = (lead, _) => new Accept { Lead = lead },
            Done = (_, _) => "Accepted.",
        },
        new()
        {
            Command = typeof(Reject), Name = "reject", Right = CommandRight.Work, Action = "reject",
            Fields = [new("reason", "A reason", IsNeeded: true, MaxLength: 200), Note],
            Make = (lead, given) => new Reject(given.Text("reason"), given.OptionalText("note")) { Lead = lead },
            Done = (command, lead) => command is Reject { Reason: { } reason }
                ? $"Rejected: {reason}.{(WentToAnother(lead, command) ? "" : " It is back at marketing.")}"
                : "Done.",
        },
        new()
        {
            Command = typeof(LogTouch), Name = "touch", Right = CommandRight.Log, Action = "log a touch on",
            Fields =
            [
                new("channel", "The channel", IsNeeded: true, MaxLength: 50),
                new("connected", "Whether you reached them", CommandFieldKind.YesNo),
                Note,
                new("automatic", "Whether a program sent it", CommandFieldKind.YesNo),
            ],
            Make = (lead, given) =>
                new LogTouch(given.Text("channel"), given.Value<bool>("connected"),
                    given.OptionalText("note"))
                {
                    Lead = lead,
                    IsAutomatic = given.Value<bool>("automatic") ?? false,
                },
            Done = (command, _) =>
                $"Touch logged{(((LogTouch)command).Connected == true ? ": you reached them" : "")}.",
        },
        new()
        {
            Command = typeof(Dispose), Name = "dispose", Right = CommandRight.Work, Action = "record the outcome of",
            Fields = [new("code", "The outcome", IsNeeded: true, MaxLength: 200), Reason],
            Make = (lead, given) => new Dispose(given.Text("code"), given.OptionalText("reason")) { Lead = lead },
            Done = (command, _) => $"Outcome recorded: {((Dispose)command).Code}.",
        },
        new()
        {
            Command = typeof(Advance), Name = "advance", Right = CommandRight.Work, Action = "move",
            Fields =
            [
                new("stage", "The stage", CommandFieldKind.Stage, IsNeeded: true),
                Amount,
                Reason,
                new("checklist", "The checklist", CommandFieldKind.List),
            ],
            Make = (lead, given) => new Advance(
                given.Value<LeadStage>("stage") ?? default, given.Value<decimal>("amount"),
                given.OptionalText("reason"), given.List("checklist"))
            {
                Lead = lead,
            },
            Done = (command, _) => $"Stage is now {((Advance)command).Stage.Title()}.",
        },
        new()
        {
            Command = typeof(SetAmount), Name = "amount", Right = CommandRight.WorkOrSystem,
            Action = "set the amount of",
            Fields = [Amount with { IsNeeded = true }],
            Make = (lead, given) => new SetAmount(given.Value<decimal>("amount") ?? 0) { Lead = lead },
            Done = (_, _) => "Expected worth noted.",
        },
        new()
        {
            Command = typeof(GiveFeedback), Name = "feedback", Right = CommandRight.Work,
            Action = "give the reason for",
            Fields = [Reason500],
            Make = (lead, given) => new GiveFeedback(given.Text("reason")) { Lead = lead },
            Done = (_, _) => "Reason noted.",
        },
        new()
        {
            Command = typeof(Recycle), Name = "recycle", Right = CommandRight.Nurture, Action = "put into nurture",
            Fields = [new("revisitOn", "The revisit date", CommandFieldKind.Date, IsNeeded: true)],
            Make = (lead, given) => new Recycle(given.Value<LocalDate>("revisitOn") ?? default) { Lead = lead },
            Done = (command, _) => $"In nurture; marketing is reminded on {Day(((Recycle)command).RevisitOn)}.",
        },
        new()
        {
            Command = typeof(UpdateStatus), Name = "update", Right = CommandRight.Work, Action = "update",
            Fields = [new("status", "The status", IsNeeded: true)],
            Make = (lead, given) => new UpdateStatus(given.Text("status")) { Lead = lead },
            Done = (_, _) => "Status noted.",
        },
        new()
        {
            Command = typeof(Assign), Name = "assign", Right = CommandRight.Oversee, Action = "reassign",
            NeedsAdmin = true,
            Fields = [new("owner", "The new owner", IsNeeded: true, MaxLength: 320)],
            Make = (lead, given) => new Assign(given.Text("owner")) { Lead = lead },
        },
        new()
        {
            Command = typeof(Rate), Name = "rate", Right = CommandRight.Work, Action = "rate",
            Fields =
            [
                new("fit", "The rating of fit", CommandFieldKind.Grade, IsNeeded: true),
                new("timing", "The rating of timing", CommandFieldKind.Grade, IsNeeded: true),
            ],
            Make = (lead, given) =>
                new Rate(given.Value<int>("fit") ?? 0, given.Value<int>("timing") ?? 0) { Lead = lead },
            Done = (_, _) => "Thank you for the rating.",
        },
        new()
        {
            Command = typeof(DisputeRejection), Name = "dispute", Right = CommandRight.Dispute,
            Action = "dispute the rejection of",
            Fields = [Note],
            Make = (lead, given) => new DisputeRejection(given.OptionalText("note")) { Lead = lead },
            Done = (_, _) => "Disputed; the arbiter has been asked.",
        },
        new()
        {
            Command = typeof(RuleDispute), Name = "rule", Right = CommandRight.Rule, Action = "rule on",
            NeedsAdmin = true,
            Fields = [new("upheld", "The ruling", CommandFieldKind.YesNo, IsNeeded: true), Note],
            Make = (lead, given) =>
                new RuleDispute(given.Value<bool>("upheld") ?? false, given.OptionalText("note")) { Lead = lead },
            Done = (command, _) =>
                ((RuleDispute)command).Upheld ? "Ruled: the rejection stands." : "Ruled: the rejection is overturned.",
        },
        new()
        {
            Command = typeof(Pause), Name = "pause", Right = CommandRight.Oversee, Action = "pause", NeedsAdmin = true,
            Fields = [Reason500],
            Make = (lead, given) => new Pause(given.Text("reason")) { Lead = lead },
            Done = (_, _) => "Paused; sales' clocks stand still.",
        },
        new()
        {
            Command = typeof(Resume), Name = "resume", Right = CommandRight.Oversee, Action = "resume",
            Make = (lead, _) => new Resume { Lead = lead },
            Done = (_, _) => "Resumed; sales' clocks run again.",
        },
        new()
        {
            Command = typeof(Waive), Name = "waive", Right = CommandRight.Oversee, Action = "excuse a duty on",
            NeedsAdmin = true,
            Fields = [new("clause", "The duty", CommandFieldKind.Clause, IsNeeded: true), Reason500],
            Make = (lead, given) =>
                new Waive(given.Value<ClauseKind>("clause") ?? default, given.Text("reason")) { Lead = lead },
            Done = (_, _) => "Excused; it still shows on the scorecard as excused.",
        },
        new()
        {
            Command = typeof(AddActivity), Name = "activity", Right = CommandRight.AnybodyOrSystem,
            Action = "add activity to",
            Fields = [new("kind", "kind", IsNeeded: true, MaxLength: 100), new("subject", "subject")],
            Make = (lead, given) => new AddActivity(given.Text("kind"), given.OptionalText("subject")) { Lead = lead },
        },
        new()
        {
            Command = typeof(Undo), Name = "undo", Right = CommandRight.AnybodyOrSystem, Action = "take back a step of",
            Fields = [new("event", "The event", CommandFieldKind.Number)],
            Make = (lead, given) => new Undo((int?)given.Value<decimal>("event")) { Lead = lead },
            Done = (_, _) => "Undone.",
        },
        new() { Command = typeof(ReceiveLead), Right = CommandRight.Program, Action = "receive" },
        new() { Command = typeof(Tick), Right = CommandRight.Program, Action = "decide what is due on" },
        new() { Command = typeof(Place), Right = CommandRight.Program, Action = "place" },
        new() { Command = typeof(HandOver), Right = CommandRight.Program, Action = "hand over" },
        new() { Command = typeof(ReportCard), Right = CommandRight.Program, Action = "report the card of" },
        new() { Command = typeof(ImportHistory), Right = CommandRight.Program, Action = "import the history of" },
        new() { Command = typeof(Erase), Right = CommandRight.Program, Action = "erase" },
    ];

    private static readonly Dictionary<Type, CommandDefinition> ByType =
        All.ToDictionary(definition => definition.Command);

    private static readonly Dictionary<string, CommandField> FieldsByName =
        All.SelectMany(definition => definition.Fields)
        .DistinctBy(field => field.Name, StringComparer.Ordinal).ToDictionary(field => field.Name,
            StringComparer.Ordinal);

    /// <summary>The names that can be given from outside, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names { get; } = [
        .. All.Select(definition => definition.Name).OfType<string>()];

    /// <summary>The definition of a command.</summary>
    public static CommandDefinition Of(LeadCommand command) => ByType[command.GetType()];

    /// <summary>The command of that name, in the same case; null when there is none.</summary>
    public static CommandDefinition? Find(string? name) =>
        name is null ? null : All.FirstOrDefault(definition => definition.Name == name);

    /// <summary>One of its fields.</summary>
    /// <param name="name">The field's name, as the API and the forms call it.</param>
    public CommandField Field(string name) => Fields.First(field => field.Name == name);

    /// <summary>The field of that name, whichever command has it; null when none has.</summary>
    public static CommandField? FieldOf(string name) => FieldsByName.GetValueOrDefault(name);

    private static bool WentToAnother(LeadState? lead, LeadCommand command) =>
        lead is { Owner: { } owner, Stage: LeadStage.Assigned }
            && !string.Equals(owner, command.By, StringComparison.OrdinalIgnoreCase);

    private static string Day(LocalDate date) => LocalDatePattern.CreateWithInvariantCulture("ddd d MMM").Format(date);
}
