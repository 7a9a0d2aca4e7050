using System.Runtime.CompilerServices;
using DnsRegistry.Registry;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Http;

/// <summary>
/// A host may have calls run on the thread that receives for many connections: to wake another for each would cost some 20 µs. So
/// a call that may take long leaves it, and now and then a brief one does.
/// </summary>
internal static class ReceivingThread
{
    /// <summary>
    /// Brief calls that a thread answers until one of them leaves. Whoever sends without a pause has the thread answer call after
    /// call, and the other connections wait; the call that leaves takes this connection with it.
    /// </summary>
    public const int MostCalls = 64;

    [ThreadStatic]
    private static int s_calls;

    /// <summary>Goes on elsewhere.</summary>
    public static YieldAwaitable Leave() => Task.Yield();

    /// <summary>The same call, on the thread that received it only if it is brief.</summary>
    public static RequestDelegate KeepFree(RequestDelegate call, bool isBrief) =>
        isBrief ? context => RunBriefAsync(context, call) : context => RunElsewhereAsync(context, call);

    private static Task RunBriefAsync(HttpContext context, RequestDelegate call)
    {
        ProcessorTurn.OfferBetweenCalls();
        return ++s_calls % MostCalls == 0 ? RunElsewhereAsync(context, call) : call(context);
    }

    private static async Task RunElsewhereAsync(HttpContext context, RequestDelegate call)
    {
        await Leave();
        await call(context);
    }
}
