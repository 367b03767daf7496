using Hangfire;
using Hangfire.Dashboard;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>What Nec adds to every page of Hangfire's dashboard, once for the process: Hangfire shares it between all hosts.</summary>
internal static class EngineLook
{
    private static readonly Lazy<bool> Added = new(AddOnce);

    /// <summary>Adds it, unless it has been added.</summary>
    public static void Add() => _ = Added.Value;

    private static bool AddOnce()
    {
        var nec = typeof(EngineLook).Assembly;
        GlobalConfiguration.Configuration
            .UseDashboardStylesheet(nec, "engine.css")
            .UseDashboardJavaScript(nec, "engine.js")
            .UseJobDetailsRenderer(0, details => new NonEscapedString(EnginePage.Of(details.Page.Context).Achieved));
        AddLink("Results", "/jobs");
        AddLink("Runs", "/runs");
        AddLink("Back to Nec", "/");
        return true;
    }

    private static void AddLink(string words, string address) =>
        NavigationMenu.Items.Add(page => new(words, EnginePage.Of(page.Context).Root + address));
}
