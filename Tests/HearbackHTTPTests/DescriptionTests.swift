import Foundation
import HearbackCore
import HearbackTestSupport
import Hummingbird
import Testing

@testable import HearbackHTTP

@Suite("The description of the public API", .keepingFailures)
struct DescriptionTests {
    private struct Description: Decodable {
        let openapi: String
        let paths: [String: [String: Item]]

        struct Item: Decodable {
            init(from decoder: any Decoder) throws {}
        }
    }

    @Test("It lists every route that is registered, and no other; pages for people apart")
    func complete() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let description = try JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
            let described = description.paths.flatMap { path, methods in
                methods.keys.filter { $0 != "parameters" }.map { $0.uppercased() + " " + Self.template(path) }
            }
            let registered = try APIParts(in: scratch).publicAPI().routes().filter { !Self.isForPeople($0.path) }.map {
                $0.method.rawValue + " " + Self.template($0.path)
            }
            #expect(description.openapi == "3.1.0")
            #expect(Set(registered).sorted() == Set(described).sorted())
        }
    }

    /// Names of parameters do not matter, nor that the log's tiles are matched as a whole.
    private static func template(_ path: String) -> String {
        path.replacing(#/\{[^}]*\}/#, with: "*").replacing("/v1/mail/confirm/", with: "/v1/mail/*/").replacing("/v1/mail/unsubscribe/", with: "/v1/mail/*/")
            .replacing("/tile/**", with: "/tile/*/*")
    }

    private static func isForPeople(_ path: String) -> Bool {
        path == "/" || path.hasPrefix("/assets/") || path.hasPrefix("/embed/")
            || Language.allCases.contains { path == "/\($0.rawValue)" || path.hasPrefix("/\($0.rawValue)/") }
    }
}
