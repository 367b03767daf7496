using System.Globalization;
using System.Text.Json;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.YouTube;

/// <summary>What one call gave: the channels that exist, matched to what was asked for; or why the whole call is of no use.</summary>
internal sealed class YouTubeReply
{
    private readonly Dictionary<string, ChannelJson> _channels = new(StringComparer.Ordinal);

    /// <summary>Why it is of no use for any account; null when it answers.</summary>
    public Unable? Refusal { get; private init; }

    /// <summary>The call that was not made, since the one before was refused.</summary>
    public static YouTubeReply Refused(Unable refusal) => new() { Refusal = refusal };

    /// <summary>Reads a reply; the key that was sent is never repeated in a reason.</summary>
    public static YouTubeReply Of(RestResponse response, string? key)
    {
        var body = Read(response);
        if (!response.IsSuccessStatusCode || body?.Error is not null || body?.Kind != "youtube#channelListResponse")
        {
            return Refused(YouTubeError.Explain(body?.Error, (int)response.StatusCode, key)
                ?? new Unable($"YouTube: {Reply.WhyUnable(response) ?? "the reply is not the JSON that was asked for"}", NeedsPerson: false));
        }

        var reply = new YouTubeReply();
        foreach (var channel in body.Items ?? []) // left out when nothing matches
        {
            _ = channel?.Id is { } id && reply._channels.TryAdd(id, channel);
        }

        return reply;
    }

    /// <summary>The count of one account; without an id, of the only channel in the answer to its handle.</summary>
    public AccountLook For(Account account, string? id, DateTimeOffset at)
    {
        if (Refusal is { } refusal)
        {
            return new AccountLook(account, refusal);
        }

        var channel = id is null ? (_channels.Count == 1 ? _channels.Values.Single() : null) : _channels.GetValueOrDefault(id);

        return channel is null
            ? new AccountLook(account, new Unable($"YouTube knows no channel {account.Handle}{(id is null || id == account.Handle ? "" : $" ({id})")}: correct the handle in the contract file", NeedsPerson: true))
            : new AccountLook(account, Judge(channel, account, at)) { NetworkId = channel.Id };
    }

    private static Look Judge(ChannelJson channel, Account account, DateTimeOffset at) => channel.Statistics switch
    {
        { HiddenSubscriberCount: true } => new Unable($"the channel {account.Handle} hides its number of subscribers on YouTube: its owner can show it, or record the count by hand", NeedsPerson: true),
        { SubscriberCount: { } told } when CountOf(told) is { } count => new Seen(new Reading(account.Id, account.Metric, at, count)
        {
            SignificantFigures = count >= 1000 ? 3 : null, // rounded down: a flat line and then a jump is normal
        }),
        _ => new Unable($"YouTube did not show the number of subscribers of {account.Handle}; the next run asks again", NeedsPerson: false),
    };

    // Numbers are strings, and now and then numbers; what is neither spoils one channel, not the call.
    private static long? CountOf(JsonElement told) =>
        told.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && long.TryParse(told.GetRawText().AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static BodyJson? Read(RestResponse response)
    {
        try
        {
            return response.RawBytes is { Length: > 0 } bytes ? JsonSerializer.Deserialize<BodyJson>(bytes, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record BodyJson(string? Kind, IReadOnlyList<ChannelJson?>? Items, JsonElement? Error);

    private sealed record ChannelJson(string? Id, StatisticsJson? Statistics);

    private sealed record StatisticsJson(JsonElement? SubscriberCount, bool? HiddenSubscriberCount);
}
