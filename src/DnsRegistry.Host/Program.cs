using DnsRegistry.Host.CommandLine;

return await ProgramCommand.RunAsync(args, Console.Out, Console.Error);
