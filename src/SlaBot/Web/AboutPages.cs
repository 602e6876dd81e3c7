using SlaBot.Api.Contracts;

namespace SlaBot.Web;

/// <summary>The pages that everybody may read, as Teams' package names them: what is kept of people, and on which
/// terms. They hold no data.</summary>
internal static class AboutPages
{
    private static readonly string[] Privacy =
    [
        "SlaBot is run by the company that you got it from, on that company's own machines. It sends nothing to its "
        + "makers.",
        "Of leads it keeps what marketing and the CRM send: names, addresses, what a person did, and what sales did "
        + "about it. Of colleagues it keeps name, address and working hours, what they did with leads, and where "
            + "they are reached in chat.",
        "It shows a lead to its owner, the owner's managers and the people who run the agreement, and posts cards, "
        + "reminders and weekly numbers in the company's chat.",
        "An administrator can have everything about a lead deleted at any time; the counts stay, without a name. Ask "
        + "your administrator, or your company's data protection officer.",
    ];

    private static readonly string[] Terms =
    [
        "SlaBot is provided to the people of the company that runs it, for the work between its sales and marketing "
        + "teams. That company's own terms for its internal tools apply.",
        "Ask your administrator about it.",
    ];

    /// <summary>Maps them; and the address without a path leads to the pages, where no sandbox stands.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/privacy", (PageSource source) => Draw(source, "Privacy", Privacy));
        app.MapGet("/terms", (PageSource source) => Draw(source, "Terms of use", Terms));
        app.MapGet("/", () => Results.Redirect(Address.Home)).WithOrder(1);
    }

    private static Reply Draw(PageSource source, string title, IReadOnlyList<string> sentences) =>
        SignIn.Guarded(PageRenderer.Render<TextPage>(source, new TextModel(title, sentences, IsOpen: true)));
}
