using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace DnsRegistry.SideBySide;

/// <summary>
/// One build of the benchmarks, with all that it refers to in a load context of its own: two builds share nothing but the
/// framework. What it is asked for is found by name, so that a build of an older commit will do.
/// </summary>
/// <param name="directory">Where its assemblies are.</param>
internal sealed class QueryPathBuild(string directory)
{
    private const string Folder = "DnsRegistry.Benchmarks.QueryPath.";
    private const string RulesKind = "rules";
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private readonly Assembly _assembly = new Context(Path.GetFullPath(directory)).LoadFromAssemblyPath(
        Path.Combine(Path.GetFullPath(directory), "DnsRegistry.Benchmarks.dll"));

    /// <summary>Makes a kind of question ready.</summary>
    /// <returns>What asks it so many times; null where the build does not know the kind.</returns>
    internal Task<Func<int, long>?> FindAsync(string kind) =>
        kind.StartsWith(RulesKind, StringComparison.Ordinal) ? FindRulesAsync(kind[RulesKind.Length..]) : FindQuestionAsync(kind);

    private async Task<Func<int, long>?> FindQuestionAsync(string kind)
    {
        if (!Enum.TryParse(_assembly.GetType(Folder + "QueryKind")!, kind, out object? value))
            return null;

        const int Services = 1000;
        var request = (byte[])_assembly.GetType(Folder + "QueryRequests")!.GetMethod("Of", Any)!.Invoke(null, [value])!;
        Type fixtures = _assembly.GetType(Folder + "QueryFixture")!;
        var task = (Task)fixtures.GetMethod("WithAsync", Any)!.Invoke(null, [Services])!;
        await task;
        object fixture = task.GetType().GetProperty("Result")!.GetValue(task)!;
        var answer = fixtures.GetMethod("Answer", Any, [typeof(byte[])])!.CreateDelegate<Func<byte[], int>>(fixture);
        return times =>
        {
            long octets = 0;
            for (int i = 0; i < times; i++)
                octets += answer(request);
            return octets;
        };
    }

    private async Task<Func<int, long>?> FindRulesAsync(string rules)
    {
        Type? type = _assembly.GetType(Folder + "RouteBenchmarks");
        if (type is null)
            return null;

        object benchmark = Activator.CreateInstance(type)!;
        type.GetProperty("Rules")!.SetValue(benchmark, int.Parse(rules, CultureInfo.InvariantCulture));
        await (Task)type.GetMethod("Register")!.Invoke(benchmark, null)!;
        var answer = type.GetMethod("Answer")!.CreateDelegate<Func<int>>(benchmark);
        return times =>
        {
            long octets = 0;
            for (int i = 0; i < times; i++)
                octets += answer();
            return octets;
        };
    }

    private sealed class Context(string directory) : AssemblyLoadContext(directory)
    {
        private readonly AssemblyDependencyResolver _resolver = new(Path.Combine(directory, "DnsRegistry.Benchmarks.dll"));

        protected override Assembly? Load(AssemblyName name) =>
            _resolver.ResolveAssemblyToPath(name) is string path ? LoadFromAssemblyPath(path) : null;
    }
}
