using System.Reflection;

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>The files of the repository that are tested as they are.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
