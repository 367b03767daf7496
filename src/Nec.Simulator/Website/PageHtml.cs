namespace Nec.Simulator;

/// <summary>A town's page as the server renders it.</summary>
internal static class PageHtml
{
    public static string Whole(PageState page) => Around(page, Sections.Priorities(page) + Sections.YouSaidWeDid(page) + Sections.Crime(page) + Sections.Meetings(page) + Sections.Team(page));

    /// <summary>What a broken night serves: all of the furniture, none of the sections.</summary>
    public static string WithoutSections(PageState page) => Around(page, "");

    private static string Around(PageState page, string sections) => $"""
        <!DOCTYPE html>
        <html lang="en-GB" class="no-js">
        {Furniture.Head($"{page.Town.Name} | Your area | Simulated West Dorset police")}<body class="t-area">
        {Furniture.Top()}<nav class="c-crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/area/your-area/">Your area</a></li><li>West Dorset</li><li>{page.Town.Name}</li></ol></nav>
        <main id="main" class="c-main">
        <h1>{page.Town.Name}</h1>
        {sections}</main>
        {Furniture.Footer(page.Town.Slug, page.Today)}</body>
        </html>

        """;
}
