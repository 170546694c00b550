import HearbackAPI
import HearbackMetrics
import HTTPTypes
import Synchronization

/// Requests as they are counted: by route, never by path, so that nobody can invent series.
package final class RequestMeters: Sendable {
    private let tables = Mutex<[String: RouteTable]>([:])
    let submissions = SubmissionMeters()

    package init() {}

    /// Where the requests of one API are counted, however many servers have it.
    ///
    /// - Parameter routes: the patterns that there are.
    func table(_ api: String, routes: [String]) -> RouteTable {
        tables.withLock { tables in
            if let table = tables[api] { return table }
            let table = RouteTable(routes)
            tables[api] = table
            return table
        }
    }

    var families: [MetricFamily] {
        let routes = tables.withLock { tables in tables.values.flatMap(\.used) }.sorted { $0.route < $1.route }
        return [
            MetricFamily(
                .counter, "hearback_http_requests", "Requests answered, by the pattern of their route and the class of their status.",
                routes.flatMap(\.series.counts)),
            MetricFamily(
                .histogram, "hearback_http_request_duration_seconds", "From a request's head to the beginning of its answer.",
                routes.map { .init(.histogram($0.series.durations.reading), [.init("route", $0.route)]) }),
        ] + submissions.families
    }
}

/// The routes of one API. Made once, so that counting needs no lock.
final class RouteTable: Sendable {
    /// What no route is for: 404.
    private let none: RouteSeries
    private let series: [String: RouteSeries]

    init(_ routes: [String]) {
        none = RouteSeries("none")
        series = Dictionary(routes.map { ($0, RouteSeries($0)) }) { first, _ in first }
    }

    subscript(route: String?) -> RouteSeries { route.flatMap { series[$0] } ?? none }

    /// What is not used is not exposed: most routes are for few.
    fileprivate var used: [(route: String, series: RouteSeries)] {
        (series.values + [none]).filter(\.isUsed).map { ($0.route, $0) }
    }
}

/// The requests of one route.
final class RouteSeries: Sendable {
    /// Of the request that the present task answers.
    @TaskLocal static var current: RouteSeries?

    let route: String
    let durations = Histogram.requests()
    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .options]
    private static let names = methods.map(\.rawValue) + ["other"]
    private static let classes = 5
    /// By method, then by class of status.
    private let counters = (0..<names.count * classes).map { _ in Counter() }

    init(_ route: String) { self.route = route }

    func count(_ method: HTTPRequest.Method, _ status: HTTPResponse.Status, took time: Duration) {
        let row = Self.methods.firstIndex(of: method) ?? Self.methods.count
        let column = min(max(status.code / 100, 1), Self.classes) - 1
        counters[row * Self.classes + column].add()
        durations.record(time)
    }

    fileprivate var isUsed: Bool { durations.reading.count > 0 }

    fileprivate var counts: [MetricFamily.Point] {
        counters.enumerated().filter { $1.value > 0 }.map { index, counter in
            MetricFamily.Point(
                .whole(counter.value),
                [
                    .init("route", route), .init("method", Self.names[index / Self.classes]),
                    .init("status", "\(index % Self.classes + 1)xx"),
                ])
        }
    }
}
