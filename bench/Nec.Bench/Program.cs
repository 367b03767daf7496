using Nec.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

if (args is [Part.Word, ..])
{
    return await Part.Answer(args, stop.Token);
}

var unknown = args.Where(name => !Benchmarks.ByName.ContainsKey(name)).ToList();
if (args.Length == 0 || unknown.Count > 0)
{
    Console.Error.WriteLine($"{(unknown.Count > 0 ? $"No benchmark is called {unknown[0]}. " : "")}Give one or more of: {string.Join(", ", Benchmarks.ByName.Keys)}.");
    return 2;
}

var rows = new List<Row>();
foreach (var name in args)
{
    rows.AddRange(await Benchmarks.ByName[name](stop.Token));
}

Table.Print(rows);
return rows.Exists(row => row.IsMet == false) ? 1 : 0;
