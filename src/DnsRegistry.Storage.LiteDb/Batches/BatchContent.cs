using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>What is alive in some batches.</summary>
/// <param name="Instances">Registrations.</param>
/// <param name="Settings">Settings of services.</param>
internal readonly record struct BatchContent(List<StoredInstance> Instances, List<StoredSettings> Settings);
