using SlaBot.Core.Policy.SettingsTree;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Tests.Chat.Echo;

/// <summary>All that a further chat platform needs: this file, and its registration where the program is built.</summary>
internal sealed class EchoRegistration : IPlatformRegistration
{
    public string Name => EchoPlatform.Name;

    public string Section => "Echo";

    public PlatformOptions Read(SettingsSection section, bool isDevelopment, string directory)
    {
        var options = new EchoOptions { Enabled = section.Flag("Enabled") ?? false };
        section.Close();
        return options;
    }

    public void AddServices(IServiceCollection services, PlatformSetup setup) =>
        services.AddSingleton<EchoPlatform>().AddSingleton<IChatPlatform>(at => at.GetRequiredService<EchoPlatform>());

    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet("/echo/cards", (EchoPlatform echo) => echo.Cards.Values.Select(card => new { card.Lead, card.Title, Buttons = card.Buttons.Select(button => button.Action) }));
        app.MapPost("/echo/press", async (EchoPress press, CurrentAgreement rules, ActionHandler actions) => await actions.PressAsync(new ActionRequest
        {
            Platform = Name, As = rules.Now.People.All.Single(person => person.IdOn(Name) == press.User).Email, Action = press.Action, Lead = press.Lead,
        }) is { } result ? result.PrivateText : null);
    }
}

internal sealed record EchoOptions : PlatformOptions;

internal sealed record EchoPress(string User, string Lead, string Action);

/// <summary>Keeps each card in memory, and shows them at /echo/cards.</summary>
internal sealed class EchoPlatform : IChatPlatform
{
    public const string Name = "echo";

    public string Platform => Name;

    public ConcurrentDictionary<string, Card> Cards { get; } = [];

    public bool Reaches(Person person) => person.IdOn(Name) is not null;

    public int Sureness(Person person) => Reaches(person) ? 2 : 0;

    public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        var id = outgoing.Existing?.MessageId ?? $"e{outgoing.Item.Id}";
        Cards[id] = outgoing.Card;
        return Task.FromResult<SendOutcome>(new Sent(Name, id, outgoing.Existing?.Place));
    }
}
