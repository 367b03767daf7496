using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The ways of failing that are this network's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class GraphFault
{
    /// <summary>The error envelope with its usual status: <c>Error(190, 463)</c> is an expired token.</summary>
    public static HttpFault Error(int code, int? subcode = null)
        => new($"error {code}/{subcode}", (context, _) => GraphError.Of(code, subcode).Send(context));

    /// <summary>The error envelope with status 200.</summary>
    public static HttpFault ErrorAsSuccess(int code, int? subcode = null)
        => new($"error {code}/{subcode} with status 200", (context, _) => GraphError.Of(code, subcode).Send(context, status: 200));

    /// <summary>A limit reached, with the minutes to wait in the usage header.</summary>
    public static HttpFault Limited(int code, int minutes) => new($"limit {code}", (context, _) =>
    {
        Usage.Write(context, percent: 100, minutes);
        return GraphError.Of(code, null).Send(context);
    });

    /// <summary>The good answer without one field, as when a permission is missing.</summary>
    public static HttpFault MissingField(string field) => new($"without {field}", async (context, good) =>
    {
        var node = JsonNode.Parse(await Reply.Held(context, good))!.AsObject(); // the good answer is always an object
        node.Remove(field);
        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=UTF-8", node.ToJsonString(GraphApi.Spelling));
    });

    /// <summary>A batch of which the entries at these places did not finish.</summary>
    public static HttpFault Unfinished(params int[] places) => new($"unfinished {string.Join(',', places)}", async (context, good) =>
    {
        var answers = JsonNode.Parse(await Reply.Held(context, good))!.AsArray(); // the good answer to a batch is always a list
        foreach (var place in places.Where(place => place < answers.Count))
        {
            answers[place] = null;
        }

        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=UTF-8", answers.ToJsonString(GraphApi.Spelling));
    });

    /// <summary>The good answer with so much of the limit used, told in the old header, whose text has single quotes.</summary>
    public static HttpFault OldUsage(int percent) => new($"old usage {percent}", async (context, good) =>
    {
        var body = await Reply.Held(context, good);
        Usage.WriteOld(context, percent);
        await Reply.Bytes(context, context.Response.StatusCode, context.Response.ContentType, body);
    });
}
