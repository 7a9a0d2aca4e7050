namespace DnsRegistry.Registry.Instances;

/// <summary>Tells whether a client says something new.</summary>
internal static class RegistrationComparison
{
    /// <summary>Whether two registrations say the same: the records hold lists, which C# compares by reference.</summary>
    internal static bool IsSameAs(this Registration left, Registration right) =>
        left.Key == right.Key
        && left.Zone == right.Zone
        && left.Group == right.Group
        && left.Version == right.Version
        && left.Host == right.Host
        && left.Port == right.Port
        && left.Weight == right.Weight
        && left.LeaseSeconds == right.LeaseSeconds
        && left.IsStatic == right.IsStatic
        && left.Check == right.Check
        && left.SoleIPv4 == right.SoleIPv4
        && (left.SoleIPv4 is not null || left.Addresses.SequenceEqual(right.Addresses))
        && left.Ports.SequenceEqual(right.Ports)
        && left.Metadata.SequenceEqual(right.Metadata);
}
