using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Integrations.Http;

/// <summary>No reply, body included, may begin too late, take longer or be larger than we allow. It reads the body itself, so that the retries outside it see a broken one.</summary>
internal sealed class BoundedHandler(HttpOptions options, TimeProvider timeProvider, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var whole = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(whole.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await Begin(request, either.Token);
            response.Content = await Read(response.Content, either.Token);
            return response;
        }
        catch (OperationCanceledException) when (whole.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw TooLate("the reply was not complete", options.TimeoutSeconds);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> Begin(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.HeaderSeconds), timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooLate("no answer", options.HeaderSeconds);
        }
    }

    private async Task<HttpContent> Read(HttpContent content, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength ?? 0;
        if (announced > options.MaxBodyBytes)
        {
            throw TooLarge();
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream((int)announced);
        var block = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken)) > 0)
        {
            if (body.Length + read > options.MaxBodyBytes)
            {
                throw TooLarge();
            }

            body.Write(block, 0, read);
        }

        var whole = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        foreach (var header in content.Headers)
        {
            if (!string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                whole.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        content.Dispose();
        return whole;
    }

    private static RefusedException TooLate(string what, int seconds) => new($"{what} within {Dates.Count(seconds, "second")}", passing: true);

    private RefusedException TooLarge() =>
        new(string.Create(CultureInfo.InvariantCulture, $"the reply is larger than {options.MaxBodyBytes / 1e6:0.###} MB"));
}
