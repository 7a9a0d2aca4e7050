using DnsRegistry.Testing;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>What readers see while the only instance of a service comes and goes.</summary>
public class ComingAndGoingTests
{
    private const int Rounds = 100_000;

    [Fact] // NODATA was answered for a moment, which is for services that are declared.
    public async Task Service_that_loses_its_last_instance_is_never_there_without_one()
    {
        var directory = new ServiceDirectory(AnswerPolicy.Default);
        var place = new EndpointPlace("web", "z1", "default", "default");
        var endpoint = new Endpoint("a"u8, [10, 0, 0, 7], [], [], [], new Forever()) { Port = 80, Weight = 100, IsPassing = true };
        using var done = new CancellationTokenSource();
        Task<int> reading = Task.Run(() => Read(directory, done.Token));

        for (int i = 0; i < Rounds; i++)
        {
            directory.Apply(new EndpointChange("web", null, null, place, endpoint));
            directory.Apply(new EndpointChange("web", place, endpoint, null, null));
        }

        await done.CancelAsync();
        Assert.Equal(0, await reading);
    }

    /// <returns>How often it was there without an instance.</returns>
    private static int Read(ServiceDirectory directory, CancellationToken done)
    {
        int empty = 0;
        while (!done.IsCancellationRequested)
        {
            empty += directory.AnswersOf("web"u8) is { IsEmpty: true } ? 1 : 0;
        }

        return empty;
    }
}
