using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace SlaBot.Sandbox;

/// <summary>The page and its parts as HTML. Components encode every text and every attribute value.</summary>
internal static class SandboxHtml
{
    /// <summary>The whole document.</summary>
    public static string Page(PageModel model) => Render<SandboxPage>(model);

    /// <summary>The parts that change by themselves, by the id of the element whose content they are.</summary>
    public static IReadOnlyDictionary<string, string> Parts(PageModel model) => new Dictionary<string, string>
    {
        ["side"] = Render<ConversationList>(model),
        ["stream"] = Render<Conversation>(model),
        ["clock"] = Render<ClockTime>(model),
    };

    private static string Render<TComponent>(PageModel model) where TComponent : IComponent
    {
        // No component waits for anything, so that this comes back at once.
        using var renderer = new HtmlRenderer(new OneModel(model), NullLoggerFactory.Instance);
        return renderer.Dispatcher.InvokeAsync(RenderAsync).GetAwaiter().GetResult();

        async Task<string> RenderAsync() => (await renderer.RenderComponentAsync<TComponent>()).ToHtmlString();
    }

    /// <summary>Gives the components their model, and nothing else of the program.</summary>
    private sealed class OneModel(PageModel model) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(PageModel) ? model : null;
    }
}
