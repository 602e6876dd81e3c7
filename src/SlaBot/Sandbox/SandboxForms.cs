using System.Globalization;
using SlaBot.Actions;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>What the page's own forms post to. With a script they answer JSON; without, they lead back to the
/// page.</summary>
internal sealed class SandboxForms(SandboxActions room, PageBuilder pages, PrivateReplies privateReplies,
    ClockControl clock, SampleLeadSender samples, SampleWeek week, FirstSteps steps)
{
    private sealed record FormReply(bool Ok, string? Text, IReadOnlyList<Fault>? Faults = null, Card? Card = null)
    {
        /// <summary>What was typed and not taken: a page without a script has lost it.</summary>
        public string? Typed { get; init; }

        /// <summary>The lead's version now, for a form that stays open.</summary>
        public int? Version { get; init; }
    }

    /// <summary>The same for the page's script.</summary>
    private sealed record ScriptReplyDto(bool Ok, string? Text, IReadOnlyList<Fault>? Faults, int? Version);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sandbox/press",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.PressAsync));
        routes.MapPost("/sandbox/say",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.SayAsync));
        routes.MapPost("/sandbox/clock",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.ClockAsync));
        routes.MapPost("/sandbox/sample",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.SampleAsync));
        routes.MapPost("/sandbox/week",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.WeekAsync));
        routes.MapPost("/sandbox/dismiss",
            (HttpRequest request, SandboxForms forms) => forms.AnswerAsync(request, forms.Dismiss));
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, Func<IFormCollection, Task<FormReply>> act)
    {
        if (!request.HasFormContentType)
        {
            return Results.Problem("This door takes the page's forms; programs use /sandbox/api.",
                statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var told = await act(form);
        var scripted = request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
        var (place, actor) = (pages.Known(form["in"]), form["as"].ToString());
        if (told.Card is not null || (told.Text is not null && !(scripted && told.Faults is { Count: > 0 })))
        {
            var words = told.Typed is null || scripted ? told.Text : $"{told.Text} {told.Typed}";
            var card = told.Card ?? SlaBot.Actions.Replies.Sentence(words!, told.Ok ? Tone.Good : Tone.Warning);
            privateReplies.Add(place.Text, actor, room.Now, form["text"] is [{ } asked] ? asked : null, card);
        }

        return scripted
            ? Results.Json(new ScriptReplyDto(told.Ok, told.Text, told.Faults, told.Version))
            : Results.Redirect($"/?in={Uri.EscapeDataString(place.Text)}&as={Uri.EscapeDataString(actor)}#messages",
                permanent: false);
    }

    private async Task<FormReply> PressAsync(IFormCollection form)
    {
        var inputs = form.Where(pair => pair.Key.StartsWith("i.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[2..], pair => (string?)string.Join('\n', pair.Value.ToArray()),
                StringComparer.Ordinal);
        var intent = new SandboxPress(form["messageId"].ToString(), form["as"].ToString(), form["action"].ToString(),
            inputs, Number(form["version"]), Number(form["button"]));
        var answer = await room.PressAsync(intent);
        if (answer.Ok && answer.PrivateCard is null)
        {
            steps.Pressed();
        }

        return new FormReply(answer.Ok, answer.PrivateText, answer.FieldFaults, answer.PrivateCard ?? answer.Reply)
        {
            Typed = answer.Ok ? null : FormFaults.Typed(inputs),
            Version = answer.Code == "stale" ? room.VersionOf(intent.MessageId) : null,
        };
    }

    private async Task<FormReply> SayAsync(IFormCollection form) =>
        new(true, null, Card: await room.CommandAsync(form["as"].ToString(), form["text"].ToString()));

    private async Task<FormReply> ClockAsync(IFormCollection form)
    {
        if (await clock.MoveAsync(form["to"].ToString()) is { } fault)
        {
            return new FormReply(false, fault);
        }

        steps.Moved();
        return new FormReply(true, null);
    }

    private async Task<FormReply> SampleAsync(IFormCollection form)
    {
        var sent = await samples.SendOneAsync();
        steps.Sent();
        var owner = sent.Owner is null ? "nobody yet; it waits" : room.People.NameOf(sent.Owner);
        return new FormReply(true, $"{sent.Name} · {sent.Company} is now with {owner}.");
    }

    private async Task<FormReply> WeekAsync(IFormCollection form)
    {
        steps.End();
        return await week.PlayAsync(CancellationToken.None) is { } played
        ? new FormReply(true,
            $"A week was played: {English.Count(played.Leads, "lead")} and "
            + $"{English.Count(played.Actions, "action")}. The scorecard stands in its channel.")
        : new FormReply(false, SampleWeek.NeedsManualClock);
    }

    private Task<FormReply> Dismiss(IFormCollection form)
    {
        privateReplies.Remove(form["id"].ToString());
        return Task.FromResult(new FormReply(true, null));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
