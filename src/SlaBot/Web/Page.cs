using System.Text;
using NodaTime;
using NodaTime.Text;
using SlaBot.Api;
using SlaBot.Api.Endpoints;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Web;

/// <summary>What every page shares: its frame, its times in the agreement's zone, its names of people and leads.</summary>
internal sealed class Page(ApiPorts ports)
{
    private static readonly ZonedDateTimePattern Spoken = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH':'mm", null);
    private static readonly ZonedDateTimePattern ToTheSecond = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH':'mm':'ss", null);

    /// <summary>What is written so far.</summary>
    public Html Html { get; } = new();

    /// <summary>Everybody.</summary>
    public People People { get; } = ports.People();

    private DateTimeZone Zone { get; } = ports.Zone();

    /// <summary>A whole page; <paramref name="isOpen"/>: one that everybody may read, so that nobody need be signed in.</summary>
    public Reply Build(string title, Action main, int status = 200, bool isOpen = false)
    {
        Html.In("html", () =>
        {
            Html.In("head", () => Head(title));
            Html.In("body", () =>
            {
                Html.In("header", () =>
                {
                    Html.Link("SlaBot", Address.Home).Leaf("span", "Leads and deadlines");
                    if (!ports.IsDevelopment && !isOpen)
                    {
                        Html.Link("Sign out", Address.SignIn);
                    }

                    Html.Leaf("p", $"{Spoken.Format(ports.Now.InZone(Zone))} · {TimeText.City(Zone)} time");
                });
                Html.In("main", main);
            });
        }, ("lang", "en"));
        return new Reply(status, Encoding.UTF8.GetBytes(Html.ToString()), "text/html; charset=utf-8");
    }

    /// <summary>An instant on the agreement's wall clock; its second only where it has one.</summary>
    public string When(Instant? instant) => instant?.InZone(Zone) is { } some ? (some.Second == 0 ? Spoken : ToTheSecond).Format(some) : "–";

    /// <summary>A person's name.</summary>
    public string Name(string? email) => email is null ? "nobody yet" : People.NameOf(email);

    /// <summary>Where a lead stands, for a reader who is not its owner.</summary>
    public static string Stage(LeadState lead) => lead.Stage == LeadStage.Assigned ? "new, waiting for its owner to decide" : lead.Stage.Title();

    /// <summary>What a lead is called: the person and the company, else its id.</summary>
    public static string Title(LeadState lead)
    {
        var parts = new[] { lead.Profile.Contact.Name, lead.Profile.Company.Name }.Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        return parts.Count == 0 ? $"Lead {lead.Id}" : string.Join(" · ", parts);
    }

    /// <summary>A section under a heading.</summary>
    public void Section(string heading, Action inside) => Html.In("section", () =>
    {
        Html.Leaf("h2", heading);
        inside();
    });

    private void Head(string title)
    {
        Html.Void("meta", ("charset", "utf-8")).Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        Html.Leaf("title", title + " · SlaBot").Void("link", ("rel", "stylesheet"), ("href", Address.Style));
    }
}

/// <summary>Where the pages are.</summary>
internal static class Address
{
    public const string Home = "/dashboard";
    public const string Style = "/dashboard/style.css";
    public const string SignIn = "/dashboard/sign-in";
    public const string SignOut = "/dashboard/sign-out";

    public static string Lead(string id) => $"{Home}/leads/{Uri.EscapeDataString(id)}";

    public static string Why(string id, ClauseKind clause) => $"{Home}/why/{Uri.EscapeDataString(id)}/{clause.Name()}";
}
