using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Heartbeat;

/// <summary>Tells a monitor outside that we are alive, so that it notices when we fall silent.</summary>
public sealed class HeartbeatClient(IRestClient rest, HeartbeatOptions options)
{
    private const string Source = "the heartbeat's monitor";

    /// <summary>Whether a monitor is named.</summary>
    public bool IsSet => !string.IsNullOrEmpty(options.Url);

    /// <summary>Whether it is to be told of trouble in so many words.</summary>
    public bool TellsTrouble => !string.IsNullOrEmpty(options.FailUrl);

    /// <summary>Says once that all is well, or, by the other address, that something is wrong; what is wrong stays with us.</summary>
    /// <exception cref="IntegrationException">The monitor did not take it.</exception>
    public async Task Beat(bool isWell, CancellationToken cancellationToken)
    {
        var response = await rest.ExecuteGetAsync(new RestRequest(isWell ? options.Url : options.FailUrl), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        response.Require(Source);
    }
}
