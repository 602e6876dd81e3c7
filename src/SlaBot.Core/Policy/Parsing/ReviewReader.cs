using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads <c>Review</c> and <c>Definitions</c>.</summary>
internal static class ReviewReader
{
    internal static ReviewTerms Read(SettingsSection scan, PolicyContext around, IList<SettingsFault> faults)
    {
        var usual = new ReviewTerms();
        var terms = new ReviewTerms
        {
            Rhythm = scan.Text("Rhythm"),
            Quarterly = scan.Flag("Quarterly") ?? false,
            Agenda = scan.Texts("Agenda") ?? [],
            Question = scan.Text("Question"),
            MissedWeeks = scan.Whole("MissedWeeks", 1, 52) ?? usual.MissedWeeks,
            Escalation = scan.Text("Escalation"),
            Tell = scan.Texts("Tell") ?? usual.Tell,
            ResponseUnder = scan.Share("ResponseUnder"),
            FreezeDays = scan.Whole("FreezeDays", 0, 3650) ?? usual.FreezeDays,
            Matrix = [.. (scan.Child("Matrix")?.Children ?? []).Select(line => Line(line, faults))],
        };
        terms = terms with { Roles = Roles(scan, terms.Matrix, around) };
        foreach (var fault in terms.Tell.Select(word => RecipientSyntax.FaultOf(word, around)).OfType<string>())
        {
            scan.Fault("Tell", fault);
        }

        scan.Close();
        return terms;
    }

    internal static Dictionary<string, string> Definitions(SettingsSection scan)
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
        var scan = new SettingsSection(node, faults);
        var line = new EscalationLine(
            scan.Needed("Issue", "what went wrong") ?? "", scan.Needed("First", "who hears first") ?? "",
            scan.Needed("Second", "who hears next") ?? "");
        var clause = scan.Word("Clause", [.. Enum.GetValues<ClauseKind>().Select(kind => (kind.Name(), kind))]);
        scan.Close();
        return line with { Clause = clause };
    }

    private static Dictionary<string, string>? Roles(SettingsSection scan, IReadOnlyList<EscalationLine> matrix,
        PolicyContext around)
    {
        var roles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var known = MatrixRoles.Of(matrix).ToList();
        foreach (var role in (scan.Child("Roles")?.Children ?? [])
            .Where(settingsNode => !settingsNode.IsBlank && !settingsNode.IsNone))
        {
            var key = $"Roles:{role.Name}";
            if (!known.Contains(role.Name, StringComparer.OrdinalIgnoreCase))
            {
                scan.Fault(key,
                    $"is no role of the matrix: it names "
                    + $"{SettingsSection.Choices(known)}.{SpellingHint.Hint(role.Name, known)}");
            }
            else if (RecipientSyntax.FaultOf(role.Value?.Trim() ?? "", around) is { } fault)
            {
                scan.Fault(key, fault);
            }

            roles[role.Name] = role.Value?.Trim() ?? "";
        }

        return roles.Count == 0 ? null : roles;
    }
}
