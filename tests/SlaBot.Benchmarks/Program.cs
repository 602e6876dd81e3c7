if (args is [] or ["calendar"]) CalendarBench.Run();
