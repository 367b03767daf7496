using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Nec.Core.Inbox;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>What became of reading one mail.</summary>
public abstract record ReadMail
{
    /// <summary>It was read.</summary>
    public sealed record Fit(InboxMail Mail) : ReadMail;

    /// <summary>It is unfit in itself, and will be at every try: too large, or not built as mails are.</summary>
    public sealed record Unfit : ReadMail;

    /// <summary>The server has it no longer.</summary>
    public sealed record Gone : ReadMail;
}

/// <summary>Opens the mailbox.</summary>
public sealed class InboxReader(InboxOptions options, HttpOptions http) : IDisposable
{
    private readonly InboxSignIn _signIn = new(options, http);

    /// <summary>Whether a mailbox is to be read at all.</summary>
    public bool IsSet => options.IsSet;

    /// <summary>Opens the folder read-only.</summary>
    /// <exception cref="IntegrationException">It cannot be: the sentence says what to check.</exception>
    public async Task<OpenInbox> Open(CancellationToken cancellationToken)
    {
        var inbox = new OpenInbox(options, _signIn);
        try
        {
            await inbox.Connect(cancellationToken);
            return inbox;
        }
        catch
        {
            inbox.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _signIn.Dispose();
}

/// <summary>
/// The folder, open for reading: the server keeps every flag as it is (EXAMINE, BODY.PEEK). Headers are read, and of a delivery report its
/// machine-readable parts; never a text. The structure that the server could tell (BODYSTRUCTURE) is not asked for: a hostile mail can nest
/// it as deep as it likes, and the library reads it by recursion.
/// </summary>
public sealed class OpenInbox : IDisposable
{
    /// <summary>The most bytes of a mail that is read at all.</summary>
    public const long MostBytes = 10_000_000;

    private readonly InboxOptions _options;
    private readonly InboxSignIn _signIn;
    private ImapClient? _client;
    private IMailFolder? _folder;

    internal OpenInbox(InboxOptions options, InboxSignIn signIn) => (_options, _signIn) = (options, signIn);

    /// <summary>The box's UIDVALIDITY: under another one, every mail has another number.</summary>
    public uint Validity { get; private set; }

    /// <summary>The number that the server gives to the next mail; null when it does not say.</summary>
    public uint? NextUid => Folder.UidNext?.Id;

    /// <summary>The numbers of the oldest mails after a number, ascending.</summary>
    /// <exception cref="IntegrationException">The server does not answer, or not so that it can be read.</exception>
    public async Task<IReadOnlyList<uint>> After(uint uid, int most, CancellationToken cancellationToken)
    {
        if (uid == uint.MaxValue || NextUid <= uid + 1)
        {
            return [];
        }

        var range = new UniqueIdRange(new UniqueId(uid + 1), UniqueId.MaxValue);
        var found = await Ask(folder => folder.SearchAsync(SearchQuery.Uids(range), cancellationToken), cancellationToken);
        return [.. found.Select(one => one.Id).Where(id => id > uid).Order().Take(most)]; // of an empty range a server tells the last mail
    }

    /// <summary>Reads one mail. Each is asked for by itself: what the server cannot tell of one says nothing of the others.</summary>
    /// <exception cref="IntegrationException">The conversation failed, which says nothing of the mail: ask again later.</exception>
    public Task<ReadMail> Read(uint uid, CancellationToken cancellationToken) =>
        Ask(folder => Read(folder, uid, cancellationToken), cancellationToken);

    private static async Task<ReadMail> Read(IMailFolder folder, uint uid, CancellationToken cancellationToken)
    {
        var id = new UniqueId(uid);
        const MessageSummaryItems Asked = MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size;
        if ((await folder.FetchAsync([id], Asked, cancellationToken)).FirstOrDefault(mail => mail.UniqueId == id) is not { } mail)
        {
            return new ReadMail.Gone();
        }

        if (mail is not { InternalDate: { } arrivedAt, Size: { } bytes })
        {
            throw new IntegrationException(InboxFault.Source, null, "its server does not say when a mail arrived, or how large it is");
        }

        if (bytes > MostBytes)
        {
            return new ReadMail.Unfit();
        }

        try
        {
            var read = await new MailParts(folder, id).Read(arrivedAt, cancellationToken);
            return read is null ? new ReadMail.Gone() : new ReadMail.Fit(read);
        }
        catch (UnfitMailException)
        {
            return new ReadMail.Unfit();
        }
    }

    private async Task<T> Ask<T>(Func<IMailFolder, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(Folder);
        }
        catch (Exception failure) when (InboxFault.Of(failure, cancellationToken) is { } fault)
        {
            throw new IntegrationException(InboxFault.Source, null, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    internal async Task Connect(CancellationToken cancellationToken)
    {
        Dispose();
        _client = new ImapClient { Timeout = _options.TimeoutSeconds * 1000, CheckCertificateRevocation = false };
        try
        {
            await _signIn.Enter(_client, cancellationToken);
            _folder = await _client.GetFolderAsync(_options.Folder, cancellationToken);
            await _folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            Validity = _folder.UidValidity;
        }
        catch (Exception failure) when (InboxFault.Of(failure, cancellationToken) is { } fault)
        {
            throw new IntegrationException(InboxFault.Source, null, fault);
        }
    }

    private IMailFolder Folder => _folder ?? throw new InvalidOperationException("the box is opened by InboxReader.Open");
}
