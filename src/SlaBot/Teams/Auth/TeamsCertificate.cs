using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>The application's certificate in place of a secret.</summary>
internal static class TeamsCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Reads a PFX or PEM file with its private key. Throws <see cref="IOException"/> and <see cref="CryptographicException"/>.</summary>
    public static X509Certificate2 Read(string path, string? password)
    {
        var read = !path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
            : password is null ? X509Certificate2.CreateFromPemFile(path)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        return read.HasPrivateKey ? read : throw new CryptographicException("The certificate has no private key.");
    }

    /// <summary>What the application says of itself to a token address, signed; Entra finds the certificate by its SHA-256 thumbprint.</summary>
    public static string Assert(X509Certificate2 certificate, string app, Uri audience)
    {
        var now = MachineClock.World.GetCurrentInstant().ToDateTimeUtc();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience.AbsoluteUri,
            Issuer = app,
            NotBefore = now - TimeSpan.FromMinutes(1),
            Expires = now + Life,
            Claims = new Dictionary<string, object> { ["sub"] = app, ["jti"] = Guid.NewGuid().ToString("N") },
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)) },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(certificate.GetRSAPrivateKey()), SecurityAlgorithms.RsaSsaPssSha256),
        });
    }
}
