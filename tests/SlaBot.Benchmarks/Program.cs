Console.WriteLine("SlaBot.Benchmarks");
