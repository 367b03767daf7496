using Mono.Cecil;
using Mono.Cecil.Cil;
using Nec.Application.Jobs;
using Nec.Storage;

namespace Nec.Architecture.Tests;

/// <summary>
/// Looking records nothing: no call of a page or of what answers GET leads, over however many methods,
/// to a statement that writes or to the queue of jobs.
/// </summary>
public sealed class LookingTests
{
    private static readonly ILookup<string, string> Calls =
        (from body in Compiled.Bodies from call in body.Calls select (body.Name, call))
        .ToLookup(pair => pair.Name, pair => pair.call, StringComparer.Ordinal);

    private static readonly char[] Digits = [.. "0123456789"];

    // The key that signs links in mail is made by whoever comes first, and is nobody's record.
    private static readonly HashSet<string> Writers =
    [
        .. from body in Compiled.Bodies
           where body.Owner.FullName != typeof(Keys).FullName && body.Texts.Any(SqlTests.Writes().IsMatch)
           select body.Name,
        $"{typeof(JobQueue).FullName}::Invoke",
    ];

    [Fact]
    public void No_page_leads_to_a_write()
    {
        string[] pages = [.. Compiled.Bodies.Where(body => IsComponent(body.Owner)).Select(body => body.Name).Distinct()];
        Assert.Contains(pages, page => Calls[page].Any(call => call.StartsWith("Nec.Storage.", StringComparison.Ordinal)));
        Refuse(pages);
    }

    [Fact]
    public void Nothing_that_answers_get_leads_to_a_write()
    {
        string[] handlers =
        [
            .. Compiled.Bodies.Where(body => body.Room is House.Dashboard or House.Worker)
                .SelectMany(body => Handlers(body.Method, ["MapGet", "MapMethods"]))
                .Distinct(),
        ];
        Assert.NotEmpty(handlers);
        Refuse(handlers);
    }

    [Fact]
    public void What_answers_post_does_lead_to_a_write() => // so the way there is seen
        Assert.Contains(Compiled.Bodies.SelectMany(body => Handlers(body.Method, ["MapPost"])), handler => WayToWrite(handler) is not null);

    private static void Refuse(IEnumerable<string> starts)
    {
        var ways = starts.Select(WayToWrite).OfType<string>().ToList();
        Assert.True(
            ways.Count == 0,
            $"Mail readers and browsers open links that nobody followed: write behind a POST.\n{string.Join('\n', ways)}");
    }

    private static string? WayToWrite(string start)
    {
        Dictionary<string, string> ways = new(StringComparer.Ordinal) { [start] = start };
        Queue<string> open = new([start]);
        while (open.TryDequeue(out var name))
        {
            if (Writers.Contains(name))
            {
                return ways[name];
            }

            foreach (var call in Calls[name].Where(call => ways.TryAdd(call, $"{ways[name]} → {call}")))
            {
                open.Enqueue(call);
            }
        }

        return null;
    }

    // What is handed to MapGet is the last function named before the call; the build replaces the framework's by MapGet0, MapGet1, ….
    private static IEnumerable<string> Handlers(MethodDefinition method, string[] maps)
    {
        MethodReference? handler = null;
        foreach (var instruction in method.Body.Instructions)
        {
            handler = instruction.OpCode == OpCodes.Ldftn ? (MethodReference)instruction.Operand : handler;
            if (handler is not null && instruction.Operand is MethodReference called && maps.Contains(called.Name.TrimEnd(Digits)))
            {
                yield return Compiled.NameOf(handler);
            }
        }
    }

    private static bool IsComponent(TypeDefinition type) => type.BaseType is { } parent
        && (parent.Namespace == "Microsoft.AspNetCore.Components" || (parent is TypeDefinition ours && IsComponent(ours)));
}
