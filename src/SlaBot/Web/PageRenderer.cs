using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Web;

/// <summary>Renders a page's component on the server. Components encode every text and every attribute value.</summary>
internal static class PageRenderer
{
    /// <summary>The page; <paramref name="model"/> is what its component injects beside the context.</summary>
    public static Reply Render<TPage>(PageSource source, object? model, int status = 200) where TPage : IComponent
    {
        // No component waits for anything, so that this comes back at once.
        using var renderer = new HtmlRenderer(new PageServices(new PageContext(source), model),
            NullLoggerFactory.Instance);
        var html = renderer.Dispatcher.InvokeAsync(RenderAsync).GetAwaiter().GetResult();
        return new Reply(status, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

        async Task<string> RenderAsync() => (await renderer.RenderComponentAsync<TPage>()).ToHtmlString();
    }

    /// <summary>Gives the components their context and model, and nothing else of the program.</summary>
    private sealed class PageServices(PageContext page, object? model) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(PageContext) ? page : serviceType == model?.GetType() ? model : null;
    }
}

/// <summary>A lead with its events; <paramref name="Judged"/> is the lead as its criteria are found at this
/// instant.</summary>
internal sealed record LeadModel(LeadState Lead, LeadState Judged, IReadOnlyList<StoredEvent> Events);

/// <summary>How a deadline of a lead came about, in sentences.</summary>
internal sealed record WhyModel(LeadState Lead, ClauseKind Clause, IReadOnlyList<string> Sentences);

/// <summary>A heading and sentences; <paramref name="IsOpen"/> when everybody may read them.</summary>
internal sealed record TextModel(string Title, IReadOnlyList<string> Sentences, bool IsOpen);

/// <summary>The form that takes a key: the page that it leads back to, and what was wrong with the last try.</summary>
internal sealed record SignInModel(string To, string? Fault);
