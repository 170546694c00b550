import HearbackCore
import Hummingbird
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The HTTP side of `webhook listen`.
struct Listener: Sendable {
    let host: String
    let port: Int
    /// Before each answer.
    let delay: Duration
    let reception: Reception
    /// Told the port, which the kernel chose when `port` was 0.
    let onRunning: @Sendable (_ port: Int) throws -> Void
    /// Told of what is not a message.
    let remark: @Sendable (String) -> Void

    /// Serves until SIGINT or SIGTERM.
    ///
    /// - Throws: what stopped it: the address can't be listened on, the output can't be written.
    func run() async throws {
        let stop = Stop()
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(to: request, stop) },
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: "hearback"),
            onServerRunning: { channel in
                do { try onRunning(channel.localAddress?.port ?? port) } catch { await stop.now(because: error) }
            },
            logger: Self.silence)
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigint, .sigterm], logger: Self.silence)
        // A sender that keeps its connection, or --delay, must not outlast Ctrl-C.
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        let group = ServiceGroup(configuration: configuration)
        await stop.arm(group)
        try await group.run()
        if let error = await stop.cause { throw error }
    }

    /// Why the address can't be listened on.
    static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return Descriptor.reason(error.errnoCode) }
        return VisibleText.inline("\(error)")
    }

    /// Their log would stand between the messages.
    private static var silence: Logger { Logger(label: "hearback") { _ in SwiftLogNoOpLogHandler() } }

    private func respond(to request: Request, _ stop: Stop) async -> Response {
        guard request.method == .post else {
            remark("\(request.method.rawValue) \(request.uri.path): only POST is a message")
            return Response(status: .methodNotAllowed, headers: [.allow: "POST"])
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: MessageBody.limit)
        } catch is NIOTooManyBytesError {
            remark("a body of more than \(Figures.grouped(MessageBody.limit)) bytes was not read")
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        } catch {
            remark("a request broke off")
            return Response(status: .badRequest, headers: [.connection: "close"])
        }
        do {
            let headers = Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
            let answer = try await reception.take(headers: headers, body: Array(body.readableBytesView))
            if delay > .zero { try await Task.sleep(for: delay) }
            return response(answer)
        } catch is CancellationError {
            return Response(status: .serviceUnavailable)
        } catch {
            await stop.now(because: error)
            return Response(status: .serviceUnavailable)
        }
    }

    private func response(_ answer: Reception.Answer) -> Response {
        let status = HTTPResponse.Status(code: answer.status)
        guard !answer.body.isEmpty else { return Response(status: status) }
        return Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }
}

/// Ends the group from within, once, and keeps why.
private actor Stop {
    private var group: ServiceGroup?
    private(set) var cause: (any Error)?

    func arm(_ group: ServiceGroup) { self.group = group }

    func now(because error: any Error) async {
        if cause == nil { cause = error }
        await group?.triggerGracefulShutdown()
    }
}
