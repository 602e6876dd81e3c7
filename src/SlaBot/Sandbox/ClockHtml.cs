namespace SlaBot.Sandbox;

/// <summary>Draws the clock and, where it stands still until moved, what moves it.</summary>
internal static class ClockHtml
{
    private static readonly (string To, string Label)[] Steps = [("+15 min", "+15 min"), ("+1 h", "+1 h"), ("next", "Next event"), ("monday", "Mon 09:00")];

    /// <summary>The clock with its controls.</summary>
    public static void Draw(HtmlWriter html, PageModel page)
    {
        html.Open("div", ("class", "clock"), ("role", "group"), ("aria-label", "Clock")).Open("div", ("id", "clock"));
        Time(html, page);
        html.Close();
        if (page.ManualClock)
        {
            Controls(html, page);
        }

        html.Close();
    }

    /// <summary>The date and time in the agreement's zone.</summary>
    public static void Time(HtmlWriter html, PageModel page) =>
        html.Leaf("time", MessageTimes.Full(page.Now, page.Zone), ("datetime", MessageTimes.Iso(page.Now)), ("title", page.Zone.Id));

    private static void Controls(HtmlWriter html, PageModel page)
    {
        html.Open("form", ("method", "post"), ("action", "/sandbox/clock"), ("class", "steps")).Hidden("in", page.Conversation).Hidden("as", page.As.Email);
        foreach (var (to, label) in Steps)
        {
            html.Leaf("button", label, ("class", "button small"), ("name", "to"), ("value", to));
        }

        html.Close();
        html.Open("form", ("method", "post"), ("action", "/sandbox/clock"), ("class", "to"), ("data-reset", "")).Hidden("in", page.Conversation).Hidden("as", page.As.Email)
            .Void("input", ("name", "to"), ("aria-label", "Move the clock to a time or by a duration"), ("placeholder", "+2 h, 16:00"), ("required", ""), ("autocomplete", "off"), ("maxlength", "40"))
            .Leaf("button", "Move", ("class", "button small")).Close();
    }
}
