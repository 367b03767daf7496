using Nec.Worker.Cli;

return await NecCommand.Run(args);
