using System.Net;
using System.Text;

namespace Nec.Core.Notices;

/// <summary>Blocks as HTML that Outlook renders: one table, inline styles, no remote content, readable at 320 px and in dark mode.</summary>
internal static class HtmlRendering
{
    private const string Font = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.4;";

    /// <summary>The whole document.</summary>
    public static string Of(string subject, string language, IEnumerable<Block> blocks)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(language).Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<title>").Append(Text(subject)).Append("</title>\n</head>\n<body style=\"margin:0;padding:0\">\n")
            .Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td align=\"center\" style=\"padding:16px\">\n")
            .Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"max-width:600px;text-align:left\">\n");
        foreach (var block in blocks)
        {
            html.Append("<tr><td style=\"").Append(Font).Append("padding:0 0 12px 0\">").Append(Inner(block)).Append("</td></tr>\n");
        }

        return html.Append("</table>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    private static string Inner(Block block) => block switch
    {
        Heading heading => $"<h2 style=\"font-size:19px;margin:12px 0 0 0\">{Text(heading.Words)}</h2>",
        Paragraph paragraph => $"<p style=\"margin:0{(paragraph.Quiet ? ";font-size:14px" : "")}\">{Text(paragraph.Words)}</p>",
        Item item => ItemHtml(item),
        Lines lines => $"<ul style=\"margin:0;padding-left:20px\">{string.Concat(lines.Words.Select(line => $"<li>{Text(line)}</li>"))}</ul>",
        _ => "",
    };

    private static string ItemHtml(Item item)
    {
        var said = string.Concat(item.Said.Select(said => $"<br>{Text(said)}"));
        var link = item.Link is null ? "" : $"<br><a href=\"{Text(item.Link)}\">{Text(item.LinkWords!)}: {Text(item.LinkTitle)}</a>";
        var small = item.Small.Count == 0 ? "" : $"<br><span style=\"font-size:14px\">{string.Join(" &nbsp; ", item.Small.Select(one => $"<a href=\"{Text(one.Link)}\">{Text(one.Words)}</a>"))}</span>";
        return $"<p style=\"margin:0;padding-left:12px;border-left:4px solid #1d70b8\"><strong>{Text(item.Action)}</strong>{said}{link}{small}</p>";
    }

    private static string Text(string words) => WebUtility.HtmlEncode(OneLine.Of(words));
}
