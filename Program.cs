using LiteDB; using LiteDB.Engine;
var e = new LiteEngine(new EngineSettings { Filename = args[0] });
for (int i = 0; i < 5; i++) { e.BeginTrans(); e.Insert("c", [new BsonDocument { ["_id"] = i, ["v"] = new byte[20000] }], BsonAutoId.Int32); e.Commit(); Console.Out.Write("acknowledged\n"); }
System.Diagnostics.Process.GetCurrentProcess().Kill();
