package import HearbackCore
package import HearbackStore
package import HearbackTime
package import Hummingbird

/// Whether something keeps the machine's clock right, nil when that is unknown, and whether deliveries wait for that. Nil
/// on a simulated clock.
package typealias MachineClock = @Sendable () -> (synchronised: Bool?, isHeld: Bool)?

/// The desk: what `hearback` calls over the admin socket, under `/admin/v1`.
package struct AdminAPI: Sendable {
    let ledger: Ledger
    let limits: IntakeLimits
    let roles: RoleMap
    let zone: Zone
    let endpoints: EndpointGate
    let bounces: BounceReader?
    let audits: AuditDesk
    let digests: DigestDesk
    let metrics: MetricsDesk
    /// Moves a simulated clock; nil on the real one.
    let advanceClock: (@Sendable (Instant) -> Void)?
    let machineClock: MachineClock

    package init(
        ledger: Ledger, limits: IntakeLimits, roles: RoleMap, zone: Zone, endpoints: EndpointGate,
        bounces: BounceReader?, audits: AuditDesk, digests: DigestDesk, metrics: MetricsDesk? = nil,
        advanceClock: (@Sendable (Instant) -> Void)?, machineClock: @escaping MachineClock
    ) {
        (self.ledger, self.limits, self.roles, self.zone) = (ledger, limits, roles, zone)
        (self.endpoints, self.bounces, self.audits, self.digests) = (endpoints, bounces, audits, digests)
        self.metrics = metrics ?? MetricsDesk(ledger: ledger, zone: zone)
        (self.advanceClock, self.machineClock) = (advanceClock, machineClock)
    }

    /// - Parameter door: how callers show who they are.
    package func router(_ door: AdminDoor = .socket) -> Router<HearbackContext> {
        let routes = routing(door, nil).routes.map { "\($0.path)" }
        return routing(door, metrics.requests.table("admin", routes: routes))
    }

    private func routing(_ door: AdminDoor, _ table: RouteTable?) -> Router<HearbackContext> {
        let router = Router(context: HearbackContext.self)
        if let table { router.add(middleware: ObservingMiddleware(routes: table)) }
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: CallerMiddleware(roles: roles, door: door))
        router.add(middleware: ActLog())
        let v1 = router.group("admin/v1")
        addDaemon(to: v1)
        addMetrics(to: v1)
        addTokens(to: v1.group("tokens"))
        addBills(to: v1.group("bills"))
        addQueue(to: v1.group("queue"))
        addDigest(to: v1.group("queue/digest"))
        addAnswers(to: v1.group("answers"))
        addComments(to: v1.group("comments"))
        addSearch(to: v1.group("comments"))
        addCampaigns(to: v1.group("campaigns"))
        addBatches(to: v1.group("batches"))
        addImport(to: v1)
        addExport(to: v1)
        addEndpoints(to: v1.group("endpoints"))
        addOptOuts(to: v1.group("opt-outs"))
        addMail(to: v1.group("mail"))
        addDeliveries(to: v1.group("deliveries"))
        addLatency(to: v1)
        addAudit(to: v1)
        return router
    }

    var now: Instant { ledger.now }
    var today: CivilDate { zone.civilDate(at: now) }

    /// Bytes of a request to the desk: a thousand imported comments.
    static let bodyLimit = 64 << 20
}
