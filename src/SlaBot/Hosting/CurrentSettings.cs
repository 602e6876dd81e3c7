using SlaBot.Api.Contracts;
using SlaBot.Api.Endpoints;
using SlaBot.Api.Import;
using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>The settings in force: those of the start, or of the last valid edit. Platforms, address and database stay
/// as started.</summary>
internal sealed class CurrentSettings(SlaBotSettings first, ApiKeys keys, CurrentMapping mapping)
{
    private static readonly (ApiRights Flag, string Name)[] RightNames =
        [(ApiRights.Intake, Rights.Intake), (ApiRights.Read, Rights.Read), (ApiRights.Admin, Rights.Admin)];

    /// <summary>The settings of the start.</summary>
    public SlaBotSettings Started { get; } = first;

    /// <summary>Puts an edit in force, also for the API.</summary>
    public void Replace(SlaBotSettings edited)
    {
        keys.Replace(Keys(edited));
        mapping.Replace(Mapping(edited));
    }

    /// <summary>The API's keys, as the settings say.</summary>
    public static IReadOnlyList<SlaBot.Api.Contracts.ApiKey> Keys(
        SlaBotSettings settings) => [.. settings.ApiKeys.Select(Key)];

    /// <summary>How CSV files are read, as the settings say.</summary>
    public static ImportMapping Mapping(SlaBotSettings settings) =>
        new(settings.Import.Columns, settings.Import.Zone,
            settings.Import.TimeOfDay)
        {
            DateFormats = settings.Import.DateFormats,
            Encoding = FileEncoding.Named(settings.Import.Encoding) ?? TextEncoding.Auto,
        };

    private static SlaBot.Api.Contracts.ApiKey Key(SlaBot.Settings.ApiKey key) => new(
        key.Name,
        key.Key,
        RightNames.Where(right => key.Rights.HasFlag(right.Flag)).Select(right => right.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase))
    {
        MayAssign = key.MayAssign,
    };
}
