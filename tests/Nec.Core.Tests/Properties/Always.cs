using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Nec.Core.Tests.Properties;

/// <summary>Runs a property over generated cases, the same ones every time.</summary>
internal static class Always
{
    private const int Cases = 300;

    private static readonly Config Fixed = Config.QuickThrowOnFailure
        .WithMaxTest(Cases)
        .WithQuietOnSuccess(true)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20190802, 7463), FSharpOption<int>.None)));

    /// <summary>Throws with the case for which the assertion fails.</summary>
    public static void Holds<T>(Gen<T> cases, Action<T> assertion)
    {
        var seen = 0;
        Check.One(Fixed, Prop.ForAll(cases.ToArbitrary(), (T value) =>
        {
            seen++;
            assertion(value);
        }));
        Assert.True(seen >= Cases); // a property that was hardly tried has shown nothing
    }
}
