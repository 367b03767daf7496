using System.Globalization;
using System.Text;

namespace Nec.Simulator;

/// <summary>What is on every page and means nothing to it: head, quick exit, cookies, navigation, footer.</summary>
internal static class Furniture
{
    private static readonly string[] Menus = ["Report", "Tell us about", "Apply or register", "Request", "Thanks and complaints", "Your area", "Advice", "About us"];

    private static readonly string[] Topics = ["a crime", "a road traffic incident", "antisocial behaviour", "fraud and online scams", "a missing person", "lost or found property", "an event or procession", "a firearm certificate", "footage of an incident", "information about yourself", "a business concern", "rural and wildlife crime"];

    private static readonly string[] Villages = ["Ashcombe", "Bramblehythe", "Cutwell", "Dunmarsh", "Eastlow", "Fernditch", "Gorsley", "Hawkmead", "Ivelbury", "Kingsrow", "Larkham", "Millbarrow", "Netherstoke", "Oakfleet", "Pennywater", "Quarrden", "Rushmere", "Saltway", "Thornlow", "Upwey Cross", "Vinehill", "Wrackford", "Yarnlea", "Zealcombe"];

    public static string Head(string title)
    {
        var style = new StringBuilder();
        for (var i = 0; i < 170; i++)
        {
            style.Append(CultureInfo.InvariantCulture, $".u-m-{i}{{margin:{i}px}}.u-p-{i}{{padding:{i}px}}.c-grid__item--{i}{{flex:0 0 {i}%;max-width:{i}%}}\n");
        }

        return $$"""
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <meta name="robots" content="index, follow">
            <link rel="stylesheet" href="/SysSiteAssets/dist/main.css">
            <style>
            {{style}}</style>
            <script>window.siteSettings = {"language":"en-GB","search":"/search","version":"4.11.2"};</script>
            </head>

            """;
    }

    public static string Top() => $"""
        <a class="c-skip" href="#main">Skip to main content</a>
        <div class="c-exit"><p>Press Escape at any time to leave this site quickly <a href="https://weather.example.org/">Leave now</a></p></div>
        <div class="c-cookies" role="region" aria-label="Cookies"><p>This site needs a few cookies to work. With your permission it sets others, to count visits and to remember your choices.</p>
          <button type="button">Allow all cookies</button> <button type="button">Only what is needed</button> <a href="/cookies">Choose cookies</a>
          <p class="u-hidden">Your choice has been saved. You may change it on the cookies page.</p></div>
        <div class="c-beta"><p>This is a new page. <a href="/feedback">Tell us what you think</a></p></div>
        <header class="c-header"><a class="c-header__logo" href="/"><svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true"><path d="M20 2l16 6v12c0 10-7 15-16 18C11 35 4 30 4 20V8z"/></svg> Simulated West Dorset police</a>
          <form action="/search" role="search"><label for="q">Search this site</label><input id="q" name="q"><button>Search</button></form></header>
        <nav class="c-nav" aria-label="Main"><ul>
        {string.Concat(Menus.Select(Menu))}</ul></nav>

        """;

    /// <summary>The two lines that change every day and say nothing.</summary>
    public static string Footer(string slug, DateOnly today) => $"""
        <footer class="c-footer">
          <nav aria-label="Areas nearby"><h2 class="u-hidden">Areas nearby</h2><ul>
        {string.Concat(Villages.Select(Village))}  </ul></nav>
          <p>Sorry, there was a technical problem. Please try again later. <span class="u-hidden">Error</span></p>
          <p>In an emergency call 999. At any other time call 101.</p>
          <p class="c-footer__updated">Last updated: {Sections.Date(today)}</p>
          <p class="c-footer__count">Visitors to this page today: {40 + Chance.Below(300, slug, "visitors", today.DayNumber)}</p>
          <p>All people on this page are invented.</p>
        </footer>

        """;

    private static string Menu(string menu)
    {
        var links = string.Concat(Topics.Select(topic => $"      <li class=\"c-nav__item\"><a class=\"c-nav__link\" href=\"/{Slug(menu)}/{Slug(topic)}/\">{menu}: {topic}</a></li>\n"));
        return $"  <li class=\"c-nav__group\"><a href=\"/{Slug(menu)}/\">{menu}</a>\n    <ul>\n{links}    </ul></li>\n";
    }

    private static string Village(string village)
        => $"    <li class=\"c-footer__item\"><a class=\"c-footer__link\" href=\"/area/your-area/dorset/west-dorset/{Slug(village)}/on-the-team/our-priorities\">{village}</a></li>\n";

    private static string Slug(string words) => words.ToLowerInvariant().Replace(' ', '-');
}
