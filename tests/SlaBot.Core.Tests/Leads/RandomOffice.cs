using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Agreements, absences and commands out of a seed.</summary>
internal sealed class RandomOffice(int seed)
{
    private static readonly string[] Targets =
        ["0 minutes", "10 minutes", "1 business hour", "4 business hours", "7 hours", "1 business day", "3 business days", "2 calendar days"];

    private static readonly string[] Insiders = [Office.Ana, Office.Ben, Office.Lena, Office.Milo, Office.Milo, Office.Rita, Office.Rita, Office.Maya];

    private readonly Random random = new(seed);

    internal Office Make()
    {
        var office = new Office();
        foreach (var kind in Enum.GetValues<ClauseKind>().Where(_ => random.Next(6) > 0))
        {
            office.With(kind, clause => clause with
            {
                Within = Office.TargetOf(Pick(Targets)),
                From = kind == ClauseKind.FirstTouch ? Pick(ClauseStart.Mql, ClauseStart.Assigned, ClauseStart.Accepted) : default,
                Until = Pick(HandoffEnd.Assigned, HandoffEnd.Delivered),
                Of = Pick(FeedbackScope.Rejections, FeedbackScope.All),
                Touches = random.Next(1, 4),
                Channels = random.Next(1, 3),
                CreditCodes = random.Next(3) == 0 ? ["Bad Data"] : [],
                Method = random.Next(4) == 0 ? "call" : null,
                Warnings = Pick<decimal[]>([], [0.5m], [0.5m, 0.8m]),
                Ladder = Pick<Rung[]>([], [new(Office.TargetOf("0 minutes"), ["manager"])], [new(Office.TargetOf(Pick(Targets)), ["manager"]), new(Office.TargetOf(Pick(Targets)), ["role:executive"])]),
            });
        }

        foreach (var who in new[] { Office.Ana, Office.Ben, Office.Lena }.Where(_ => random.Next(3) == 0))
        {
            var from = Story.At("11-16 00:00") + Duration.FromHours(random.Next(200));
            office.Absences.Add(new(who, from, from + Duration.FromHours(random.Next(1, 100)), Pick(null, Office.Ana, Office.Ben), who));
        }

        return office;
    }

    /// <summary>The opening command and so many others, each with its instant.</summary>
    internal List<(Instant Now, Instant? At, string? By, LeadCommand Command)> Script(int length)
    {
        var now = Story.At("11-16 09:00");
        var mql = random.Next(4) == 0 ? now - Duration.FromMinutes(random.Next(200)) : (Instant?)null;
        var profile = Pick(Commands.Hot, Commands.Hot, Commands.Cold) with { Region = Pick(null, "GB") };
        List<(Instant, Instant?, string?, LeadCommand)> script = [(now, null, null, Commands.Receive(mql, Pick(null, null, Office.Ben), profile))];
        for (var step = 0; step < length; step++)
        {
            now += Duration.FromSeconds(Pick(0, 0, 1, 600, 1800, 3600, 3600, 7200, 20_000, 86_400, 200_000));
            var at = random.Next(4) == 0 ? now - Duration.FromSeconds(Pick(0, 1, 600, 3600, 30_000, 200_000)) : (Instant?)null;
            var command = Next();
            script.Add((now, at, command is Place or HandOver or ReportCard ? null : Pick(Insiders), command));
        }

        return script;
    }

    internal T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    private LeadCommand Next() => random.Next(24) switch
    {
        0 or 1 or 2 => Commands.Accept,
        3 => Commands.Reject(Pick("Not our ICP", "Not my territory")),
        4 or 5 or 6 or 7 => Commands.Touch(Pick("call", "email")),
        8 => Commands.Dispose(Pick("Contacted - Qualified", "Contacted - Bad Timing", "Bad Data", "Unable to Contact")),
        9 => Commands.Advance(Pick(LeadStage.SalesQualified, LeadStage.Opportunity, LeadStage.Won, LeadStage.Lost)),
        10 => Commands.Feedback(),
        11 => Commands.Recycle(Pick("2026-11-18", "2026-11-26", "2026-12-20")),
        12 or 13 => Commands.Update(),
        14 or 15 => Commands.Assign(Pick(Office.Ana, Office.Ben, Office.Lena)),
        16 => Commands.Dispute(),
        17 => Commands.Rule(random.Next(2) == 0),
        18 => Commands.Pause(),
        19 => Commands.Resume,
        20 => Commands.Waive(Pick(Enum.GetValues<ClauseKind>())),
        21 => Pick(Commands.Activity("demo"), Commands.Place, Commands.Receive(mqlAt: null, profile: Commands.Hot)),
        22 => Commands.HandOver(Pick(Office.Ana, Office.Ben), Pick(null, Office.Lena, Office.Ben)),
        _ => random.Next(20) == 0 ? Commands.Erase : Commands.Card(Pick(Office.Ana, Office.Ben), Pick(null, "gone")),
    };
}
