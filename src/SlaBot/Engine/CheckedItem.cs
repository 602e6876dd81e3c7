using NodaTime;

namespace SlaBot.Engine;

/// <summary>An item of an agenda (<c>2026-W47</c>, <c>2026-11</c>) that was gone through.</summary>
internal sealed record CheckedItem(string Agenda, string Item, string By, Instant At);
