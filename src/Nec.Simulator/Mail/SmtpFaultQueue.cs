namespace Nec.Simulator;

/// <summary>The mail faults still to come, and the addresses that fail by themselves.</summary>
internal sealed class SmtpFaultQueue
{
    private readonly Lock gate = new();
    private readonly Queue<SmtpFault> next = new();
    private readonly Dictionary<string, SmtpFault> addresses = new(StringComparer.OrdinalIgnoreCase);

    public void Add(SmtpFault fault, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (gate)
        {
            for (var i = 0; i < times; i++)
            {
                next.Enqueue(fault);
            }
        }
    }

    public void Refuse(string address, SmtpFault fault)
    {
        lock (gate)
        {
            addresses[address] = fault;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            next.Clear();
            addresses.Clear();
        }
    }

    /// <summary>At the greeting only the refusal to talk at all is due; everything else waits for a message.</summary>
    public bool TakeUnavailable()
    {
        lock (gate)
        {
            return next.TryPeek(out var fault) && fault.Kind == SmtpFaultKind.Unavailable && next.TryDequeue(out _);
        }
    }

    public SmtpFault? TakeForMessage()
    {
        lock (gate)
        {
            return next.TryPeek(out var fault) && fault.Kind != SmtpFaultKind.Unavailable && fault.Step is null ? next.Dequeue() : null;
        }
    }

    /// <summary>The fault that waits for this step of the conversation.</summary>
    public SmtpFault? TakeAt(string step)
    {
        lock (gate)
        {
            return next.TryPeek(out var fault) && string.Equals(fault.Step, step, StringComparison.OrdinalIgnoreCase)
                ? next.Dequeue()
                : null;
        }
    }

    public SmtpFault? Of(string address)
    {
        lock (gate)
        {
            return addresses.GetValueOrDefault(address);
        }
    }
}
