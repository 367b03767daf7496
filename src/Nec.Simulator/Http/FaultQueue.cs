namespace Nec.Simulator;

/// <summary>The faults still to come, in the order they were asked for.</summary>
internal sealed class FaultQueue
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    public void Add(HttpFault fault, int times, string? path)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (gate)
        {
            entries.Add(new(fault, path) { Left = times });
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    public HttpFault? Take(string path, bool onlyItsOwn = false)
    {
        lock (gate)
        {
            var entry = entries.Find(e => (e.Path is null && !onlyItsOwn) || e.Path == path);
            if (entry is null)
            {
                return null;
            }

            if (entry.Left != HttpFault.Always && --entry.Left == 0)
            {
                entries.Remove(entry);
            }

            return entry.Fault;
        }
    }

    private sealed class Entry(HttpFault fault, string? path)
    {
        public HttpFault Fault { get; } = fault;

        public string? Path { get; } = path;

        public int Left { get; set; }
    }
}
