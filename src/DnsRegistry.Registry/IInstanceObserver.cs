using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry;

/// <summary>Is told by the writer what has become visible. It must neither wait nor throw.</summary>
internal interface IInstanceObserver
{
    /// <summary>An instance has come, has gone, or was registered again.</summary>
    /// <param name="former">As it was until now; null when it is new.</param>
    /// <param name="next">As it is from now on; null when it has gone.</param>
    void OnInstance(ServiceInstance? former, ServiceInstance? next);

    /// <summary>The settings of a service are others now.</summary>
    /// <param name="service">The service.</param>
    /// <param name="settings">What is set; null when nothing is any more.</param>
    void OnSettings(string service, ServiceSettings? settings)
    {
    }
}
