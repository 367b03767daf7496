using Hangfire;
using Hangfire.Dashboard;

namespace Nec.Dashboard.Jobs;

/// <summary>What Nec adds to every page of Hangfire's dashboard, once: Hangfire keeps it for the whole process, whatever the number of hosts.</summary>
internal static class EngineLook
{
    private static readonly Lazy<bool> Added = new(AddOnce);

    /// <summary>Adds it, unless it is there.</summary>
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
