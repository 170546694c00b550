/// How the public pages behave.
package struct PageRules: Hashable, Sendable {
    /// How long a page may be shown as it was made, whatever has happened since.
    package var freshness: Duration
    /// A form that comes back sooner was not filled in by a person.
    package var formSeconds: Int
    package var sendsMail: Bool
    /// Sites that may show the embedded form; empty for any.
    package var frames: [String]

    package init(freshness: Duration = .seconds(1), formSeconds: Int = 3, sendsMail: Bool = false, frames: [String] = []) {
        (self.freshness, self.formSeconds, self.sendsMail, self.frames) = (freshness, formSeconds, sendsMail, frames)
    }
}
