using System.CommandLine;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary>Options that are numbers within bounds.</summary>
internal static class NumberOption
{
    /// <summary>A number.</summary>
    public static Option<int> Of(string name, string description, int otherwise, int from = 1, int to = int.MaxValue)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} [default: {otherwise}]",
            HelpName = "N",
            DefaultValueFactory = _ => otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int value) && (value < from || value > to))
                result.AddError($"{name} is {from} to {to}.");
        });
        return option;
    }
}
