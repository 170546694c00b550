import Foundation
import HTTPTypes
import HearbackCore
import HearbackTime
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Answers reads that are ready on the event loop itself: a page that everybody asks for costs no task and no change of threads.
///
/// It steps aside for everything else, and while an earlier request of the connection is not answered, so that answers come in the
/// order of the requests. Now and then it lets a request through, so that whoever closes idle connections sees that this one is not.
final class AtOnce: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let ready: ReadyAnswers
    private let serverName: String
    /// Requests that went on and are not answered yet.
    private var open = 0
    /// What is given once the request that asked for it has ended.
    private var pending: (answer: ReadyAnswers.Answer, isFresh: Bool)?
    /// When its head came.
    private var begin = NIODeadline.uptimeNanoseconds(0)
    private var lastSeen: NIODeadline?

    private static let sight = TimeAmount.seconds(15)

    private let now: () -> NIODeadline

    init(_ ready: ReadyAnswers, serverName: String, now: @escaping () -> NIODeadline = { .now() }) {
        (self.ready, self.serverName, self.now) = (ready, serverName, now)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request):
            if let found = answer(to: request, context) {
                (pending, begin) = (found, now())
                return
            }
            open += 1
            lastSeen = now()
        case .body where pending != nil: return
        case .end:
            if let pending {
                self.pending = nil
                return give(pending.answer, isFresh: pending.isFresh, context)
            }
        case .body: break
        }
        context.fireChannelRead(data)
    }

    private func answer(to request: HTTPRequest, _ context: ChannelHandlerContext) -> (ReadyAnswers.Answer, Bool)? {
        // Who asks and does not read is slowed down further on.
        guard open == 0, context.channel.isWritable, request.method == .get, let target = request.path, let lastSeen, now() - lastSeen < Self.sight,
            request.headerFields[.origin] == nil, request.headerFields[.connection] == nil,
            HTTPField.Name.requestID.map({ request.headerFields[$0] == nil }) ?? true, let answer = ready.answer(to: target)
        else { return nil }
        return (answer, request.headerFields[.ifNoneMatch].map { EntityTag.matches($0, answer.tag) } ?? false)
    }

    private func give(_ answer: ReadyAnswers.Answer, isFresh: Bool, _ context: ChannelHandlerContext) {
        var head = isFresh ? answer.notModified : answer.head
        head.headerFields.stamp(server: serverName)
        if let field = HTTPField.Name.requestID { head.headerFields[field] = RequestNames.next() }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isFresh { context.write(wrapOutboundOut(.body(answer.body)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        answer.series?.count(.get, head.status, took: .nanoseconds((now() - begin).nanoseconds))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { open -= 1 }
        context.write(data, promise: promise)
    }
}

extension HTTPFields {
    /// What every answer has, whichever way it came.
    mutating func stamp(server: String) {
        self[.date] = DateLine.shared.now()
        self[.server] = server
        // Whatever it is, browsers take it for what it says it is.
        self[.xContentTypeOptions] = "nosniff"
    }
}

/// The `Date` of answers (RFC 9110, section 5.6.7), written once a second.
final class DateLine: Sendable {
    static let shared = DateLine()
    private let line = Mutex<(second: Int64, text: String)>((.min, ""))

    func now() -> String {
        let second = Int64(Date().timeIntervalSince1970)
        return line.withLock { line in
            if line.second != second { line = (second, Self.text(second)) }
            return line.text
        }
    }

    /// `Wed, 25 Nov 2026 18:35:43 GMT`.
    static func text(_ second: Int64) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rest = ((second % 86_400) + 86_400) % 86_400
        let date = CivilDate(clamping: Int((second - rest) / 86_400))
        func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        let (day, month) = (days[date.weekday.rawValue - 1], months[date.month - 1])
        return "\(day), \(two(Int64(date.day))) \(month) \(date.year) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) GMT"
    }
}
