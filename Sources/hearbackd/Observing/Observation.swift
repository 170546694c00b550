import HearbackHTTP
import HearbackStore
import HearbackTime
import Logging
import ServiceLifecycle

/// What watches the service, put together around its ledger.
struct Observation {
    let requests = RequestMeters()
    let readiness: Readiness
    let desk: MetricsDesk
    let drain: DrainNotice

    init(_ configuration: DaemonConfiguration, ledger: Ledger, zone: Zone, deliveries: DeliveryLog) {
        readiness = Readiness(ledger: ledger, reserve: configuration.diskReserveBytes)
        desk = MetricsDesk(ledger: ledger, zone: zone, requests: requests, readiness: readiness) { deliveries.meters.families }
        drain = DrainNotice(readiness: readiness, pause: .seconds(configuration.drainSeconds))
    }
}
