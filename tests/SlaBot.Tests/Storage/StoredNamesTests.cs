using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Storage;

/// <summary>
/// What is kept or sent is called by names that are said in a table and not taken from the code, so that anything in the code may be renamed.
/// These tests walk all that is stored; what fails here needs a line in the table that is named.
/// </summary>
public sealed class StoredNamesTests
{
    private static readonly Type[] Agreement =
    [
        typeof(Signers), typeof(Ramp), typeof(RejectReason), typeof(ReviewTerms), typeof(VolumeQuota), typeof(CompletenessQuota), typeof(ConversionTargets),
        typeof(ClauseStart), typeof(HandoffEnd), typeof(FeedbackScope), typeof(FieldIs), typeof(TitleIs), typeof(DomainIs), typeof(TogetherWithin), typeof(SignalSeen), typeof(IcpFits),
    ];

    [Fact]
    public void Store_EveryMemberAndValue_HasAStoredName() =>
        Missing(StoreJson.Options, StoredTypeNames.Names, [typeof(LeadState), typeof(Card), .. Family(typeof(LeadEvent)), .. Family(typeof(CardBlock))]).ShouldBeEmpty("name them in LeadNames or CardNames");

    [Fact]
    public void Scorecards_EveryMemberAndValue_HasAStoredName() =>
        Missing(OptionsOf(typeof(ScorecardJson)), ScorecardNames.All, [typeof(Scorecard), typeof(WeekReview), typeof(MonthReview)]).ShouldBeEmpty("name them in ScorecardNames");

    [Fact]
    public void Agreements_EveryMemberAndValue_HasAStoredName() =>
        Missing(OptionsOf(typeof(PolicySerializer)), PolicyNames.All, Agreement).ShouldBeEmpty("name them in PolicyNames");

    [Fact]
    public void Kinds_EveryEventAndBlockAndCriterion_HasAStoredName()
    {
        Family(typeof(LeadEvent)).Concat(Family(typeof(CardBlock))).Where(type => StoredTypeNames.Names.KindOf(type) is null).Select(type => type.Name).ShouldBeEmpty("name them in LeadNames or CardNames");
        Type[] spelt = [typeof(AllOf), typeof(AnyOf), typeof(NoneOf), typeof(AtLeastOf), typeof(ActivitySeen)];
        Family(typeof(Criterion)).Except(spelt).Where(type => PolicyNames.All.KindOf(type) is null).Select(type => type.Name).ShouldBeEmpty("name them in PolicyNames");
    }

    [Fact]
    public void Purposes_Each_HasAStoredName() => Unnamed(typeof(MessageKind), MessageKindNames.All).ShouldBeEmpty("name it in PurposeNames");

    [Fact]
    public void Intents_EachAndEveryMember_SaysItsName()
    {
        var all = Family(typeof(MessageIntent)).ToList();
        typeof(MessageIntent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(named => named.DerivedType).ShouldBe(all, ignoreOrder: true);
        all.SelectMany(type => type.GetProperties())
            .Where(member => member.GetCustomAttribute<JsonPropertyNameAttribute>() is null && member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(member => $"{member.DeclaringType}.{member.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Documents_EveryMember_SaysItsName()
    {
        var host = typeof(StoredTypeNames).Assembly.GetTypes();
        var papers = host.Where(type => type.Name == "Paper").Concat([typeof(SlaBot.Teams.Connector.TeamsMember), typeof(SlaBot.Teams.Connector.TeamsChannel), typeof(SlaBot.Teams.Connector.TeamsTeam)]).ToList();
        papers.Count.ShouldBe(5);
        papers.SelectMany(type => type.GetProperties()).Where(member => member.GetCustomAttribute<JsonPropertyNameAttribute>() is null && member.Name != "EqualityContract")
            .Select(member => $"{member.DeclaringType}.{member.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Names_NoneIsUsedTwiceForOneType()
    {
        foreach (var type in StoredTypeNames.Names.Types.Concat(ScorecardNames.All.Types).Distinct())
        {
            var names = type.GetProperties().Select(member => StoredTypeNames.Names.NameOf(member.DeclaringType!, member.Name) ?? ScorecardNames.All.NameOf(member.DeclaringType!, member.Name)).OfType<string>().ToList();
            names.ShouldBeUnique(type.Name);
        }
    }

    [Fact]
    public void Facts_Numbers_AreThoseOfTheFile()
    {
        Numbers<LeadStage>().ShouldBe("Inquiry 0, MarketingQualified 1, Queue 2, Assigned 3, SalesAccepted 4, SalesQualified 5, Opportunity 6, Won 7, Lost 8, Rejected 9, Recycled 10");
        Numbers<ClauseKind>().ShouldBe("Handoff 0, Decision 1, FirstTouch 2, Cadence 3, Disposition 4, StatusUpdate 5, Feedback 6, DisputeAnswer 7");
    }

    [Fact]
    public void Apply_ARenamedMemberTypeAndValue_AreReadAndWrittenUnderTheirStoredNames()
    {
        var names = new StoredNames().Of<Renamed>((nameof(Renamed.Now), "before"), (nameof(Renamed.What), "kind")).Values((Colours.Crimson, "Red"));
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { names.Converter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { names.Apply } },
        };
        var text = JsonSerializer.Serialize(new Renamed(3, Colours.Crimson) { ByColour = new() { [Colours.Crimson] = 1 } }, options);
        text.ShouldBe("""{"before":3,"kind":"Red","byColour":{"Red":1}}""");
        var back = JsonSerializer.Deserialize<Renamed>(text, options)!;
        (back.Now, back.What, back.ByColour[Colours.Crimson]).ShouldBe((3, Colours.Crimson, 1));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Renamed>("""{"kind":"Crimson"}""", options));
    }

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => $"{StoredTypeNames.Names.Write(value)} {Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)}"));

    private static IEnumerable<Type> Family(Type family) => family.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(family));

    private static IEnumerable<string> Unnamed(Type enumeration, StoredNames names) =>
        Enum.GetNames(enumeration).Where(value => names.ValueOf(enumeration, value) is null).Select(value => $"{enumeration.Name}.{value}");

    private static JsonSerializerOptions OptionsOf(Type type)
    {
        const BindingFlags any = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        return type.GetProperties(any).Select(member => member.GetValue(null)).Concat(type.GetFields(any).Select(member => member.GetValue(null))).OfType<JsonSerializerOptions>().First();
    }

    private static List<string> Missing(JsonSerializerOptions options, StoredNames names, IEnumerable<Type> roots)
    {
        var missing = new List<string>();
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>(roots);
        while (waiting.TryDequeue(out var next))
        {
            var type = Nullable.GetUnderlyingType(next) ?? next;
            if (!seen.Add(type))
            {
                continue;
            }

            if (type.IsEnum)
            {
                missing.AddRange(Unnamed(type, names));
                continue;
            }

            var info = options.GetTypeInfo(type);
            if (info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
            {
                (type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments()).ToList().ForEach(waiting.Enqueue);
            }

            foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
            {
                waiting.Enqueue(property.PropertyType);
                var member = (MemberInfo)property.AttributeProvider!;
                if (!member.IsDefined(typeof(JsonIgnoreAttribute), true) && !member.DeclaringType!.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && names.NameOf(member.DeclaringType, member.Name) is null)
                {
                    missing.Add($".Of<{member.DeclaringType.Name}>((nameof({member.DeclaringType.Name}.{member.Name}), \"{property.Name}\"))");
                }
            }
        }

        return [.. missing.Distinct()];
    }

    private enum Colours
    {
        Crimson,
    }

    private sealed record Renamed(int Now, Colours What)
    {
        public Dictionary<Colours, int> ByColour { get; init; } = [];
    }
}
