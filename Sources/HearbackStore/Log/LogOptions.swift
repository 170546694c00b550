package import HearbackTransparency

/// With what the log is signed.
package struct LogOptions: Sendable {
    /// The first is the log's; a second one signs beside it while keys are changed.
    package var keys: [SigningKey]
    /// A file with a head and the lines of witnesses who vouched for it.
    package var cosignedPath: String?
    /// Whose cosignatures are put into the log as anchors.
    package var witnesses: [VerifierKey] = []
    /// Seconds between two anchors at least.
    package var anchorInterval: Int64 = 3_600

    /// - Parameter keys: at least one, all under the log's name.
    /// - Returns: nil otherwise.
    package init?(keys: [SigningKey]) {
        guard let first = keys.first, keys.allSatisfy({ $0.verifier.name == first.verifier.name }) else { return nil }
        self.keys = keys
    }

    /// The log's name: a host and a path, without a scheme.
    package var origin: String { keys.first?.verifier.name ?? "" }

    package var verifiers: [VerifierKey] { keys.map(\.verifier) }
}
