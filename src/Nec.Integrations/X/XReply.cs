using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.X;

/// <summary>What one call gave: users and errors side by side with status 200, each matched to the name asked for; or why the whole call is of no use.</summary>
internal sealed class XReply
{
    private readonly Dictionary<string, UserJson> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ErrorJson> _errors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why it is of no use for any account; null when it answers.</summary>
    public Unable? Refusal { get; private init; }

    /// <summary>Until when X has nothing for us, if it was the usage cap that we met and X says so.</summary>
    public DateTimeOffset? CapEnds { get; private init; }

    /// <summary>The call that was not made, since the one before was refused.</summary>
    public static XReply Refused(Unable refusal) => new() { Refusal = refusal };

    public static XReply Of(RestResponse response, DateTimeOffset now)
    {
        var body = Read<BodyJson<List<UserJson?>>>(response);
        if (Judge(response, body, now) is { } refusal)
        {
            return new() { Refusal = refusal, CapEnds = XProblem.IsUsageCap(body?.Type, body?.Title) ? XProblem.CapEnds(response, now) : null };
        }

        var reply = new XReply();
        foreach (var user in body?.Data ?? [])
        {
            _ = user?.Username is { } name && reply._users.TryAdd(name, user);
        }

        foreach (var error in body?.Errors ?? [])
        {
            _ = (error?.Value ?? error?.ResourceId) is { } name && reply._errors.TryAdd(name, error!);
        }

        return reply;
    }

    /// <summary>Why a reply about something else than users is of no use; null when it is a good one.</summary>
    public static Unable? WhyUseless(RestResponse response, DateTimeOffset now) => Judge(response, Read<BodyJson<JsonElement?>>(response), now);

    /// <summary>The count of one account, or why it was not seen.</summary>
    public AccountLook For(AskedAccount asked, string name, DateTimeOffset at)
    {
        var account = asked.Account;
        if (Refusal is { } refusal)
        {
            return new AccountLook(account, refusal);
        }

        if (!_users.TryGetValue(name, out var user))
        {
            return new AccountLook(account, _errors.TryGetValue(name, out var error)
                ? XProblem.OfAccount(name, error.Type, error.Title, error.Detail)
                : new Unable($"X left out @{name} without saying why; the next run asks again", NeedsPerson: false));
        }

        if (asked.NetworkId is { Length: > 0 } known && user.Id != known)
        {
            return new AccountLook(account, new Unable($"the name @{name} on X now belongs to another account: correct the account {account.Id} in the contract file", NeedsPerson: true));
        }

        return new AccountLook(account, CountOf(user) is { } count
            ? new Seen(new Reading(account.Id, account.Metric, at, count))
            : new Unable($"X did not show the number of followers of @{name}; the next run asks again", NeedsPerson: false))
        {
            NetworkId = user.Id,
        };
    }

    // What is no whole number spoils one account, not the call.
    private static long? CountOf(UserJson user) =>
        user.Metrics is { ValueKind: JsonValueKind.Object } metrics && metrics.TryGetProperty("followers_count", out var field)
            && field.ValueKind == JsonValueKind.Number && field.TryGetInt64(out var count) && count >= 0 ? count : null;

    private static Unable? Judge<T>(RestResponse response, BodyJson<T>? body, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode && body is not null && (body.Data is not null || (body.Errors is { Count: > 0 } && body.Type is null)))
        {
            return null;
        }

        var status = response.IsSuccessStatusCode && body?.Status is { } told ? told : (int)response.StatusCode;

        return XProblem.OfCall(status, body?.Type, body?.Title, body?.Errors?.Any(error => error?.Code == XProblem.RateLimit) == true, XProblem.Reset(response), XProblem.CapEnds(response, now))
            ?? new Unable($"X: {Reply.WhyUnable(response) ?? "the reply is not the JSON that was asked for"}", NeedsPerson: false);
    }

    private static T? Read<T>(RestResponse response)
        where T : class
    {
        try
        {
            return response.RawBytes is { Length: > 0 } bytes ? JsonSerializer.Deserialize<T>(bytes, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record BodyJson<T>(T? Data, IReadOnlyList<ErrorJson?>? Errors, string? Type, string? Title, int? Status);

    private sealed record UserJson(string? Id, string? Username, [property: JsonPropertyName("public_metrics")] JsonElement? Metrics);

    private sealed record ErrorJson(string? Value, [property: JsonPropertyName("resource_id")] string? ResourceId, string? Type, string? Title, string? Detail, int? Code);
}
