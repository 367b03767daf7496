using System.Collections.Concurrent;

namespace Nec.Integrations.Http;

/// <summary>Asks as a host wants to be asked: not while it wants to be left alone or is broken, and not faster than its pace.</summary>
internal sealed class ConductHandler(HostPace pace, HostCircuits circuits, HostWaits waits, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (pace.IsUnlimited || request.RequestUri is not { } address)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var circuit = circuits.Of(address);
        circuit.ThrowIfOpen();
        await waits.Keep(address, cancellationToken);
        using var place = await pace.Enter(address, cancellationToken);
        var response = await circuit.Ask(token => base.SendAsync(request, token), cancellationToken);
        if (!await UsageCap.IsIn(response, cancellationToken))
        {
            waits.Note(address, response);
        }

        pace.Heed(address, RateLimit.UsedPercent(response));

        return response;
    }
}

/// <summary>Every host's circuit; one set for the whole process, since a host is broken for all sources alike.</summary>
internal sealed class HostCircuits(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, HostCircuit> _circuits = new(StringComparer.OrdinalIgnoreCase);

    public HostCircuit Of(Uri address) => _circuits.GetOrAdd(address.Authority, _ => new HostCircuit(address.IdnHost, timeProvider));
}
