using DnsRegistry.LoadGenerator.CommandLine;

return LoadCommand.Run(args);
