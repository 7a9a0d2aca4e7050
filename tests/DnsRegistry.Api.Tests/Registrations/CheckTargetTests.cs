using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class CheckTargetTests
{
    [Theory]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.7:8080")]
    [InlineData(HealthCheckKind.Tcp, "[fd00::7]:1")]
    [InlineData(HealthCheckKind.Grpc, "web-1.example.test:65535")]
    [InlineData(HealthCheckKind.Grpc, "https://10.0.0.7:9443")]
    [InlineData(HealthCheckKind.Grpc, "HTTPS://[fd00::7]:9443")]
    [InlineData(HealthCheckKind.Http, "http://10.0.0.7:8080/health?full=1")]
    [InlineData(HealthCheckKind.Http, "https://[fd00::7]/")]
    public void A_target_that_can_be_reached_is_taken(HealthCheckKind kind, string target) =>
        Assert.Null(CheckTarget.FaultOf(kind, target));

    [Theory]
    [InlineData(HealthCheckKind.Tcp, "")]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.7")]
    [InlineData(HealthCheckKind.Tcp, ":80")]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.7:0")]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.7:65536")]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.7:+80")]
    [InlineData(HealthCheckKind.Tcp, "10.0.0.300:80")]
    [InlineData(HealthCheckKind.Tcp, "fd00::7:80")]
    [InlineData(HealthCheckKind.Tcp, "[10.0.0.7]:80")]
    [InlineData(HealthCheckKind.Tcp, "[fd00::zz]:80")]
    [InlineData(HealthCheckKind.Tcp, "https://10.0.0.7:80")]
    [InlineData(HealthCheckKind.Grpc, "a b:80")]
    [InlineData(HealthCheckKind.Grpc, "http://a.test:80")]
    [InlineData(HealthCheckKind.Grpc, "https://a.test")]
    [InlineData(HealthCheckKind.Grpc, "https://user@a.test:80")]
    [InlineData(HealthCheckKind.Grpc, "https://a.test:80/health")]
    [InlineData(HealthCheckKind.Http, "10.0.0.7:80")]
    [InlineData(HealthCheckKind.Http, "/health")]
    [InlineData(HealthCheckKind.Http, "ftp://a.test/")]
    [InlineData(HealthCheckKind.Http, "http://user:secret@a.test/")]
    [InlineData(HealthCheckKind.Http, "http://a.test/#here")]
    public void A_target_that_cannot_is_refused(HealthCheckKind kind, string target) => Assert.NotNull(CheckTarget.FaultOf(kind, target));
}
