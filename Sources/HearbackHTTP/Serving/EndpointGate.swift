/// What the delivery side says about addresses: injected, so that this side knows no libcurl.
package struct EndpointGate: Sendable {
    /// The canonical form of an acceptable URL, or why it is refused.
    package var vet: @Sendable (_ url: String) -> Result<String, Refused>
    /// Under which domain the host of an accepted URL was registered.
    package var registrableDomain: @Sendable (_ url: String) -> String?
    package var optOuts: OptOutGate
    package var makeSecret: @Sendable () -> String
    /// `whpk_…` of the keys that sign every message with `v1a`.
    package var publicKeys: [String]

    package struct Refused: Error, Sendable {
        package var rule: String
        package var explanation: String

        package init(rule: String, explanation: String) {
            (self.rule, self.explanation) = (rule, explanation)
        }
    }

    package init(
        vet: @escaping @Sendable (String) -> Result<String, Refused>,
        registrableDomain: @escaping @Sendable (String) -> String?, optOuts: OptOutGate,
        makeSecret: @escaping @Sendable () -> String,
        publicKeys: [String] = []
    ) {
        (self.vet, self.registrableDomain, self.optOuts) = (vet, registrableDomain, optOuts)
        (self.makeSecret, self.publicKeys) = (makeSecret, publicKeys)
    }
}
