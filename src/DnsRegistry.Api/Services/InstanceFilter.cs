using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Services;

/// <summary>Which instances a list is about. What is null does not matter.</summary>
/// <param name="Zone">The zone, lower-cased.</param>
/// <param name="Group">The group, lower-cased.</param>
/// <param name="VersionLabel">The version as a label: <c>1.2</c> and <c>1-2</c> are found alike, as in DNS.</param>
/// <param name="Health">The state.</param>
internal sealed record InstanceFilter(string? Zone, string? Group, string? VersionLabel, InstanceState? Health)
{
    /// <summary>Every instance fits.</summary>
    public static readonly InstanceFilter Open = new(null, null, null, null);

    /// <summary>Whether every instance fits.</summary>
    public bool IsOpen => Zone is null && Group is null && VersionLabel is null && Health is null;

    /// <summary>Whether this instance fits.</summary>
    public bool Fits(ServiceInstance instance)
    {
        Registration registration = instance.Registration;
        return (Health is null || Health == instance.State)
            && (Zone is null || Zone == registration.Zone)
            && (Group is null || Group == registration.Group)
            && (VersionLabel is null || VersionLabel == registration.VersionLabel);
    }
}
