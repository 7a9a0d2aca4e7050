namespace DnsRegistry.Zones.Services;

/// <summary>Where an instance stands in the name space. All labels are lower-cased.</summary>
/// <param name="Service">The service.</param>
/// <param name="Zone">The zone.</param>
/// <param name="Group">The group.</param>
/// <param name="Version">The version as given, dots included.</param>
public readonly record struct EndpointPlace(string Service, string Zone, string Group, string Version)
{
    /// <summary>The version as a label: dots become hyphens.</summary>
    public string VersionLabel => Version.Replace('.', '-');
}
