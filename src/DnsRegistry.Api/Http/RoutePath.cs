using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Http;

/// <summary>What the path of a call names.</summary>
internal static class RoutePath
{
    /// <summary>The service of the path, lower-cased.</summary>
    /// <param name="context">The call.</param>
    /// <param name="faults">Gets what is wrong with it.</param>
    public static string Service(HttpContext context, List<FieldFault> faults)
    {
        string service = Lowered(context, "service");
        if (LabelRules.FaultOf(service) is string fault)
            faults.Add(new FieldFault("service", fault));
        return service;
    }

    /// <summary>The instance of the path; rules are not checked here.</summary>
    public static InstanceKey Key(HttpContext context) => new(Lowered(context, "service"), Lowered(context, "id"));

    /// <summary>The instance of the path, checked.</summary>
    public static InstanceKey Key(HttpContext context, List<FieldFault> faults)
    {
        InstanceKey key = Key(context);
        Check(key, faults);
        return key;
    }

    /// <summary>Checks the two labels of a key.</summary>
    public static void Check(InstanceKey key, List<FieldFault> faults)
    {
        if (LabelRules.FaultOf(key.Service) is string serviceFault)
            faults.Add(new FieldFault("service", serviceFault));
        if (LabelRules.FaultOfId(key.Id) is string idFault)
            faults.Add(new FieldFault("id", idFault));
    }

    private static string Lowered(HttpContext context, string name) => LabelText.Lower((string)context.Request.RouteValues[name]!);
}
