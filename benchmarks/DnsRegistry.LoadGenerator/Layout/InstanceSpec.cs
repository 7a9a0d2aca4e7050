namespace DnsRegistry.LoadGenerator.Layout;

/// <summary>One instance as this tool registers it.</summary>
/// <param name="Service">The number of its service.</param>
/// <param name="Instance">The number of the instance in the service.</param>
/// <param name="Address">Its IPv4 address, the first octet highest.</param>
/// <param name="Weight">Its weight.</param>
internal readonly record struct InstanceSpec(int Service, int Instance, uint Address, int Weight)
{
    /// <summary>The address as DNS and people write it.</summary>
    public string AddressText => $"{Address >> 24}.{(byte)(Address >> 16)}.{(byte)(Address >> 8)}.{(byte)Address}";
}
