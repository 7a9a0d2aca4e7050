namespace DnsRegistry.Registry.Tests.Health.Probes;

public sealed class TcpProbeInTheWayOfTheFrameworkTests() : TcpProbeTests(begin: null);
