using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Churn;

/// <summary>What one service consists of, as its only changer knows it, and the changes to come: each alters what DNS answers.</summary>
/// <param name="service">The number of the service.</param>
/// <param name="perService">Instances that it has at first.</param>
/// <param name="choose">Where the choices come from.</param>
internal sealed class ServiceTruth(int service, int perService, Random choose)
{
    private const int MaxWeight = 65535;

    private readonly InstanceSpec?[] _instances =
        [.. Enumerable.Range(0, perService).Select(instance => (InstanceSpec?)ServiceLayout.At(service, instance))];

    /// <summary>The number of the service.</summary>
    public int Service => service;

    /// <summary>Its instances now; null stands for one that is deregistered.</summary>
    public ReadOnlySpan<InstanceSpec?> Instances => _instances;

    /// <summary>Makes the next change: another address, another weight, deregistered, or registered again.</summary>
    /// <param name="instance">The number of the instance that changes.</param>
    /// <returns>How the instance is to be registered; null when it is to be deregistered.</returns>
    public InstanceSpec? Change(out int instance)
    {
        instance = choose.Next(_instances.Length);
        InstanceSpec? next = (_instances[instance], choose.Next(3)) switch
        {
            (null, _) => new InstanceSpec(service, instance, OtherAddress(), ServiceLayout.Weight),
            ({ } now, 0) => now with { Address = OtherAddress() },
            ({ } now, 1) => now with { Weight = 1 + ((now.Weight + choose.Next(MaxWeight - 1)) % MaxWeight) },
            _ => null,
        };
        _instances[instance] = next;
        return next;
    }

    /// <summary>Makes a change that brings one instance back to where it was at first.</summary>
    /// <param name="registered">How the instance is to be registered.</param>
    /// <returns><see langword="false"/> when all are.</returns>
    public bool TryRestore(out InstanceSpec registered)
    {
        for (int instance = 0; instance < _instances.Length; instance++)
        {
            registered = ServiceLayout.At(service, instance);
            if (_instances[instance] == registered)
                continue;

            _instances[instance] = registered;
            return true;
        }

        registered = default;
        return false;
    }

    /// <summary>
    /// An address of 10.0.0.0/8 that no instance of the service has, or will have when it is restored: DNS would answer a second
    /// one like it only once.
    /// </summary>
    private uint OtherAddress()
    {
        uint address;
        do
        {
            address = (10u << 24) | (uint)choose.Next(1, 1 << 24);
        }
        while (Array.Exists(_instances, instance => instance?.Address == address)
            || Enumerable.Range(0, perService).Any(instance => ServiceLayout.At(service, instance).Address == address));

        return address;
    }
}
