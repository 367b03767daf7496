using System.Globalization;
using System.Text.Json;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Meta;

/// <summary>The Graph API's two ways of asking: one object by GET, or up to fifty in one batch. Several by <c>?ids=</c> fail together when one is wrong, and that way was withdrawn in 2026.</summary>
internal sealed class MetaWire(IRestClient rest, string version)
{
    /// <summary>Questions that a batch may hold.</summary>
    public const int BatchSize = 50;

    /// <summary>One question.</summary>
    public async Task<MetaAnswer> Get(MetaQuestion question, MetaCredential credential, CancellationToken cancellationToken)
    {
        var request = Request(Path(question.Node), Method.Get, credential).AddQueryParameter("fields", question.Written, encode: false);
        if (credential.Proof is { } proof)
        {
            request.AddQueryParameter("appsecret_proof", proof);
        }

        return await Send(request, cancellationToken);
    }

    /// <summary>
    /// What Meta knows of a token. It must stand in the address, Graph offers nothing else: no redirect is followed, and no reason or log of ours holds an address.
    /// </summary>
    public async Task<MetaAnswer> Debug(MetaCredential app, MetaCredential asked, CancellationToken cancellationToken) =>
        await Send(Request(Path("debug_token"), Method.Get, app).AddQueryParameter("input_token", asked.Token), cancellationToken);

    /// <summary>Several questions in one call, each with its own answer, in their order; an entry that did not finish has none (null).</summary>
    public async Task<IReadOnlyList<MetaAnswer?>> Batch(IReadOnlyList<MetaQuestion> questions, MetaCredential credential, CancellationToken cancellationToken)
    {
        var entries = questions.Select(question => new { method = "GET", relative_url = $"{Uri.EscapeDataString(question.Node)}?fields={question.Written}" });
        var request = Request($"{version}/", Method.Post, credential).AddParameter("batch", JsonSerializer.Serialize(entries));
        if (credential.Proof is { } proof)
        {
            request.AddParameter("appsecret_proof", proof);
        }

        var whole = await Send(request, cancellationToken);
        if (whole.As<EntryJson?[]>() is not { } got)
        {
            var trouble = whole.Error is null && whole.Trouble is null ? MetaAnswer.None(MetaAnswer.NotJson, whole.Usage) : whole;
            return [.. questions.Select(_ => trouble)];
        }

        return [.. questions.Select((_, index) => got.ElementAtOrDefault(index) is { Body: not null } entry ? Read(entry, whole.Usage) : null)];
    }

    private static MetaAnswer Read(EntryJson entry, MetaUsage usage) => MetaAnswer.Read(
        entry.Body,
        entry.Code is >= 200 and < 300 ? null : string.Create(CultureInfo.InvariantCulture, $"HTTP {entry.Code}"),
        usage.And(MetaUsage.Of(entry.Headers?.OfType<HeaderJson>().Select(header => (header.Name, header.Value)) ?? [])));

    private async Task<MetaAnswer> Send(RestRequest request, CancellationToken cancellationToken)
    {
        var response = await rest.ExecuteAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var usage = MetaUsage.Of(response.Headers?.Select(header => ((string?)header.Name, (string?)header.Value)) ?? []);

        return MetaAnswer.Read(response.RawBytes, Reply.WhyUnable(response), usage);
    }

    private string Path(string node) => $"{version}/{Uri.EscapeDataString(node)}";

    private static RestRequest Request(string path, Method method, MetaCredential credential) =>
        new RestRequest(path, method).AddHeader("Authorization", credential.Authorization);

    private sealed record EntryJson(int Code, IReadOnlyList<HeaderJson?>? Headers, string? Body);

    private sealed record HeaderJson(string? Name, string? Value);
}
