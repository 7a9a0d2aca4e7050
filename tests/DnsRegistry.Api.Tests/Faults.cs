using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Tests;

/// <summary>Faults as one text a line, which is how a failed comparison is read best.</summary>
internal static class Faults
{
    public static string[] Texts(IEnumerable<FieldFault> faults) => [.. faults.Select(fault => $"{fault.Field}: {fault.Message}")];

    public static string[] Fields(IEnumerable<FieldFault> faults) => [.. faults.Select(fault => fault.Field)];
}
