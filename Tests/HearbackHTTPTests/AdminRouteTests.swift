import HearbackTestSupport
import Hummingbird
import Testing

@testable import HearbackHTTP

@Suite("The admin API's routes", .keepingFailures)
struct AdminRouteTests {
    @Test("The tests' table of who may call what lists every route that is registered, and no other")
    func complete() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let registered = try APIParts(in: scratch).adminAPI().router().routes.map { route in
                "\(route.method) " + "\(route.path)".replacing("/admin/v1/", with: "").replacing("{", with: ":").replacing("}", with: "")
            }
            #expect(registered.sorted() == AdminRoute.all.map(\.description).sorted())
        }
    }
}
