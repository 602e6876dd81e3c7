using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads what sales may answer: reasons for rejection, outcome codes, gates.</summary>
internal static class OutcomeCodeReader
{
    internal static IReadOnlyList<RejectReason> Reasons(SettingsSection scan, IList<SettingsFault> faults)
    {
        if (scan.Child("RejectReasons") is not { } list)
        {
            return [];
        }

        if (!list.IsList)
        {
            scan.Fault("RejectReasons",
                "takes a list of reasons, each a text or { \"Reason\": \"Not my territory\", \"Then\": \"reroute\" }.");
            return [];
        }

        return [.. list.Children.Select(item => Reason(item, faults)).OfType<RejectReason>()];
    }

    /// <summary>Codes that must be among the outcome codes; a template's own are dropped where the customer replaced
    /// the outcome codes.</summary>
    internal static IReadOnlyList<string> Among(SettingsSection scan, string key, IReadOnlyList<string> codes)
    {
        var given = scan.Texts(key) ?? [];
        var strangers = given.Where(code => !codes.Contains(code, StringComparer.OrdinalIgnoreCase)).ToList();
        if (strangers.Count > 0 && scan.Node[key] is { IsShipped: false })
        {
            strangers.ForEach(
                code =>
                    scan.Fault(key,
                        $"holds \"{code}\", which is not among FeedbackCodes.{SpellingHint.Hint(code, codes)}"));
        }

        return [.. given.Except(strangers)];
    }

    internal static Dictionary<string, StageGate> Gates(SettingsSection scan, IList<SettingsFault> faults)
    {
        var gates = new Dictionary<string, StageGate>(StringComparer.OrdinalIgnoreCase);
        var stages = scan.Section("Gates");
        foreach (var name in (string[])["sql", "sqo"])
        {
            if (stages.Child(name) is not { IsNone: false } gate)
            {
                continue;
            }

            var inner = gate.IsList ? stages : new SettingsSection(gate, faults);
            if (inner.Texts(gate.IsList ? name : "Checklist") is { Count: > 0 } items)
            {
                gates[name] = new StageGate(items);
            }
            else
            {
                inner.Fault(gate.IsList ? name : "Checklist",
                    "lists nothing: write what must be ticked, or \"none\" for no gate.");
            }

            if (!gate.IsList)
            {
                inner.Close();
            }
        }

        stages.Close();
        return gates;
    }

    private static RejectReason? Reason(SettingsNode item, IList<SettingsFault> faults)
    {
        if (item.Children.Count == 0 && !item.IsBlank)
        {
            return new RejectReason(item.Value!.Trim(), RejectConsequence.Nurture);
        }

        var scan = new SettingsSection(item, faults);
        var reason = scan.Needed("Reason", "the reason as reps will read it");
        var then = scan.Word("Then", ("nurture", RejectConsequence.Nurture), ("reroute", RejectConsequence.Reroute))
            ?? RejectConsequence.Nurture;
        scan.Close();
        return reason is null ? null : new RejectReason(reason, then);
    }
}
