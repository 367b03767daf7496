using System.Text;
using System.Text.Json;
using Nec.Integrations.Http;

namespace Nec.Integrations.Meta;

/// <summary>What Meta said to one question: a document, an error of its own (with any status, 200 included), or nothing of use.</summary>
internal sealed record MetaAnswer
{
    /// <summary>Why a reply is of no use that is another document than it should be.</summary>
    public const string NotJson = "the reply is not the JSON that was asked for";

    private JsonElement? Document { get; init; }

    /// <summary>The error; null when there is none.</summary>
    public MetaError? Error { get; private init; }

    /// <summary>How much of the call limit is used, as told with this answer.</summary>
    public MetaUsage Usage { get; init; }

    /// <summary>Why there is neither a document nor an error: it may pass.</summary>
    public string? Trouble { get; private init; }

    /// <summary>The run had stopped before this was asked.</summary>
    public Unable? Stopped { get; private init; }

    /// <summary>Whether asking again may fare better.</summary>
    public bool IsPassing(MetaNetworkProfile voice) => WhyUnable(voice, "") is { NeedsPerson: false, StopAsking: false };

    /// <summary>Whether one of the fields asked for may be what was refused.</summary>
    public bool MayBeAField { get; private init; }

    /// <summary>Never asked, for the reason that stopped the run.</summary>
    public static MetaAnswer NotAsked(Unable reason, bool mayBeAField) => new() { Stopped = reason, MayBeAField = mayBeAField };

    /// <summary>Without an answer.</summary>
    public static MetaAnswer None(string trouble, MetaUsage usage = default) => new() { Trouble = trouble, Usage = usage };

    /// <summary>Whatever parses is read, since errors come with any status; <paramref name="failure"/> is told when it holds nothing.</summary>
    public static MetaAnswer Read(byte[]? body, string? failure, MetaUsage usage)
    {
        try
        {
            var document = body is { Length: > 0 } ? JsonElement.Parse(body) : default;
            var error = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("error", out var node) ? node.Deserialize<MetaError>(JsonSerializerOptions.Web) : null;

            return error is not null ? new() { Error = error, MayBeAField = error.MayBeAField, Usage = usage }
                : failure is not null || document.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) ? None(failure ?? NotJson, usage)
                : new() { Document = document, Usage = usage };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException) // the second: text that is no Unicode
        {
            return None(failure ?? NotJson, usage);
        }
    }

    /// <summary>The same for an entry of a batch, whose body is JSON written as a string.</summary>
    public static MetaAnswer Read(string? body, string? failure, MetaUsage usage) => Read(Encoding.UTF8.GetBytes(body ?? ""), failure, usage);

    /// <summary>The document in a shape; null when it has another.</summary>
    public T? As<T>()
        where T : class
    {
        try
        {
            return Document?.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException) // the second: text that is no Unicode
        {
            return null;
        }
    }

    /// <summary>Why there is no document; null when there is one.</summary>
    public Unable? WhyUnable(MetaNetworkProfile voice, string handle) =>
        Stopped ?? Error?.Explain(voice, handle, Usage.WaitMinutes) ?? (Trouble is null ? null : new Unable($"{voice.Network}: {Trouble}", NeedsPerson: false));

    /// <summary>As when the document has another shape than asked for.</summary>
    public static Unable Misshapen(MetaNetworkProfile voice) => new($"{voice.Network}: {NotJson}", NeedsPerson: false);
}
