using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SlaBot.Core.Leads;

namespace SlaBot.Tests.Architecture;

/// <summary>Words that were given up for the field's own: no type, member, file or folder is called so again.</summary>
public sealed partial class WordTests
{
    // Whole names.
    private static readonly HashSet<string> Retired =
    [
        .. """
        Desk LeadDesk WriterDesk DeskBatch DeskWork CommandWork RecordWork DeskAnswer DeskMeter IDeskStore IDeskReader DeskWriter DeskReader
        Wishes Wish Purpose Gathering Drawing SendResults IPostman TransportRegistry Audiences Deed DeedTime LeadDoors ReadDoors PageDoors
        ImportDoor ClockDoor HealthDoors ActionDoor CommandDoor AwayDoor ChatDoors Press PressAnswer PressWords Errands Arrivals FieldWords
        DateWords WeekName OutsideJson SlackLine SlackGrid SlackOrigin SlackOnce SlackInbox SlackLink SlackSocket SlackSockets SlackClicks
        SlackAnswers SlackEvents SlackCommands SlackWhispers SlackEar SlackAgain SlackTarget SlackMemo SlackMark SlackTaste SlackPace TeamsPace
        SlackPlace TeamsPlace SlackFault SlackTrouble SlackDirects SlackSending TeamsGate TeamsWho TeamsInstalls TeamsTalk TeamsViews TeamsBook
        TeamsHosts TeamsKeys TeamsLifetime TeamsTokenLibrary TeamsTokenPost TeamsTokenWatch TeamsTokenWords IRepeated JobBook BackJob
        Breather Housekeeping Governing Judgement Restating ReviewBook Matter TickedItem CalendarShelf AgreementBook RosterBook CurrentRules
        Rulebook Deciding Working Advancing Overseeing Receiving Disputing Handing Importing Assigning Moving Alerting Draft Clocks Bursts
        Checklists Settled FactPen FactTeller ImportedTelling SentTelling HistoryTelling WordPool PackScan Bench Pen Quarrel WeekSurroundings
        PolicySurroundings DecisionTerms ReadingTerms PolicyPaper ClauseBook NearestWord TellWords SettingsScan CodeReader GroupReader OpenChunk
        OpenPieces TenYears DaySpan Blanking BookReads BookWrites LeanContract Prototypes WrittenLead ReadAhead FactFill SlaBotGround RunOrder
        Greeting OpeningProgress ClockBox Stamps SeenMarks Timetable SampleDesk Whispers LiveFeed SlackLaws TeamsLaws SlackHands LogShelf
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    // Folders; as names of other things these are plain English, or PRODUCT's own (the right "intake").
    private static readonly string[] Folders = ["Desk", "Doors", "Talk", "Tokens", "Intake", "Dashboard", "Operations", "Tallies", "Reading", "Rooms"];

    // Coined words, not even as a part of a name.
    private static readonly string[] Coined = ["Deed", "Whisper", "Wish", "Door", "Errand", "Postman"];

    [Fact]
    public void Names_AreTheFields()
    {
        var names = Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten)
            .SelectMany(type => type.GetMembers(All).Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !member.Name.Contains('<'))
                .Select(member => (member.Name, Where: $"{type.FullName}.{member.Name}"))
                .Append((Name: type.Name.Split('`')[0], Where: type.FullName!)));
        names.Where(pair => IsBad(pair.Name)).Select(pair => pair.Where).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void FilesAndFolders_AreTheFields() =>
        SourceTree.Files.Select(file => file.File).Concat(SourceTree.Tests.Select(file => file.File))
            .Where(file => file.Split('/')[..^1].Any(Folders.Contains) || file.Split('/').Any(part => IsBad(part.Split('.')[0]))).ShouldBeEmpty();

    [Theory]
    [InlineData("SlackWhisper", true)]
    [InlineData("MapDoors", true)]
    [InlineData("Indoors", false)]
    [InlineData("Drawing", true)]
    [InlineData("DrawingRules", false)]
    public void IsBad_KnowsAWordFromAPart(string name, bool isBad) => IsBad(name).ShouldBe(isBad);

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static Assembly[] Assemblies => [typeof(Program).Assembly, typeof(LeadState).Assembly];

    private static bool IsBad(string name) => Retired.Contains(name) || Words().Matches(name).Any(word => Coined.Any(coined => Same(word.Value, coined)));

    private static bool Same(string word, string coined) => word is not null
        && new[] { coined, coined + "s", coined + "es" }.Contains(char.ToUpperInvariant(word[0]) + word[1..], StringComparer.Ordinal);

    private static bool IsWritten(Type type) => type.Namespace?.StartsWith("SlaBot", StringComparison.Ordinal) == true
        && !type.Name.Contains('<') && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")]
    private static partial Regex Words();
}
