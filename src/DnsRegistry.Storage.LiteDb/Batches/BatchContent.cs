using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>What is alive in one batch.</summary>
/// <param name="Instances">Registrations.</param>
/// <param name="Settings">Settings of services.</param>
internal readonly record struct BatchContent(IReadOnlyList<StoredInstance> Instances, IReadOnlyList<StoredSettings> Settings);
