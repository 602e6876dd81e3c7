using System.Globalization;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Desk;

namespace SlaBot.Sandbox;

/// <summary>What the page's own forms post to. With a script they answer JSON; without, they lead back to the page.</summary>
internal sealed class SandboxForms(SandboxRoom room, PageMaker pages, Whispers whispers, ClockBox clock, SampleDesk samples, SampleWeek week)
{
    private sealed record Told(bool Ok, string? Text, IReadOnlyList<Fault>? Faults = null, Card? Card = null)
    {
        /// <summary>What was typed and not taken: a page without a script has lost it.</summary>
        public string? Typed { get; init; }

        /// <summary>The lead's version now, for a form that stays open.</summary>
        public int? Version { get; init; }
    }

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sandbox/press", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.PressAsync));
        routes.MapPost("/sandbox/say", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.SayAsync));
        routes.MapPost("/sandbox/clock", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.ClockAsync));
        routes.MapPost("/sandbox/sample", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.SampleAsync));
        routes.MapPost("/sandbox/week", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.WeekAsync));
        routes.MapPost("/sandbox/dismiss", (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.Dismiss));
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, Func<IFormCollection, Task<Told>> act)
    {
        if (!request.HasFormContentType)
        {
            return Results.Problem("This door takes the page's forms; programs use /sandbox/api.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var told = await act(form);
        var scripted = request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
        var (place, actor) = (pages.Known(form["in"]), form["as"].ToString());
        if (told.Card is not null || (told.Text is not null && !(scripted && told.Faults is { Count: > 0 })))
        {
            var words = told.Typed is null || scripted ? told.Text : $"{told.Text} {told.Typed}";
            var card = told.Card ?? Chat.Answer.Sentence(words!, told.Ok ? Tone.Good : Tone.Warning);
            whispers.Add(place, actor, room.Now, form["text"] is [{ } asked] ? asked : null, card);
        }

        return scripted
            ? Results.Json(new { ok = told.Ok, text = told.Text, faults = told.Faults, version = told.Version })
            : Results.Redirect($"/?in={Uri.EscapeDataString(place)}&as={Uri.EscapeDataString(actor)}#messages", permanent: false);
    }

    private async Task<Told> PressAsync(IFormCollection form)
    {
        var inputs = form.Where(one => one.Key.StartsWith("i.", StringComparison.Ordinal))
            .ToDictionary(one => one.Key[2..], one => (string?)string.Join('\n', one.Value.ToArray()), StringComparer.Ordinal);
        var wish = new PressWish(form["messageId"].ToString(), form["as"].ToString(), form["action"].ToString(), inputs, Number(form["version"]), Number(form["button"]));
        var answer = await room.PressAsync(wish);
        return new Told(answer.Ok, answer.PrivateText, answer.FieldFaults, answer.PrivateCard)
        {
            Typed = answer.Ok ? null : FieldWords.Typed(inputs),
            Version = answer.Code == "stale" ? room.VersionOf(wish.MessageId) : null,
        };
    }

    private async Task<Told> SayAsync(IFormCollection form) =>
        new(true, null, Card: await room.CommandAsync(form["as"].ToString(), form["text"].ToString()));

    private async Task<Told> ClockAsync(IFormCollection form) =>
        await clock.MoveAsync(form["to"].ToString()) is { } fault ? new Told(false, fault) : new Told(true, null);

    private async Task<Told> SampleAsync(IFormCollection form)
    {
        var sent = await samples.SendOneAsync();
        var owner = sent.Owner is null ? "nobody yet; it waits" : room.People.NameOf(sent.Owner);
        return new Told(true, $"{sent.Name} · {sent.Company} is now with {owner}.");
    }

    private async Task<Told> WeekAsync(IFormCollection form) => await week.PlayAsync(CancellationToken.None) is { } played
        ? new Told(true, $"A week was played: {Words.Count(played.Leads, "lead")} and {Words.Count(played.Actions, "action")}. The scorecard stands in its channel.")
        : new Told(false, SampleWeek.NeedsManualClock);

    private Task<Told> Dismiss(IFormCollection form)
    {
        whispers.Remove(form["id"].ToString());
        return Task.FromResult(new Told(true, null));
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
