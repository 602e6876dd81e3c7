using SlaBot.Core.Policy;
using SlaBot.Settings;
using SlaBot.Slack;
using SlaBot.Slack.WebApi;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;
using SlaBot.Teams;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;

/// <summary>What the transports need of the settings, and what they find wrong outside.</summary>
public partial class Program
{
    /// <summary>Slack's part of the settings, for the bot and for <c>check</c>.</summary>
    internal static SlackOptions SlackOf(SlaBotSettings settings) => new()
    {
        Enabled = settings.Slack.Enabled,
        BotToken = settings.Slack.BotToken,
        SigningSecret = settings.Slack.SigningSecret,
        AppToken = settings.Slack.AppToken,
        AppId = settings.Slack.AppId,
        ApiBaseUrl = settings.Slack.ApiBaseUrl,
        Channels = settings.Channels.ToDictionary(channel => channel.Key, channel => channel.Value.Slack, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>Teams' part of the settings, for the bot, for <c>check</c> and for <c>package</c>.</summary>
    internal static TeamsOptions TeamsOf(SlaBotSettings settings) => new()
    {
        Enabled = settings.Teams.Enabled,
        AppId = settings.Teams.AppId,
        TenantId = settings.Teams.TenantId,
        ClientSecret = settings.Teams.ClientSecret,
        CertificatePath = settings.Teams.CertificatePath,
        CertificatePassword = settings.Teams.CertificatePassword,
        ManagedIdentityClientId = settings.Teams.ManagedIdentityClientId,
        OpenIdMetadataUrl = settings.Teams.OpenIdMetadataUrl,
        EntraMetadataUrl = settings.Teams.EntraMetadataUrl,
        PublicUrl = settings.Teams.PublicUrl,
        WebsiteUrl = settings.Web.PublicUrl ?? settings.Teams.PublicUrl,
        TokenUrl = settings.Teams.TokenUrl,
        AllowedServiceUrls = settings.Teams.AllowedServiceUrls,
        AllowUnauthenticatedLoopback = settings.Teams.AllowUnauthenticatedLoopback,
        Channels = settings.Channels.ToDictionary(channel => channel.Key, channel => channel.Value.Teams, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The channels that have a place on both platforms, where both are in use.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> PlatformsOf(SlaBotSettings settings) =>
        !settings.Slack.Enabled || !settings.Teams.Enabled ? new Dictionary<string, IReadOnlyList<string>>()
            : settings.Channels.Values.Where(channel => channel is { Slack: not null, Teams: not null, IsNamedApart: true })
                .ToDictionary(channel => channel.Key, _ => (IReadOnlyList<string>)[SlackPlatform.Name, TeamsPlatform.Name], StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks each platform in use whether tokens, rights, channels and people are there.</summary>
    internal static async Task<IReadOnlyList<SettingsFault>> CheckTransportsAsync(SlaBotSettings settings, CancellationToken stop) =>
        [.. await SlackCheck.RunAsync(SlackOf(settings), settings.Rules.People, stop), .. await TeamsCheck.RunAsync(TeamsOf(settings), TermsOf(settings), stop)];

    /// <summary>Whom and what Teams is needed for: everybody and every channel where it is the only platform, else those that Slack does not have.</summary>
    private static TeamsCheckContext TermsOf(SlaBotSettings settings)
    {
        var isAlone = !settings.Slack.Enabled;
        var terms = new TeamsCheckContext(
            [.. settings.Rules.People.All.Where(person => isAlone || person.TeamsId is not null)],
            settings.Channels.Where(channel => isAlone || channel.Value.Slack is null || channel.Value.IsNamedApart).Select(channel => channel.Key).ToHashSet(StringComparer.OrdinalIgnoreCase));
        if (!settings.Teams.Enabled)
        {
            return terms;
        }

        try
        {
            using var store = SqliteStore.OpenReadOnly(settings.Database.ConnectionString);
            var (members, teams) = TeamsDirectory.OnFile(store.Reader);
            return terms with { Members = members, Teams = teams };
        }
        catch (StoreRefusedException)
        {
            return terms;
        }
    }

    /// <summary>Writes the package that an administrator uploads to Teams; why not, when it cannot be.</summary>
    internal static string? Pack(SlaBotSettings settings, string file, string? version) => TeamsPackage.Write(file, TeamsOf(settings), version);
}
