namespace Nec.Integrations.WebPages;

/// <summary>What one fetch of a page gave.</summary>
public abstract record PageFetch
{
    /// <summary>The page as it came, unpacked.</summary>
    public sealed record Ok(byte[] Body, string? ContentType) : PageFetch;

    /// <summary>It did not come, which proves nothing about the promise.</summary>
    public sealed record Unable(string Reason) : PageFetch
    {
        /// <summary>Whether the site answered that there is nothing at the address (404, 410).</summary>
        public bool IsAbsent { get; init; }
    }
}
