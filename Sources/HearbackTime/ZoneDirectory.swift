import Foundation

/// A folder of TZif files as Debian's tzdata installs it.
package struct ZoneDirectory: Hashable, Sendable {
    package let path: String

    /// Real zone files have up to 4 kB; those of older formats with every year written out up to 60 kB.
    private static let largestFile = 262_144

    package init(path: String = "/usr/share/zoneinfo") { self.path = path }

    /// Loads a zone by its IANA name. Throws `ZoneError`: a name that could leave the folder is refused before
    /// the disk is touched.
    package func zone(named name: String) throws(ZoneError) -> Zone {
        guard Self.isZoneName(name) else { throw .badName(name) }
        let file = path + "/" + name
        guard let bytes = Self.read(file, upTo: Self.largestFile + 1) else { throw .unreadable(path: file) }
        guard bytes.count <= Self.largestFile else { throw .tooLarge(path: file) }
        return Zone(name: name, dataVersion: dataVersion, file: try ZoneFile(bytes))
    }

    /// The tz data's version from `+VERSION`, or from the first line of `tzdata.zi` ("# version 2026f"), else `unknown`.
    package var dataVersion: String {
        if let version = firstLine(of: "+VERSION"), Self.isVersion(version) { return version }
        let prefix = "# version "
        if let line = firstLine(of: "tzdata.zi"), line.hasPrefix(prefix) {
            let version = String(line.dropFirst(prefix.count))
            if Self.isVersion(version) { return version }
        }
        return "unknown"
    }

    /// Parts of letters, digits, `_`, `+` and `-`, joined by single slashes: no `.`, so no way out of the folder.
    static func isZoneName(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy(isNameByte)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Years and letters only: the version is printed in reports, so nothing else may come through.
    private static func isVersion(_ text: String) -> Bool {
        (5...16).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte)
    }

    private func firstLine(of name: String) -> String? {
        guard let bytes = Self.read(path + "/" + name, upTo: 64) else { return nil }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// nil when the file can't be opened or read; the caller names the file in its error.
    private static func read(_ path: String, upTo limit: Int) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { handle.closeFile() }
        guard let data = try? handle.read(upToCount: limit) else { return nil }
        return Array(data)
    }
}
