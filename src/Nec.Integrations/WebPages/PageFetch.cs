namespace Nec.Integrations.WebPages;

/// <summary>What one fetch of a page gave.</summary>
public abstract record PageFetch
{
    /// <summary>The page as it came, unpacked.</summary>
    public sealed record Ok(byte[] Body, string? ContentType) : PageFetch
    {
        /// <summary>The server's mark of this version, as it wrote it; null without one.</summary>
        public string? ETag { get; init; }

        /// <summary>When the server says that the page last changed, as it wrote it; null when it does not. Good for asking again, not for judging: it is often the moment of asking.</summary>
        public string? LastModified { get; init; }

        /// <summary>What a later fetch may ask with; null when the server gave nothing to ask with.</summary>
        public PageValidators? Validators => ETag is null && LastModified is null ? null : new(ETag, LastModified);
    }

    /// <summary>The page is the one that the validators were given with: a good look, without a body.</summary>
    public sealed record NotModified(PageValidators Validators) : PageFetch;

    /// <summary>It did not come, which proves nothing about the promise.</summary>
    public sealed record Unable(string Reason) : PageFetch
    {
        /// <summary>Whether the site answered that there is nothing at the address (404, 410).</summary>
        public bool IsAbsent { get; init; }
    }
}

/// <summary>What a server gave with a page so that it can say later whether the page is still the same; both as it wrote them.</summary>
/// <param name="ETag">Its mark of the version, quotes included.</param>
/// <param name="LastModified">Its date of the version.</param>
public sealed record PageValidators(string? ETag, string? LastModified);
