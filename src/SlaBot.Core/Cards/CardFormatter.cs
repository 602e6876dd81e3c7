using NodaTime;

namespace SlaBot.Core.Cards;

/// <summary>Writes for one reader: times in their zone, people by name.</summary>
internal sealed record CardFormatter(CardContext Context, Reader Reader)
{
    /// <summary>An instant in words.</summary>
    public string Format(Instant instant) => TimeText.At(instant, Reader.Zone, Context.Now);

    /// <summary>An instant as a span.</summary>
    public Span Time(Instant instant) => TimeText.AtSpan(instant, Reader.Zone, Context.Now);

    /// <summary>A date in words.</summary>
    public string Format(LocalDate date) => TimeText.Date(date, Reader.Zone, Context.Now);

    /// <summary>The name behind an e-mail.</summary>
    public string Name(string? email) => Truncate.Name(Context.People.NameOf(email));

    /// <summary>A person as a span; plain words when there is no e-mail.</summary>
    public Span Who(string? email) => email is null ? new Span("nobody") : new Span(Name(email), SpanKind.Person, Target: email);

    /// <summary>True when the reader has this e-mail.</summary>
    public bool Is(string? email) => email is not null && string.Equals(Reader.Person?.Email, email, StringComparison.OrdinalIgnoreCase);
}
