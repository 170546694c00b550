import Foundation
import Glibc
package import HearbackCore

/// Which ledger is copied, and under which name the copy stands once it was found sound.
package struct BackupPlan: Hashable, Sendable {
    package let source: String
    package let target: String

    /// What the copy is called while it is made.
    package var draft: String { target + Self.draftSuffix }
    private static let draftSuffix = ".part"

    /// - Parameter place: a folder, in which the copy is named after the ledger and the time; or a file that is not there; nil for
    ///   the working directory.
    /// - Throws: `refused` for a file that is there, `missing` for a folder that is not.
    package init(of source: String, to place: String?, at now: Instant) throws(UpkeepError) {
        self.source = DurableFile.absolute(source)
        let place = place ?? "."
        let whole = DurableFile.absolute(place)
        if place.hasSuffix("/") || DurableFile.facts(whole).map({ $0.st_mode & S_IFMT == S_IFDIR }) == true {
            target = whole + "/" + Self.name(of: self.source, at: now)
        } else {
            target = whole
        }
        guard let folder = DurableFile.facts(DurableFile.folder(of: target)), folder.st_mode & S_IFMT == S_IFDIR else {
            throw UpkeepError(
                .missing, "there is no folder \(DurableFile.folder(of: target))", hint: "make it, mode 700: a backup holds names and addresses")
        }
        guard DurableFile.facts(target) == nil else {
            throw UpkeepError(.refused, "\(target) is there already", hint: "a backup overwrites nothing: name another file, or a folder")
        }
    }

    /// `hearback-20261125T021700Z.sqlite`: names sort by time.
    private static func name(of source: String, at now: Instant) -> String {
        let time = now.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }
        return "\(stem(of: source))-\(time)Z.sqlite"
    }

    private static func stem(of source: String) -> String {
        ((source as NSString).lastPathComponent as NSString).deletingPathExtension
    }

    /// Backups of this ledger that stand in the same folder under such names, newest first.
    package func siblings() -> [String] {
        named(suffix: "").sorted(by: >)
    }

    /// Whether the copy stands among others of the ledger, told apart by their times.
    package var isNamedByTime: Bool {
        Self.isName(((target as NSString).lastPathComponent), stem: Self.stem(of: source), suffix: "")
    }

    /// Takes away what an earlier run left that was killed: a draft that nobody holds.
    func clearAbandonedDrafts() {
        for draft in Set(named(suffix: Self.draftSuffix) + [draft]) {
            let descriptor = Glibc.open(draft, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { Glibc.close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { DurableFile.discard(draft) }
        }
        // SQLite's own, of a draft that is gone.
        for journal in named(suffix: Self.draftSuffix + "-journal") where DurableFile.facts(String(journal.dropLast("-journal".count))) == nil {
            unlink(journal)
        }
    }

    private func named(suffix: String) -> [String] {
        let folder = DurableFile.folder(of: target)
        let stem = Self.stem(of: source)
        // A folder that can't be read has nothing to remove.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { Self.isName($0, stem: stem, suffix: suffix) }.map { folder + "/" + $0 }
    }

    private static func isName(_ name: String, stem: String, suffix: String) -> Bool {
        guard name.hasPrefix(stem + "-"), name.hasSuffix(".sqlite" + suffix) else { return false }
        let time = name.dropFirst(stem.count + 1).dropLast(".sqlite".count + suffix.count)
        return time.count == 16 && time.last == "Z" && time.dropLast().allSatisfy { $0.isASCII && ($0.isNumber || $0 == "T") }
    }
}
