using DnsRegistry.SideBySide;

const string Usage = """
    usage: sidebyside KIND[,KIND...] NAME=DIRECTORY [NAME=DIRECTORY...]

    Compares builds of the query path in one process. A directory is the output of a Release build of DnsRegistry.Benchmarks.
    A kind is one of its QueryKind, or rules0, rules1 or rules10: a service with as many route rules.
    """;
const int RoundsOfAll = 50;

string[][] named = [.. args.Skip(1).Select(argument => argument.Split('=', 2))];
if (named.Length == 0 || named.Any(pair => pair.Length < 2))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// What is loaded first is compiled first: chance decides, as it does about the turns.
string[][] shuffled = [.. named];
Random.Shared.Shuffle(shuffled);
Dictionary<string, QueryPathBuild> builds = shuffled.ToDictionary(pair => pair[0], pair => new QueryPathBuild(pair[1]));
foreach (string kind in args[0].Split(','))
{
    List<Subject> subjects = [];
    foreach (string[] pair in named)
    {
        if (await builds[pair[0]].FindAsync(kind) is { } run)
            subjects.Add(new Subject(pair[0], run));
    }

    if (subjects.Count == 0)
    {
        Console.Error.WriteLine($"no build knows the kind {kind}");
        return 1;
    }

    Turns.Take(subjects, RoundsOfAll);
    double first = subjects[0].MedianNanoseconds;
    foreach (Subject subject in subjects)
        Console.WriteLine($"{kind,-20} {subject.Name,-12} {subject.MedianNanoseconds,8:F1} ns {subject.MedianNanoseconds / first,7:F3}");
}

return 0;
