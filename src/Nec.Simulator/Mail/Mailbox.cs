namespace Nec.Simulator;

/// <summary>What has been received, in order, and those who wait for more.</summary>
internal sealed class Mailbox
{
    private readonly Lock gate = new();
    private readonly List<ReceivedMail> mails = [];
    private readonly List<(int Count, TaskCompletionSource Done)> waiting = [];
    private ReceivedMail[]? snapshot = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return mails.Count;
            }
        }
    }

    public IReadOnlyList<ReceivedMail> All
    {
        get
        {
            lock (gate)
            {
                return snapshot ??= [.. mails];
            }
        }
    }

    public void Add(ReceivedMail mail)
    {
        lock (gate)
        {
            mails.Add(mail);
            snapshot = null;
            foreach (var (_, done) in waiting.FindAll(wait => wait.Count <= mails.Count))
            {
                done.TrySetResult();
            }

            waiting.RemoveAll(wait => wait.Count <= mails.Count);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            mails.Clear();
            snapshot = null;
        }
    }

    public Task WaitFor(int count, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (mails.Count >= count)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, done));
            return done.Task.WaitAsync(cancellationToken);
        }
    }
}
