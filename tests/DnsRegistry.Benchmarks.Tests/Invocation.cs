using System.Reflection;

namespace DnsRegistry.Benchmarks.Tests;

/// <summary>Calls a benchmark's method again and again without allocating anything itself.</summary>
internal abstract class Invocation
{
    /// <summary>The calls of a method.</summary>
    internal static Invocation Of(MethodInfo method, object subject)
    {
        if (method.ReturnType == typeof(void))
            return new Plain(method.CreateDelegate<Action>(subject));
        if (method.ReturnType.IsAssignableTo(typeof(Task)))
            return new Waiting(method.CreateDelegate<Func<Task>>(subject));

        Type kind = typeof(Plain<>).MakeGenericType(method.ReturnType);
        return (Invocation)Activator.CreateInstance(
            kind, method.CreateDelegate(typeof(Func<>).MakeGenericType(method.ReturnType), subject))!;
    }

    /// <summary>Calls it.</summary>
    /// <param name="times">How often.</param>
    /// <param name="onAnyThread">Whether the octets of the whole process count.</param>
    /// <returns>Octets allocated.</returns>
    internal async Task<long> CountAsync(int times, bool onAnyThread)
    {
        if (!onAnyThread && this is not Waiting)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            RepeatHere(times);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        long beforeAll = GC.GetTotalAllocatedBytes(precise: true);
        await RepeatAsync(times);
        return GC.GetTotalAllocatedBytes(precise: true) - beforeAll;
    }

    private protected abstract void RepeatHere(int times);

    private protected virtual Task RepeatAsync(int times)
    {
        RepeatHere(times);
        return Task.CompletedTask;
    }

    private sealed class Plain(Action call) : Invocation
    {
        private protected override void RepeatHere(int times)
        {
            for (int i = 0; i < times; i++)
                call();
        }
    }

    private sealed class Plain<T>(Func<T> call) : Invocation
    {
        private protected override void RepeatHere(int times)
        {
            for (int i = 0; i < times; i++)
                call();
        }
    }

    private sealed class Waiting(Func<Task> call) : Invocation
    {
        private protected override void RepeatHere(int times) => throw new NotSupportedException("It ends on another thread.");

        private protected override async Task RepeatAsync(int times)
        {
            for (int i = 0; i < times; i++)
                await call();
        }
    }
}
