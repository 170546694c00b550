/// The version of the whole project; semantic versioning.
package enum HearbackVersion {
    package static let current = "0.1.0"
}
