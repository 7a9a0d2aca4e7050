namespace DnsRegistry.Testing.Storage;

/// <summary>What a commit does to the values of one kind.</summary>
public static class StoredValues
{
    /// <summary>Puts a value in the place of the one with its key; null takes that out.</summary>
    public static void Keep<TKey, TValue>(this Dictionary<TKey, TValue> values, TKey key, TValue? value)
        where TKey : notnull
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(values);
        if (value is null)
            values.Remove(key);
        else
            values[key] = value;
    }

    /// <inheritdoc cref="Keep{TKey, TValue}(Dictionary{TKey, TValue}, TKey, TValue)"/>
    public static void Keep<TKey, TValue>(this Dictionary<TKey, TValue> values, TKey key, TValue? value)
        where TKey : notnull
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(values);
        if (value is null)
            values.Remove(key);
        else
            values[key] = value.Value;
    }
}
