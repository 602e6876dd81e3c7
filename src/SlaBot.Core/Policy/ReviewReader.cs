namespace SlaBot.Core.Policy;

/// <summary>Reads <c>Review</c> and <c>Definitions</c>.</summary>
internal static class ReviewReader
{
    internal static ReviewTerms Read(SettingsScan scan, PolicySurroundings around, IList<SettingsFault> faults)
    {
        var usual = new ReviewTerms();
        var terms = new ReviewTerms
        {
            Rhythm = scan.Text("Rhythm"),
            Agenda = scan.Texts("Agenda") ?? [],
            Question = scan.Text("Question"),
            MissedWeeks = scan.Whole("MissedWeeks", 1, 52) ?? usual.MissedWeeks,
            Escalation = scan.Text("Escalation"),
            Tell = scan.Texts("Tell") ?? usual.Tell,
            ResponseUnder = scan.Share("ResponseUnder"),
            FreezeDays = scan.Whole("FreezeDays", 0, 3650) ?? usual.FreezeDays,
            Matrix = [.. (scan.Child("Matrix")?.Children ?? []).Select(line => Line(line, faults))],
        };
        foreach (var fault in terms.Tell.Select(word => TellWords.FaultOf(word, around)).OfType<string>())
        {
            scan.Fault("Tell", fault);
        }

        scan.Close();
        return terms;
    }

    internal static Dictionary<string, string> Definitions(SettingsScan scan)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in (string[])["inquiry", "mql", "sal", "sql", "sqo", "opportunity", "won"])
        {
            if (scan.Text(stage) is { } text)
            {
                words[stage] = text;
            }
        }

        scan.Close();
        return words;
    }

    private static EscalationLine Line(SettingsNode node, IList<SettingsFault> faults)
    {
        var scan = new SettingsScan(node, faults);
        var line = new EscalationLine(
            scan.Needed("Issue", "what went wrong") ?? "", scan.Needed("First", "who hears first") ?? "", scan.Needed("Second", "who hears next") ?? "");
        scan.Close();
        return line;
    }
}
