import HearbackAPI
package import HearbackStore
package import HearbackTime
package import Hummingbird
import HTTPTypes

/// What everyone may call, under `/v1`.
package struct PublicAPI: Sendable {
    let ledger: Ledger
    let limits: IntakeLimits
    /// Where receipts can be opened, without a slash at the end.
    let publicURL: String
    /// The same as JSON, with its opening quote only.
    let publicURLInJSON: String
    let zone: Zone
    let endpoints: EndpointGate
    let board: StatisticsBoard
    let registrationLimits: RegistrationLimits
    let client: ClientFinder
    let gate: IntakeGate
    /// Under which the open data may be used; empty where the institution has not said.
    let licence: String
    let pages: PublicPages
    let meters: RequestMeters
    let readiness: Readiness
    let streams = StreamSlots(4)

    package init(
        ledger: Ledger, limits: IntakeLimits, publicURL: String, zone: Zone, endpoints: EndpointGate,
        audits: AuditDesk, registrationLimits: RegistrationLimits = RegistrationLimits(), rates: IntakeRates = IntakeRates(),
        pageRules: PageRules = PageRules(), licence: String = "", meters: RequestMeters = RequestMeters(),
        readiness: Readiness? = nil, client: @escaping ClientFinder
    ) throws {
        (self.ledger, self.limits, self.publicURL, self.zone) = (ledger, limits, publicURL, zone)
        (self.endpoints, self.registrationLimits, self.client) = (endpoints, registrationLimits, client)
        (self.meters, self.readiness) = (meters, readiness ?? Readiness(ledger: ledger))
        (board, gate, self.licence) = (StatisticsBoard(audits), IntakeGate(rates, ledger.options), licence)
        pages = try PublicPages(
            ledger: ledger, limits: limits, publicURL: publicURL, zone: zone, institution: audits.institution, board: board,
            gate: gate, client: client, rules: pageRules, submissions: meters.submissions)
        // Without its closing quote, so that a receipt's path can follow.
        publicURLInJSON = String(decoding: try WireJSON.encode(publicURL).dropLast(), as: UTF8.self)
    }

    package func router() -> Router<HearbackContext> {
        let router = routing(meters.table("public", routes: routes().map(\.path)))
        router.refuseOtherMethods()
        return router
    }

    /// The addresses that there are, with the methods that each has.
    func routes() -> [(method: HTTPRequest.Method, path: String)] { routing(nil).routes.map { ($0.method, "\($0.path)") } }

    /// - Parameter table: where requests are counted; nil for a look at the routes alone.
    private func routing(_ table: RouteTable?) -> Router<HearbackContext> {
        let router = Router(context: HearbackContext.self, options: .autoGenerateHeadEndpoints)
        if let table { router.add(middleware: ObservingMiddleware(routes: table)) }
        router.add(middleware: CrossOrigin())
        router.add(middleware: ProblemMiddleware())
        addHealth(to: router)
        addDescription(to: router)
        addLog(to: router)
        pages.add(to: router)
        let v1 = router.group("v1")
        addSubmission(to: v1)
        addReceipts(to: v1.group("receipts"))
        addBills(to: v1.group("bills"))
        addComments(to: v1)
        addStatistics(to: v1)
        addOpenData(to: v1)
        addFeeds(to: v1)
        addEndpoints(to: v1.group("endpoints"))
        addWebhookKeys(to: v1)
        addMail(to: v1.group("mail"))
        return router
    }
}
