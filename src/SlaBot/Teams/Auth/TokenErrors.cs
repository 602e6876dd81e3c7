using System.Text.RegularExpressions;

namespace SlaBot.Teams.Auth;

/// <summary>Microsoft's codes for a token that is not given, as what an administrator does about it.</summary>
internal static partial class TokenErrors
{
    /// <summary>Nobody answers at the token service.</summary>
    public const string Silence = "token_not_reached";

    /// <summary>The certificate's file cannot be used.</summary>
    public const string Certificate = "certificate_unreadable";

    /// <summary>What stands for the tenant cannot be one.</summary>
    public const string Tenant = "tenant_invalid";

    /// <summary>What to do, with the key of the settings that it concerns; after "SlaBot gets no token for Teams".</summary>
    public static (string Key, string Words) Of(string code) => code switch
    {
        "AADSTS7000215" => ("ClientSecret", "the secret is wrong. Write the secret's value (not its id) into Teams:ClientSecret"),
        "AADSTS7000222" => ("ClientSecret", "the secret has expired. Make a new one under Certificates & secrets and write it into Teams:ClientSecret"),
        "AADSTS90002" or "AADSTS900021" or "AADSTS900023" or "AADSTS50059" or Tenant => ("TenantId", "there is no such tenant. Write the directory (tenant) id into Teams:TenantId"),
        "AADSTS700016" or "AADSTS7000229" => ("AppId", "the application is not in that tenant. Check Teams:AppId and Teams:TenantId, and that the application has a service principal there"),
        "AADSTS7000112" => ("AppId", "the application is disabled in Entra. Enable it under Enterprise applications"),
        "AADSTS700027" or "AADSTS700030" or "AADSTS7000214" => ("CertificatePath", "the certificate is not one of the application's. Upload its public part under Certificates & secrets, or write the right file into Teams:CertificatePath"),
        "AADSTS700024" or "AADSTS700021" => ("CertificatePath", "the signed assertion is not valid now. Set this machine's clock right"),
        "AADSTS53003" or "AADSTS530035" => ("AppId", "a conditional access policy forbids it. Have an administrator exempt the application"),
        "AADSTS500011" or "AADSTS1002012" or "AADSTS70011" => ("TenantId", "the Bot Framework is not known in that tenant. Check that an Azure Bot was made with this application"),
        Certificate => ("CertificatePath", "the certificate's file cannot be read. Check that Teams:CertificatePath names a PFX or PEM file with its private key, and CertificatePassword"),
        "managed_identity_unreachable_network" => ("ManagedIdentityClientId", "this machine has no managed identity. Run it in Azure with the identity assigned, or use a secret or certificate"),
        _ when code.StartsWith("managed_identity", StringComparison.Ordinal) => ("ManagedIdentityClientId", "the managed identity gives none. Assign the identity with that client id to this machine"),
        "invalid_client" => ("ClientSecret", "the credentials are refused. Check Teams:AppId and the secret (or certificate)"),
        _ => ("ClientSecret", "the credentials are refused. Check Teams:AppId, TenantId and the secret (or certificate, or managed identity)"),
    };

    /// <summary>The first of Entra's codes in a text; null when there is none.</summary>
    public static string? CodeIn(string? text) => text is not null && Code().Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"AADSTS\d{4,8}", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
