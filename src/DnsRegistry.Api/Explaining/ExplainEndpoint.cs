using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Tracing;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Explaining;

/// <summary>The call that says what a client would be answered, and why.</summary>
/// <param name="explainer">Puts a question through the code that answers queries.</param>
/// <param name="registry">Knows why an instance takes no part.</param>
internal sealed class ExplainEndpoint(IAnswerExplainer explainer, ServiceRegistry registry)
{
    /// <summary><c>GET /v1/explain</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        var query = ExplainQuery.Read(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);

        ExplainedAnswer answer = explainer.Explain(query.Name, query.Type, query.Client);
        IReadOnlyList<ExplainedInstance> instances = ExplainedInstance.Of(answer.Steps, registry);
        var whole = new Explanation(query, answer, instances);
        return IsTextWanted(context)
            ? WriteTextAsync(context, whole)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, whole, ExplainJson.Write);
    }

    /// <summary>Whoever asks for plain text and not for JSON is a person.</summary>
    private static bool IsTextWanted(HttpContext context)
    {
        string accept = context.Request.Headers.Accept.ToString();
        return accept.Contains("text/plain", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }

    private static Task WriteTextAsync(HttpContext context, Explanation explanation)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(ExplainText.Of(explanation), context.RequestAborted);
    }
}
