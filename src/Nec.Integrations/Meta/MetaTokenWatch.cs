using System.Globalization;
using System.Text.Json.Serialization;
using Nec.Core.Calendar;
using Nec.Integrations.Http;

namespace Nec.Integrations.Meta;

/// <summary>Asks Meta about our token: whether it works, what it may do and when it dies. The app asks, so its id and secret must be set for that.</summary>
internal sealed class MetaTokenWatch(MetaWire wire, MetaNetworkProfile voice)
{
    // An expiry nearer than this is told.
    private const int WarnDays = 14;

    /// <summary>How the token stands; without the app's own token <paramref name="harmless"/> is asked instead, which cannot show the expiry.</summary>
    public async Task<Probe> Look(MetaCredential token, MetaCredential? app, MetaQuestion harmless, DateTimeOffset now, CancellationToken cancellationToken)
    {
        app ??= token.IsOfApp ? token : null;
        var answer = app is null ? await wire.Get(harmless, token, cancellationToken) : await wire.Debug(app, token, cancellationToken);
        if (answer.WhyUnable(voice, harmless.Node) is { } unable)
        {
            return Probe.Refused(answer.Error is not null && app is not null && unable.NeedsPerson ? unable with { Reason = $"asking about the token failed, check AppId and AppSecret: {unable.Reason}" } : unable);
        }

        if (app is null)
        {
            return answer.As<NodeJson>()?.Id is { Length: > 0 }
                ? new(ProbeOutcome.Warns, $"{voice.Network} accepts the token; when it dies cannot be seen until {voice.Network}:AppId and {voice.Network}:AppSecret are set")
                : Probe.Refused(MetaAnswer.Misshapen(voice));
        }

        return answer.As<DebugJson>()?.Data is { } data ? Judge(data, now) : Probe.Refused(MetaAnswer.Misshapen(voice));
    }

    private Probe Judge(TokenJson token, DateTimeOffset now)
    {
        var (expires, data) = (Instant(token.ExpiresAt), Instant(token.DataAccessExpiresAt));
        var nearer = expires is null || data < expires ? data ?? expires : expires;
        if (!token.IsValid || token.Error is not null || nearer <= now)
        {
            var why = (token.Error is { } error ? new MetaError(error.Code, error.Subcode).Explain(voice, "it", waitMinutes: null).Reason : null)
                ?? (nearer <= now ? $"the token expired on {Day(nearer.Value)}" : $"{voice.Network} says that the token is not valid") + $": make a new one and set {voice.Network}:Token";

            return new(ProbeOutcome.Fails, why) { ExpiresAt = nearer };
        }

        var isOfApp = string.Equals(token.Type, "APP", StringComparison.OrdinalIgnoreCase);
        var may = token.Scopes?.OfType<string>().Where(IsWord).ToArray() ?? [];
        var lacks = isOfApp ? [] : voice.Permissions.Except(may, StringComparer.Ordinal).ToArray();
        var isNear = nearer <= now.AddDays(WarnDays);
        string[] says =
        [
            isOfApp ? "the app's own token works; to read others' Pages the app needs the feature Page Public Metadata Access"
                : $"the token works; {(may.Length == 0 ? "it names no permission" : $"its permissions are {string.Join(", ", may)}")}",
            .. lacks.Length == 0 ? (string[])[] : [$"it lacks {string.Join(", ", lacks)}: grant that to the app again"],
            expires is null ? "it does not expire by time" : $"it expires on {Day(expires.Value)}",
            .. data is null ? (string[])[] : [$"its access to data ends on {Day(data.Value)}"],
            .. isNear ? [$"make a new one and set {voice.Network}:Token before then"] : (string[])[],
        ];

        return new(isNear || lacks.Length > 0 ? ProbeOutcome.Warns : ProbeOutcome.Works, string.Join("; ", says)) { ExpiresAt = nearer };
    }

    // Unix seconds; 0 is never, and so is what no calendar holds.
    private static DateTimeOffset? Instant(long? seconds) => seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    private static string Day(DateTimeOffset instant) => LondonTime.DateOf(instant).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static bool IsWord(string scope) => scope.Length <= 60 && scope.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_');

    private sealed record NodeJson(string? Id);

    private sealed record DebugJson(TokenJson? Data);

    private sealed record TokenJson(
        string? Type,
        IReadOnlyList<string?>? Scopes,
        TokenErrorJson? Error,
        [property: JsonPropertyName("is_valid")] bool IsValid,
        [property: JsonPropertyName("expires_at")] long? ExpiresAt,
        [property: JsonPropertyName("data_access_expires_at")] long? DataAccessExpiresAt);

    // Spelt otherwise than in the error envelope.
    private sealed record TokenErrorJson(int Code, int? Subcode);
}
