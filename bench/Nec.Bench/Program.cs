using System.CommandLine;
using System.Text.Json;
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

var names = new Argument<string[]>("name") { Description = "Which benchmarks; all when none is named" };
names.AcceptOnlyFromAmong([.. Benchmarks.ByName.Keys]);
var json = new Option<bool>("--json") { Description = "Print the rows as JSON" };
var command = new RootCommand("Measures Nec beside what it is compared with, in the same run. Ends with 1 when a target is not met.")
{
    names,
    json,
};
command.SetAction(async (given, cancellationToken) =>
{
    var rows = new List<Row>();
    foreach (var name in given.GetValue(names) is { Length: > 0 } named ? named : Benchmarks.ByName.Keys)
    {
        rows.AddRange(await Benchmarks.ByName[name](cancellationToken));
    }

    if (given.GetValue(json))
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
    }
    else
    {
        Table.Print(rows);
    }

    return rows.Exists(row => row.IsMet == false) ? 1 : 0;
});
var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join('\n', parsed.Errors.Select(error => error.Message)));
    return 2;
}

return await parsed.InvokeAsync(cancellationToken: stop.Token);
