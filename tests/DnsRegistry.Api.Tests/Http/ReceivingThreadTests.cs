using DnsRegistry.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Http;

public sealed class ReceivingThreadTests
{
    [Fact]
    public void Brief_calls_stay_but_for_one_in_so_many() =>
        Assert.Equal(ReceivingThread.MostCalls - 1, StayedOf(ReceivingThread.MostCalls, call => ReceivingThread.KeepFree(call, isBrief: true)));

    [Fact]
    public void Other_calls_leave() => Assert.Equal(0, StayedOf(3, call => ReceivingThread.KeepFree(call, isBrief: false)));

    [Fact]
    public void Calls_with_the_body_of_one_thing_stay_once_it_is_there() =>
        Assert.Equal(3, StayedOf(3, call => RequestBody.ReadBefore((context, _) => call(context))));

    [Fact]
    public void Calls_with_a_bulk_body_leave_once_it_is_there() =>
        Assert.Equal(0, StayedOf(3, call => RequestBody.ReadBefore((context, _) => call(context), new BulkRoom(BulkRoom.DefaultOctets))));

    [Fact]
    public async Task Only_calls_about_one_thing_stay()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        string[] brief = [.. api.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(call => call.Metadata.GetMetadata<BriefCall>() is not null)
            .Select(call => $"{call.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {call.RoutePattern.RawText}")
            .Order(StringComparer.Ordinal)];

        // Those in bulk leave by themselves when their body is there.
        Assert.Equal(
            [
                "DELETE /v1/services/{service}/instances/{id}",
                "GET /v1/services/{service}/instances/{id}",
                "POST /v1/heartbeats",
                "POST /v1/registrations",
                "POST /v1/services/{service}/instances/{id}/reports",
                "PUT /v1/services/{service}/instances/{id}",
                "PUT /v1/services/{service}/instances/{id}/heartbeat",
                "PUT /v1/services/{service}/instances/{id}/override",
                "PUT /v1/services/{service}/routes",
                "PUT /v1/services/{service}/settings",
            ],
            brief);
    }

    /// <summary>How many of so many calls that one thread receives run on it.</summary>
    private static int StayedOf(int calls, Func<RequestDelegate, RequestDelegate> around)
    {
        int stayed = 0;
        var receiving = new Thread(() =>
        {
            int own = Environment.CurrentManagedThreadId;
            RequestDelegate call = around(_ =>
            {
                stayed += Environment.CurrentManagedThreadId == own ? 1 : 0;
                return Task.CompletedTask;
            });
            for (int i = 0; i < calls; i++)
                call(new DefaultHttpContext { Request = { Body = new MemoryStream([1]), ContentLength = 1 } }).GetAwaiter().GetResult();
        });
        receiving.Start();
        receiving.Join();
        return stayed;
    }
}
