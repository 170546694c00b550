import HearbackAPI
package import HearbackStore
package import HearbackTime
package import Hummingbird

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
    /// The network (IPv4 /24, IPv6 /48) of a client, from its connection's address and the `X-Forwarded-For` headers.
    let clientNetwork: @Sendable (_ peer: String?, _ forwardedFor: [String]) -> String

    package init(
        ledger: Ledger, limits: IntakeLimits, publicURL: String, zone: Zone, endpoints: EndpointGate,
        audits: AuditDesk, registrationLimits: RegistrationLimits = RegistrationLimits(),
        clientNetwork: @escaping @Sendable (String?, [String]) -> String
    ) throws {
        (self.ledger, self.limits, self.publicURL, self.zone) = (ledger, limits, publicURL, zone)
        (self.endpoints, self.registrationLimits, self.clientNetwork) = (endpoints, registrationLimits, clientNetwork)
        board = StatisticsBoard(audits)
        // Without its closing quote, so that a receipt's path can follow.
        publicURLInJSON = String(decoding: try WireJSON.encode(publicURL).dropLast(), as: UTF8.self)
    }

    package func router() -> Router<HearbackContext> {
        let router = Router(context: HearbackContext.self)
        router.add(middleware: ProblemMiddleware())
        router.get("healthz") { _, _ in "ok" }
        addLog(to: router)
        let v1 = router.group("v1")
        addSubmission(to: v1)
        addReceipts(to: v1.group("receipts"))
        addBills(to: v1.group("bills"))
        addStatistics(to: v1)
        addEndpoints(to: v1.group("endpoints"))
        addWebhookKeys(to: v1)
        addMail(to: v1.group("mail"))
        return router
    }
}
