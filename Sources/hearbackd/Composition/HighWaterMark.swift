import Foundation
import Glibc
import HearbackStore

/// A file beside the ledger, in no backup, with the last head that left the house.
struct HighWaterMark: Sendable {
    let path: String

    /// Nil when there is none yet.
    func read() throws -> [UInt8]? {
        guard access(path, F_OK) == 0 else { return nil }
        do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw StartError.configuration("the high-water mark \(path) can't be read", hint: "check transparency.high_water_mark")
        }
    }

    /// The old one or the new one, never a half.
    func write(_ note: [UInt8]) throws { try DurableFile.replace(path, with: note) }
}
