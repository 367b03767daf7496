using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using RestSharp;

namespace Nec.Integrations.Http;

/// <summary>The one door for replies: a good one is opened, every other becomes an <see cref="IntegrationException"/>.</summary>
public static class Reply
{
    /// <summary>The bytes of a successful reply.</summary>
    public static byte[] Require(this RestResponse response, string source)
    {
        if (WhyUnable(response) is { } detail)
        {
            throw new IntegrationException(source, StatusOf(response), detail);
        }

        return response.RawBytes ?? [];
    }

    /// <summary>The successful reply as an object; an empty body or another kind of document (HTML with status 200) is refused.</summary>
    public static T Require<T>(this RestResponse<T> response, string source)
    {
        _ = Require((RestResponse)response, source);

        return response.Data ?? throw new IntegrationException(source, StatusOf(response), "the reply is not the JSON that was asked for");
    }

    /// <summary>Why the reply is of no use, in words; null when it is a success.</summary>
    internal static string? WhyUnable(RestResponse response)
    {
        if (Refusal(response.ErrorException) is { } refusal)
        {
            return refusal.Message;
        }

        if (StatusOf(response) is { } status)
        {
            // RestSharp keeps the status when the document does not parse.
            return response.IsSuccessStatusCode
                ? response.ErrorException is JsonException ? "the reply is not the JSON that was asked for" : null
                : string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        }

        return Cause(response.ErrorException) switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "the host name is not known",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
            AuthenticationException => "the server's certificate was not accepted",
            UriFormatException => "the address is not a web address",
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the reply broke off",
            InvalidDataException => "the reply could not be unpacked",
            _ when response.ResponseStatus == ResponseStatus.TimedOut => "no reply in time",
            _ => "no reply",
        };
    }

    /// <summary>Why our own handlers refused to go on; null when they did not.</summary>
    internal static RefusedException? Refusal(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is RefusedException refused)
            {
                return refused;
            }
        }

        return null;
    }

    private static int? StatusOf(RestResponse response) => (int)response.StatusCode is > 0 and var status ? status : null;

    private static Exception? Cause(Exception? failure)
    {
        while (failure is not (null or SocketException or AuthenticationException or UriFormatException or HttpIOException or InvalidDataException) && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
