/// The version of the whole project; semantic versioning.
package enum HearbackVersion {
    package static let current = "0.1.0"
    /// 2026-01-01, before which no machine can have run it: a clock that says so is wrong.
    package static let released = Instant(milliseconds: 1_767_225_600_000)
}
