using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Nec.Dashboard.Tests;

/// <summary>What every page is asked in a browser: axe-core's rules, reflow, larger text, paper, and every stop of the keyboard.</summary>
internal static class Walk
{
    private const int MostStops = 60;

    /// <summary>At 1280 px; at 320 px by somebody who has asked for dark; with text twice as large.</summary>
    private static readonly (string Name, int Width, int Text, ColorScheme Scheme)[] Looks =
        [("1280 px", 1280, 16, ColorScheme.Light), ("320 px, dark", 320, 16, ColorScheme.Dark), ("text at 200 %", 1280, 32, ColorScheme.Light)];

    /// <summary>Everything that is wrong with some pages, each fault with its address and the look that shows it.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, Uri host, IEnumerable<string> addresses)
    {
        List<string> faults = [];
        var browser = await page.Context.NewCDPSessionAsync(page);
        foreach (var (name, width, text, scheme) in Looks)
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await browser.SendAsync("Page.setFontSizes", new Dictionary<string, object>(StringComparer.Ordinal) { ["fontSizes"] = new { standard = text, @fixed = text } });
            foreach (var address in addresses)
            {
                var reply = await page.GotoAsync(new Uri(host, address).ToString());
                IEnumerable<string> found =
                [
                    .. reply is { Status: >= 500 } && address != "/broken" ? [$"is broken: {reply.Status}"] : Array.Empty<string>(),
                    .. await Violations(page), .. await page.EvaluateAsync<string[]>(Shape), .. width == 1280 && text == 16 ? await Stops(page) : [],
                ];
                faults.AddRange(found.Select(fault => $"{address} at {name}: {fault}"));
                await Shoot(page, address, name);
            }
        }

        return faults;
    }

    /// <summary>axe-core's violations. Evaluated by the debugger, so the page's own policy stays as it is.</summary>
    public static async Task<string[]> Violations(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            Iframes = false,
            Rules = new(StringComparer.Ordinal) { ["target-size"] = new() { Enabled = true } },
        });
        return [.. result.Violations.Select(found => $"{found.Id}: {string.Join(", ", found.Nodes.Select(node => node.Target))}")];
    }

    // No scrolling sideways; one main heading, which the title repeats; a tag and a bar that is only a colour; a picture without words or table; movement.
    private const string Shape =
        """
        () => {
          const faults = [], root = document.documentElement, all = selector => [...document.querySelectorAll(selector)];
          if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
          const heading = all('h1');
          if (heading.length !== 1) faults.push(`${heading.length} main headings`);
          else if (!document.title.endsWith(`${heading[0].textContent.trim()} – Nec`)) faults.push(`the title is '${document.title}'`);
          if (all('.govuk-error-summary').length && !document.title.startsWith('Error: ')) faults.push('an error that the title does not tell');
          faults.push(...all('.govuk-tag').filter(tag => !tag.textContent.trim()).map(() => 'a tag without a word'));
          faults.push(...all('figure').filter(figure => !figure.querySelector('[aria-label]') || !figure.parentElement.querySelector('table')).map(() => 'a chart without words or without its table'));
          faults.push(...all('.govuk-table__body:empty').map(() => 'an empty table'));
          if (all('meta[http-equiv=refresh], marquee, [autoplay]').length || document.getAnimations().some(one => one.playState === 'running')) faults.push('movement that nobody asked for');
          if (getComputedStyle(root).colorScheme !== 'light') faults.push('not the light theme');
          return faults;
        }
        """;

    // From the top of the page (a box to tick shows its focus on the box that its label draws): each stop is seen, by a line or a shadow of its own, lies in view, and is not behind something else.
    private static async Task<IReadOnlyList<string>> Stops(IPage page)
    {
        HashSet<string> faults = new(StringComparer.Ordinal);
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>(Stop) is { Length: > 0 } fault)
            {
                if (fault == "end")
                {
                    break;
                }

                faults.Add(fault);
            }
        }

        return [.. faults];
    }

    private const string Stop =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body || at.dataset.walked) return 'end';
          at.dataset.walked = 'yes';
          if (at.tagName === 'IFRAME') return '';
          const name = (at.getAttribute('aria-label') || at.textContent || at.id).trim().slice(0, 40), box = at.getBoundingClientRect();
          const style = at.matches('[type=checkbox], [type=radio]') && at.nextElementSibling ? getComputedStyle(at.nextElementSibling, '::before') : getComputedStyle(at);
          if (!(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)') && style.boxShadow === 'none') return `the focus on '${name}' cannot be seen`;
          if (box.bottom <= 0 || box.top >= innerHeight) return `the focus on '${name}' is out of view`;
          const line = [...at.getClientRects()].find(one => one.width && one.height) ?? box;
          const top = document.elementFromPoint(line.left + line.width / 2, Math.min(Math.max(line.top + line.height / 2, 0), innerHeight - 1));
          return top && (at.contains(top) || top.contains(at)) ? '' : `the focus on '${name}' lies behind something`;
        }
        """;

    /// <summary>For a person to look at: NEC_SCREENSHOTS names a folder.</summary>
    public static async Task Shoot(IPage page, string address, string look)
    {
        if (Environment.GetEnvironmentVariable("NEC_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var name = string.Concat($"{address}-{look}".Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
