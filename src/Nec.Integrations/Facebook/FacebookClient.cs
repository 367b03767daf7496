using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Facebook;

/// <summary>Counts the likes and followers of Facebook Pages: one plain GET a Page, since asking for several at once (<c>?ids=</c>) fails for all when one is wrong, and was withdrawn in 2026.</summary>
public sealed class FacebookClient(IRestClient rest, FacebookOptions options)
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "facebook";

    /// <summary>The count of the account's own metric, or why it could not be seen.</summary>
    public async Task<Look> Count(Account account, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (WhyNotAskable(account) is { } refusal)
        {
            return refusal;
        }

        var response = await rest.ExecuteGetAsync(Request(account.Handle), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (Read(response) is not { } page)
        {
            return new Unable($"Facebook: {Reply.WhyUnable(response) ?? "the reply is not the JSON that was asked for"}", NeedsPerson: false);
        }

        return page.Error is { } error ? FacebookError.Explain(error.Code, error.Subcode, account.Handle, WaitMinutes(response)) : Judge(page, account, at);
    }

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : string.IsNullOrWhiteSpace(options.Token) ? new Unable("Facebook:Token is not set", NeedsPerson: true)
        : account.Metric is not (PageLikes or Followers) ? new Unable($"Facebook has no metric {account.Metric}; use {PageLikes} or {Followers}", NeedsPerson: true)
        : !IsHandle(account.Handle) ? new Unable($"'{account.Handle}' is not a Page's id or username; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private const string PageLikes = "page-likes";
    private const string Followers = "followers";

    private static bool IsHandle(string handle) =>
        handle.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(handle[0]) && handle.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private RestRequest Request(string handle)
    {
        var token = options.Token!.Trim(); // WhyNotAskable has seen it
        var request = new RestRequest("{version}/{page}")
            .AddUrlSegment("version", options.Version)
            .AddUrlSegment("page", handle)
            .AddQueryParameter("fields", "id,followers_count,fan_count", encode: false)
            .AddHeader("Authorization", $"Bearer {token}"); // never in the address, which servers and proxies log
        if (!string.IsNullOrWhiteSpace(options.AppSecret))
        {
            var proof = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.AppSecret.Trim()), Encoding.UTF8.GetBytes(token));
            request.AddQueryParameter("appsecret_proof", Convert.ToHexStringLower(proof));
        }

        return request;
    }

    // Facebook's errors come with any status, 200 included: whatever parses is read.
    private static PageJson? Read(RestResponse response)
    {
        try
        {
            var page = response.RawBytes is { Length: > 0 } body ? JsonSerializer.Deserialize<PageJson>(body, JsonSerializerOptions.Web) : null;
            return page?.Error is not null || response.IsSuccessStatusCode ? page : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Look Judge(PageJson page, Account account, DateTimeOffset at)
    {
        var isId = account.Handle.All(char.IsAsciiDigit);
        if (string.IsNullOrEmpty(page.Id) || (isId && page.Id != account.Handle))
        {
            return new Unable($"Facebook answered for another Page than {account.Handle}", NeedsPerson: true);
        }

        var (field, count) = account.Metric == PageLikes ? ("fan_count", page.FanCount) : ("followers_count", page.FollowersCount);

        return count is >= 0
            ? new Seen(new Reading(account.Id, account.Metric, at, count.Value))
            : new Unable($"Facebook does not show {field} of {account.Handle}: give the token pages_read_engagement for this Page", NeedsPerson: true);
    }

    // Meta has no Retry-After: minutes stand in a JSON header, sometimes in single quotes.
    private static int? WaitMinutes(RestResponse response)
    {
        var header = response.Headers?.FirstOrDefault(header => string.Equals(header.Name, "X-Business-Use-Case-Usage", StringComparison.OrdinalIgnoreCase))?.Value;
        var at = header?.IndexOf("estimated_time_to_regain_access", StringComparison.Ordinal) ?? -1;
        if (header is null || at < 0)
        {
            return null;
        }

        var digits = header[at..].SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit).Take(6).ToArray();

        return int.TryParse(digits, out var minutes) && minutes > 0 ? minutes : null;
    }

    private sealed record PageJson(
        string? Id,
        [property: JsonPropertyName("followers_count")] long? FollowersCount,
        [property: JsonPropertyName("fan_count")] long? FanCount,
        ErrorJson? Error);

    private sealed record ErrorJson(int Code, [property: JsonPropertyName("error_subcode")] int? Subcode);
}
