using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Churn;

/// <summary>Is told about changes by the threads that make them; about one service by one thread only.</summary>
internal interface IChangeWitness
{
    /// <summary>A change is about to be sent: from now on its effect may be seen.</summary>
    /// <param name="service">The service.</param>
    /// <param name="instances">Its instances after the change; null stands for one that is deregistered.</param>
    void OnSending(int service, ReadOnlySpan<InstanceSpec?> instances);

    /// <summary>That change has been acknowledged: from now on nothing older may be seen.</summary>
    void OnAcknowledged(int service);
}
