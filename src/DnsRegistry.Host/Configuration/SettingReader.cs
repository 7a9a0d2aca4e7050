using System.Globalization;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Configuration;

/// <summary>Turns nodes into values of the right type. What does not fit is a fault, and the call then gives the fallback.</summary>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SettingReader(ICollection<SettingFault> faults)
{
    /// <summary>Reads the value of a text; returns the rule that the text breaks, or null.</summary>
    public delegate string? TextRule<T>(string text, out T value);

    /// <summary>The key that is being read: faults name it.</summary>
    public string? Key { get; set; }

    /// <summary>A whole number within limits.</summary>
    public int WholeNumber(SettingNode node, int least, int most, int fallback)
    {
        if (node is SettingValue { Kind: SettingKind.Number or SettingKind.Untyped } value
            && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        Fault(node, $"must be a whole number from {least} to {most}");
        return fallback;
    }

    /// <summary>A truth value.</summary>
    public bool TruthValue(SettingNode node, bool fallback)
    {
        if (node is SettingValue { Kind: SettingKind.Boolean or SettingKind.Untyped } value && bool.TryParse(value.Text, out bool truth))
            return truth;

        Fault(node, "must be true or false");
        return fallback;
    }

    /// <summary>One text that keeps a rule.</summary>
    public T Text<T>(SettingNode node, TextRule<T> rule, T fallback) => TryText(node, rule, out T value) ? value : fallback;

    /// <summary>A list of different texts that keep a rule. What is not a list is no list at all.</summary>
    /// <param name="node">The list.</param>
    /// <param name="rule">The rule that each text has to keep.</param>
    /// <param name="mayBeEmpty">Whether a list of nothing makes sense.</param>
    public IReadOnlyList<T> List<T>(SettingNode node, TextRule<T> rule, bool mayBeEmpty = true)
    {
        IReadOnlyList<SettingNode>? items = ItemsOf(node);
        if (items is null)
        {
            Fault(node, "must be a list of texts; in variables, end the name with __0, __1 and so on");
            return [];
        }

        if (items.Count == 0 && !mayBeEmpty)
            Fault(node, "must not be empty");

        var values = new List<T>();
        foreach (SettingNode item in items)
        {
            if (!TryText(item, rule, out T value))
                continue;
            if (values.Contains(value))
                Fault(item, $"'{value}' is given twice");
            else
                values.Add(value);
        }

        return values;
    }

    /// <summary>The named entries of a section.</summary>
    public IReadOnlyList<SettingEntry> Entries(SettingNode node)
    {
        if (node is SettingSection section)
            return section.Entries;

        Fault(node, "must be a section");
        return [];
    }

    /// <summary>Reports a fault of one value.</summary>
    public void Fault(SettingNode node, string message) => Fault(node.Origin, message);

    /// <summary>Reports a fault at a place.</summary>
    public void Fault(string origin, string message) => faults.Add(new SettingFault(origin, Key, message));

    private bool TryText<T>(SettingNode node, TextRule<T> rule, out T value)
    {
        value = default!;
        string? fault = node is SettingValue { Kind: SettingKind.Text or SettingKind.Untyped } text
            ? rule(text.Text, out value)
            : "must be a text";
        if (fault is null)
            return true;

        Fault(node, fault);
        return false;
    }

    /// <summary>The items of a list, or of a section whose names are 0, 1, 2 ...: how variables write one.</summary>
    private static IReadOnlyList<SettingNode>? ItemsOf(SettingNode node)
    {
        if (node is SettingList list)
            return list.Items;
        if (node is not SettingSection { Entries: [{ Value: SettingValue { Kind: SettingKind.Untyped } }, ..] } section)
            return null;

        var items = new SettingNode?[section.Entries.Count];
        foreach (SettingEntry entry in section.Entries)
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                || index >= items.Length
                || items[index] is not null)
            {
                return null;
            }

            items[index] = entry.Value;
        }

        return items!;
    }
}
