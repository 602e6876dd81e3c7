using System.Security.Cryptography;
using System.Text;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>
/// The ids of leads that a file names by their e-mail alone: <c>em_</c> and a keyed hash of the address, so that the
/// same address is the same lead in every file and the id tells nobody the address. The key is made once and kept with
/// the data.
/// </summary>
internal sealed class EmailIds(IReadStore reader, LeadCommandProcessor engine)
{
    private const string Kind = "email-ids";
    private const int Shown = 32;
    private volatile byte[]? key;

    /// <summary>Has the key ready.</summary>
    public async Task PrepareAsync()
    {
        if (key is not null)
        {
            return;
        }

        if (Kept() is null)
        {
            var fresh = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            await engine.RecordAsync((at, batch) =>
            {
                if (Kept() is null)
                {
                    batch.Documents.Add(new Document(Kind, "1", fresh, at.Now));
                }
            });
        }

        key = Convert.FromHexString(Kept()!);
    }

    /// <summary>The id of that address; case and blanks aside.</summary>
    public string Of(string email) => "em_" + Convert.ToHexStringLower(
        HMACSHA256.HashData(key ?? throw new InvalidOperationException("The key of the e-mail ids is not there yet."),
            Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())))[..Shown];

    /// <summary>The lead that an id names: of a lead without an id of its own, the address stands for it.</summary>
    public string Resolve(string id)
    {
        if (!id.Contains('@', StringComparison.Ordinal) || reader.Lead(id) is not null)
        {
            return id;
        }

        key ??= Kept() is { } kept ? Convert.FromHexString(kept) : null;
        return key is not null && Of(id) is var named && reader.Lead(named) is { IsErased: false } ? named : id;
    }

    private string? Kept() => reader.Documents(Kind).FirstOrDefault()?.Body;
}
