using System.Globalization;
using System.Net;
using System.Text;

namespace Nec.Simulator;

/// <summary>The sections of a town's page that editors and systems change.</summary>
internal static class Sections
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static readonly string[] Crimes = ["Anti-social behaviour", "Violence and sexual offences", "Criminal damage and arson", "Other theft", "Vehicle crime"];

    public static string Priorities(PageState page)
    {
        var html = new StringBuilder($"""
            <section class="c-panel c-panel--priorities" data-module="priorities">
              <h2 class="c-panel__title">Our priorities</h2>
              <p class="c-panel__meta">Issued {Date(page.IssuedOn)}</p>

            """);
        for (var i = 0; i < 3; i++)
        {
            // Two steps a revision through ten texts: neighbouring revisions share at most one, and never its numbers.
            var (title, aim, action) = Wording.Priorities[(Start(page.Town) + (page.PrioritiesRevision * 2) + i) % Wording.Priorities.Count];
            html.Append(English, $"""
                  <h3 class="c-panel__subtitle">{Fill(title, page, "priority", page.PrioritiesRevision, i)}</h3>
                  <p>{Fill(aim, page, "priority", page.PrioritiesRevision, i)}</p>
                  <p><strong>Action taken:</strong> {Fill(action, page, "priority", page.PrioritiesRevision, i)}</p>

                """);
        }

        return html.Append("</section>\n").ToString();
    }

    public static string YouSaidWeDid(PageState page)
    {
        if (page.YouSaidWeDidRevision is not { } revision)
        {
            return "";
        }

        var html = new StringBuilder("<section class=\"c-panel c-panel--feedback\">\n  <h2 class=\"c-panel__title\">You said, we did</h2>\n");
        for (var i = 0; i < 3; i++)
        {
            var (said, did) = Wording.YouSaid[(Start(page.Town) + (revision * 3) + i) % Wording.YouSaid.Count];
            html.Append(English, $"""
                  <p><strong>You said</strong> {Fill(said, page, "said", revision, i)}</p>
                  <p><strong>We did:</strong> {Fill(did, page, "said", revision, i)}</p>

                """);
        }

        return html.Append("</section>\n").ToString();
    }

    /// <summary>Figures of the month before last, as they are published.</summary>
    public static string Crime(PageState page)
    {
        var month = new DateOnly(page.Today.Year, page.Today.Month, 1).AddMonths(-2);
        var rows = string.Concat(Crimes.Select(crime =>
            $"    <tr><th scope=\"row\">{crime}</th><td>{6 + Chance.Below(60, page.Town.Slug, crime, month.DayNumber)}</td></tr>\n"));
        return $"""
            <section class="c-panel c-panel--crime">
              <h2 class="c-panel__title">Top reported crimes in this area</h2>
              <p>Reported in {month.ToString("MMMM yyyy", English)}</p>
              <table class="c-table"><caption>Crimes reported, by kind</caption>
            {rows}  </table>
            </section>

            """;
    }

    /// <summary>The two next first Saturdays at the square, in the site's own spelling of times.</summary>
    public static string Meetings(PageState page)
    {
        var html = new StringBuilder("<section class=\"c-panel c-panel--events\">\n  <h2 class=\"c-panel__title\">Meetings and events</h2>\n");
        for (var (month, shown) = (new DateOnly(page.Today.Year, page.Today.Month, 1), 0); shown < 2; month = month.AddMonths(1))
        {
            var saturday = month.AddDays((DayOfWeek.Saturday - month.DayOfWeek + 7) % 7);
            if (saturday >= page.Today)
            {
                shown++;
                html.Append(English, $"  <h5>Meet your team</h5>\n  <p>10:00AM–11:30AM, {saturday.ToString("ddd dd MMMM yyyy", English)}</p>\n  <p>{WebUtility.HtmlEncode(page.Town.Square)}, {page.Town.Name}</p>\n");
            }
        }

        return html.Append("</section>\n").ToString();
    }

    public static string Team(PageState page) => "<section class=\"c-panel c-panel--team\">\n  <h2 class=\"c-panel__title\">On the team</h2>\n  <ul class=\"c-team\">\n"
        + string.Concat(page.Town.Officers.Select(officer =>
            $"    <li class=\"c-team__member\"><h3>{officer}</h3><p><a href=\"mailto:{officer.Split(' ')[^1].ToLowerInvariant()}@example.org\">Email {officer}</a></p></li>\n"))
        + "  </ul>\n</section>\n";

    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", English);

    private static int Start(Town town) => Chance.Below(10, town.Slug, "first text");

    private static string Fill(string text, PageState page, string kind, int revision, int item) => WebUtility.HtmlEncode(string.Format(
        English, text, page.Town.Name, page.Town.Square, page.Town.Car, page.Town.Hall, 2 + Chance.Below(27, page.Town.Slug, kind, revision, item)));
}
