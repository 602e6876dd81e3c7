using SlaBot.Benchmarks;

if (args is ["rehearse"]) return RehearseBench.Run();
if (args is [] or ["calendar"]) CalendarBench.Run();
return 0;
