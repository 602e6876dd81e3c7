using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>What the desk keeps beside leads: absences and signatures.</summary>
internal sealed partial class LeadCommandProcessor
{
    /// <summary>Sets (or, with Until at From, ends) an absence and moves the person's leads. Answers with what became of them.</summary>
    public Task<HandedOver> SetAbsenceAsync(Absence absence) => new Absences(this, reader).SetAsync(absence);

    /// <summary>Signs the agreement in force in that person's name; null when done.</summary>
    public async Task<Refusal?> SignAsync(string by)
    {
        var book = rules.Now;
        var (marketing, sales) = book.Policy.Signers;
        var party = Is(by, marketing) ? "marketing" : Is(by, sales) ? "sales" : null;
        if (party is null)
        {
            return new Refusal("not-signer", $"Only {book.People.NameOf(marketing)} (marketing) and {book.People.NameOf(sales)} (sales) sign this agreement.");
        }

        if (reader.Signatures(book.Policy.Version).Any(signature => signature.Party == party))
        {
            return new Refusal("already-signed", $"You have already signed version {book.Policy.Version}.");
        }

        await RecordAsync((at, batch) =>
        {
            var signature = new Signature(book.Policy.Version, party, by, at.Now);
            batch.Signatures.Add(signature);
            batch.Documents.Add(AgreementArchive.Signed(book, [.. reader.Signatures(book.Policy.Version), signature], at.Now));
            at.Intent(batch, [AgreementArchive.Redraw(book.Policy.Version, at.Now)]);
        });
        return null;
    }

    private static bool Is(string by, string? named) => string.Equals(by, named, StringComparison.OrdinalIgnoreCase);
}
