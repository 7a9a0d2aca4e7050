using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace DnsRegistry.Benchmarks.Tests;

/// <summary>One benchmark at its smallest size, run without its harness.</summary>
/// <param name="Method">The benchmark.</param>
/// <param name="Parameters">What its parameters are set to.</param>
internal sealed record MeasuredBenchmark(MethodInfo Method, IReadOnlyList<(PropertyInfo Property, object Value)> Parameters)
{
    /// <summary>
    /// As many as make a list that grows now and then small in the mean; and the same number on a fast machine and on a slow one,
    /// since a store that cleans up as it goes allocates more the longer it has run.
    /// </summary>
    private const int Invocations = 250;

    /// <summary>The least of several counts is taken: now and then the runtime books something that no code of ours asked for.</summary>
    private const int Runs = 3;

    /// <summary>What it may allocate; null when it does not say.</summary>
    internal AllocatesAttribute? Expected => Method.GetCustomAttribute<AllocatesAttribute>();

    /// <summary>Every benchmark of the project; those with a parameter of all values, once with each.</summary>
    internal static IEnumerable<MeasuredBenchmark> All() =>
        from method in Methods()
        from parameters in ParametersOf(method.DeclaringType!)
        select new MeasuredBenchmark(method, parameters);

    /// <summary>The methods that are benchmarks.</summary>
    internal static IEnumerable<MethodInfo> Methods() =>
        from type in typeof(AllocatesAttribute).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.IsDefined(typeof(BenchmarkAttribute))
        select method;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method.DeclaringType!.Name}.{Method.Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Property.Name}: {parameter.Value}"))})");

    /// <summary>Runs it until it is warm, and then counts.</summary>
    /// <returns>Octets for each operation.</returns>
    internal async Task<double> MeasureAsync()
    {
        object subject = Activator.CreateInstance(Method.DeclaringType!)!;
        foreach ((PropertyInfo property, object value) in Parameters)
            property.SetValue(subject, value);

        await InvokeMarkedAsync<GlobalSetupAttribute>(subject);
        try
        {
            Invocation invocation = Invocation.Of(Method, subject);
            await invocation.CountAsync(Invocations, onAnyThread: false);
            long octets = long.MaxValue;
            for (int run = 0; run < Runs && octets > 0; run++)
                octets = Math.Min(octets, await invocation.CountAsync(Invocations, Expected?.OnAnyThread ?? false));
            return octets / (double)Invocations / Method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;
        }
        finally
        {
            await InvokeMarkedAsync<GlobalCleanupAttribute>(subject);
        }
    }

    private static IEnumerable<IReadOnlyList<(PropertyInfo Property, object Value)>> ParametersOf(Type type)
    {
        IEnumerable<IReadOnlyList<(PropertyInfo, object)>> all = [[]];
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (ValuesOf(property) is { Length: > 0 } values)
                all = [.. from known in all from value in values select (IReadOnlyList<(PropertyInfo, object)>)[.. known, (property, value)]];
        }

        return all;
    }

    /// <summary>The values to test a parameter with: of sizes the smallest.</summary>
    private static object[] ValuesOf(PropertyInfo property)
    {
        if (property.IsDefined(typeof(ParamsAllValuesAttribute)))
            return [.. Enum.GetValues(property.PropertyType).Cast<object>()];

        object?[] values = property.GetCustomAttribute<ParamsAttribute>()?.Values ?? [];
        return values is [int, ..] ? [values.Min()!] : [.. values.OfType<object>()];
    }

    /// <summary>Runs what is to be done before, or after, this benchmark.</summary>
    private async Task InvokeMarkedAsync<TAttribute>(object subject)
        where TAttribute : TargetedAttribute
    {
        foreach (MethodInfo method in Method.DeclaringType!.GetMethods())
        {
            if (method.GetCustomAttribute<TAttribute>() is { } mark && (mark.Targets.Length == 0 || mark.Targets.Contains(Method.Name)))
                await ((method.Invoke(subject, []) as Task) ?? Task.CompletedTask);
        }
    }
}
