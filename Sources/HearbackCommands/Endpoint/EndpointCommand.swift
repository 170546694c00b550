import ArgumentParser

struct EndpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endpoint",
        abstract: "Webhook addresses that submitters are told at.",
        subcommands: [
            EndpointAdd.self, EndpointListCommand.self, EndpointShow.self, EndpointCheck.self, EndpointTest.self,
            EndpointVerify.self, EndpointRotate.self, EndpointPause.self, EndpointResume.self,
            EndpointDisable.self, OptOutCommand.self,
        ])
}
