/// What the delivery side does with opt-outs.
package struct OptOutGate: Sendable {
    /// The form in which an entry is kept; nil for what is neither a name nor a network.
    package var canonical: @Sendable (_ entry: String) -> String?
    /// The opt-outs have changed; `revision` grows with each change.
    package var changed: @Sendable (_ entries: [String], _ revision: Int64) -> Void
    /// Whether an endpoint's address is covered.
    package var covers: @Sendable (_ url: String) -> Bool

    package init(
        canonical: @escaping @Sendable (String) -> String?, changed: @escaping @Sendable ([String], Int64) -> Void,
        covers: @escaping @Sendable (String) -> Bool
    ) {
        (self.canonical, self.changed, self.covers) = (canonical, changed, covers)
    }
}
