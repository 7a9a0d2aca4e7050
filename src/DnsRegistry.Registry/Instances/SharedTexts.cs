namespace DnsRegistry.Registry.Instances;

/// <summary>
/// Gives one string for equal texts most of the time: the services, zones, groups and versions of a million instances are
/// few, and each request brings copies of its own. Writer only.
/// </summary>
internal sealed class SharedTexts
{
    private const int Slots = 4096;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The registration with shared texts.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="service">The text of its service where that is known already.</param>
    internal Registration Share(Registration registration, string? service) => registration with
    {
        Key = new InstanceKey(service ?? Share(registration.Key.Service), registration.Key.Id),
        Zone = Share(registration.Zone),
        Group = Share(registration.Group),
        Version = Share(registration.Version),
    };

    private string Share(string text)
    {
        ref string? slot = ref _slots[(uint)text.GetHashCode() % Slots];
        if (slot != text)
            slot = text;
        return slot;
    }
}
