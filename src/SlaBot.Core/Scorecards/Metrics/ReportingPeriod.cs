using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>What a week (or a month) is judged in: its bounds, the as-of second, the agreement with the targets of its
/// first day, the calendars.</summary>
internal sealed class ReportingPeriod
{
    private readonly People? people;
    private readonly Clause?[] general = new Clause?[ClauseDefinition.All.Count];
    private readonly bool[] wordings = new bool[ClauseDefinition.All.Count];

    internal ReportingPeriod(SlaPolicy policy, IsoWeek week, Instant asOf, Func<string, BusinessCalendar>? calendarOf,
        People? people = null)
        : this(policy, week.ToString(), week.Monday, week.Sunday.PlusDays(1), asOf, calendarOf, people)
    {
    }

    internal ReportingPeriod(SlaPolicy policy, string name, LocalDate first, LocalDate end, Instant asOf,
        Func<string, BusinessCalendar>? calendarOf, People? people = null)
    {
        (Policy, Name, First, End) = (policy.RampedOn(first), name, first, end);
        From = IsoWeek.StartOf(first, Zone).ToUnixTimeSeconds();
        To = IsoWeek.StartOf(end, Zone).ToUnixTimeSeconds();
        AsOf = asOf.ToUnixTimeSeconds();
        CalendarOf = calendarOf ?? (_ => policy.Calendar);
        this.people = people;
        foreach (var clause in Policy.Clauses)
        {
            wordings[(int)clause.Kind] |= clause is not { Tier: null, Team: null, Region: null };
            general[(int)clause.Kind] = Policy.ClauseFor(clause.Kind, null, null, null);
        }

        FeedbackOfAll =
            policy.Clauses.Any(clause => clause.Kind == ClauseKind.Feedback && clause.Of == FeedbackScope.All);
    }

    internal SlaPolicy Policy { get; }

    /// <summary><c>2026-W47</c>, or <c>2026-11</c> for a month.</summary>
    internal string Name { get; }

    internal LocalDate First { get; }

    /// <summary>The first date after it.</summary>
    internal LocalDate End { get; }

    internal long From { get; }

    internal long To { get; }

    internal long AsOf { get; }

    internal BusinessCalendar Calendar => Policy.Calendar;

    internal DateTimeZone Zone => Policy.Calendar.Zone;

    internal Func<string, BusinessCalendar> CalendarOf { get; }

    /// <summary>The calendar of an owner, for deadlines that nobody froze; null for one who is not known.</summary>
    internal BusinessCalendar? CalendarOfOwner(string owner) => people?.Find(owner)?.Calendar;

    /// <summary>The wording of a clause that is for all; null where there is none.</summary>
    internal Clause? General(ClauseKind kind) => general[(int)kind];

    /// <summary>Whether a clause has wordings for a tier, a team or a region.</summary>
    internal bool HasWordings(ClauseKind kind) => wordings[(int)kind];

    internal bool FeedbackOfAll { get; }

    /// <summary>Whether what happened then is of this week and exists.</summary>
    internal bool Holds(long second) => second >= From && second < To && second <= AsOf;

    /// <summary>
    /// Cohort 1 of METRICS.md: whether marketing brought the lead, and it first became an MQL in this week. What sales
    /// found by itself is nobody's volume, fit, data or conversion on marketing's side.
    /// </summary>
    internal bool IsMarketingMql(LeadFacts lead) => Holds(lead.MqlSecond) && lead.IsMarketingSourcedAsOf(AsOf);

    /// <summary>The second, or never when it is after the as-of.</summary>
    internal long Seen(long second) => second <= AsOf ? second : LeadFacts.Never;

    /// <summary>This span's share of what is promised of a month: by the business days of each month that it
    /// holds.</summary>
    internal decimal ShareOf(decimal monthly)
    {
        var sum = 0m;
        for (var month = new LocalDate(First.Year, First.Month, 1); month < End; month = month.PlusMonths(1))
        {
            sum += PartOf(monthly, month, LocalDate.Max(month, First), LocalDate.Min(month.PlusMonths(1), End));
        }

        return sum;
    }

    /// <summary>The share that some days have in what is promised of their month, by its business days.</summary>
    internal decimal PartOf(decimal monthly, LocalDate month, LocalDate from, LocalDate end)
    {
        var all = Calendar.BusinessDaysIn(month, month.PlusMonths(1));
        return all == 0 ? 0 : monthly * Calendar.BusinessDaysIn(from, end) / all;
    }

    /// <summary>Open seconds between two seconds on a calendar.</summary>
    internal static long Business(BusinessCalendar calendar, long from, long to) =>
        calendar.Between(Instant.FromUnixTimeSeconds(from), Instant.FromUnixTimeSeconds(to)).Seconds;
}

/// <summary>What leads add to a week in which nothing of theirs happens or falls due: clocks that run, decisions not
/// made, open leads.</summary>
internal sealed class CarriedOver
{
    private readonly long[] pending = new long[Enum.GetValues<ClauseKind>().Length];
    private readonly Dictionary<string, (long Open, long Pending)> owners = new(StringComparer.OrdinalIgnoreCase);

    private readonly long[] conversion = new long[ConversionTargetTally.MostSteps];

    internal IReadOnlyList<long> Pending => pending;

    /// <summary>Leads within the window of each conversion target, in the order of the targets.</summary>
    internal IReadOnlyList<long> Conversion => conversion;

    internal IReadOnlyDictionary<string, (long Open, long Pending)> Owners => owners;

    internal long Undecided { get; private set; }

    internal void AddPending(ClauseKind kind, int times) => pending[(int)kind] += times;

    internal void AddConversion(int step, int times) => conversion[step] += times;

    internal void AddUndecided(int times) => Undecided += times;

    internal void AddOpen(string owner, int times) => AddOwner(owner, times, 0);

    internal void AddUntouched(string owner, int times) => AddOwner(owner, 0, times);

    internal void Add(CarriedOver other)
    {
        for (var i = 0; i < pending.Length; i++)
        {
            pending[i] += other.pending[i];
        }

        for (var i = 0; i < conversion.Length; i++)
        {
            conversion[i] += other.conversion[i];
        }

        Undecided += other.Undecided;
        foreach (var (owner, (open, waiting)) in other.owners)
        {
            AddOwner(owner, open, waiting);
        }
    }

    private void AddOwner(string owner, long open, long waiting)
    {
        var (o, p) = owners.GetValueOrDefault(owner);
        owners[owner] = (o + open, p + waiting);
    }
}
