import HTTPTypes
import Hummingbird
package import HummingbirdCore
package import Logging
import NIOCore
import NIOHTTP1

/// The HTTP servers, one for everyone and those for the desk: what each makes of a connection. Whoever listens is not their concern.
package enum Servers {
    package static func makePublic(_ api: PublicAPI, _ drain: Drain, logger: Logger) -> HTTP1Channel {
        let ready = api.pages.cache.ready
        return HTTP1Channel(
            responder: responder(api.router(), logger),
            // What is ready is answered at once.
            configuration: .init(
                additionalChannelHandlers: [ConnectionDrain(drain), SlowReader(.seconds(60)), RequestDeadline(.seconds(30)), AtOnce(ready, serverName: name)],
                idleTimeout: .seconds(60), httpDecoderConfiguration: limits))
    }

    /// - Parameter door: how callers show who they are.
    package static func makeAdmin(_ api: AdminAPI, _ door: AdminDoor, _ drain: Drain, logger: Logger) -> HTTP1Channel {
        HTTP1Channel(responder: responder(api.router(door), logger), configuration: plain(drain))
    }

    /// Figures for whoever may knock there.
    package static func makeMetrics(_ desk: MetricsDesk, _ drain: Drain, logger: Logger) -> HTTP1Channel {
        HTTP1Channel(responder: responder(desk.router(), logger), configuration: plain(drain))
    }

    private static let name = "hearbackd"

    private static func plain(_ drain: Drain) -> HTTP1Channel.Configuration {
        .init(
            additionalChannelHandlers: [ConnectionDrain(drain), SlowReader(.seconds(60)), RequestDeadline(.seconds(30))], idleTimeout: .seconds(60),
            httpDecoderConfiguration: limits)
    }

    /// Slow senders are cut off, and headers are far smaller than NIO would take.
    private static var limits: HTTP1Channel.Configuration.DecoderConfiguration {
        .init(maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
    }

    /// As Hummingbird's `Application`, which can't serve a socket that somebody else has bound.
    private static func responder(_ router: Router<HearbackContext>, _ logger: Logger) -> HTTPChannelHandler.Responder {
        let responder = router.buildResponder()
        return { request, writer, channel in
            let context = HearbackContext(source: .init(channel: channel, logger: logger))
            var response: Response
            do {
                response = try await responder.respond(to: request, context: context)
            } catch let error as HTTPParserError {
                throw error
            } catch {
                response = Response(status: .internalServerError, body: .init())
            }
            response.headers.stamp(server: name)
            do {
                try await writer.write(response: response.head, body: response.body)
            } catch is HTTPParserError {
                // Would be answered otherwise, in the middle of this answer.
                throw CutShort()
            }
        }
    }

    private struct CutShort: Error {}
}
