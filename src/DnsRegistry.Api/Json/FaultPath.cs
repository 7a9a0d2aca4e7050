using System.Runtime.InteropServices;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Json;

/// <summary>Places of faults in bodies that hold many things of one kind.</summary>
internal static class FaultPath
{
    /// <summary>Puts <c>items[3].</c> in front of the fields of all faults from <paramref name="first"/> on.</summary>
    public static void Prepend(string item, List<FieldFault> faults, int first)
    {
        foreach (ref FieldFault fault in CollectionsMarshal.AsSpan(faults)[first..])
            fault = fault with { Field = fault.Field.Length == 0 ? item : $"{item}.{fault.Field}" };
    }
}
