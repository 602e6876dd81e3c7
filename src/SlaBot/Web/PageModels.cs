using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>A lead with its events; <paramref name="Judged"/> is the lead as its criteria are found at this
/// instant.</summary>
internal sealed record LeadModel(LeadState Lead, LeadState Judged, IReadOnlyList<StoredEvent> Events);

/// <summary>How a deadline of a lead came about, in sentences.</summary>
internal sealed record WhyModel(LeadState Lead, ClauseKind Clause, IReadOnlyList<string> Sentences);

/// <summary>A heading and sentences; <paramref name="IsOpen"/> when everybody may read them.</summary>
internal sealed record TextModel(string Title, IReadOnlyList<string> Sentences, bool IsOpen);

/// <summary>The form that takes a key: the page that it leads back to, and what was wrong with the last try.</summary>
internal sealed record SignInModel(string To, string? Fault);
