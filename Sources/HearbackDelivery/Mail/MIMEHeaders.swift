/// Header fields as they stand at the top of a message or part, unfolded (RFC 5322, section 2.2; RFC 2045).
///
/// For reading what strangers send: anything that is not a field is passed over, and all is bounded.
struct MIMEHeaders: Sendable {
    static let fieldLimit = 500

    private(set) var fields: [(name: String, value: String)] = []

    /// Takes the fields off the front of `lines`, and the empty line behind them.
    init(takenFrom lines: inout ArraySlice<ArraySlice<UInt8>>) {
        while let line = lines.popFirst(), !line.isEmpty {
            if line.first == 0x20 || line.first == 0x09 {
                guard let last = fields.indices.last else { continue }
                // What was empty so far begins with the continuation, not with the fold.
                fields[last].value += (fields[last].value.isEmpty ? "" : " ") + Self.text(line)
            } else if fields.count < Self.fieldLimit, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                fields.append((Self.text(line[..<colon]).lowercased(), Self.text(line[colon...].dropFirst())))
            }
        }
    }

    /// The first field of that name, which is given in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Lines without their ends; a lone LF ends one too, since mailbox files have no CR.
    static func lines(of bytes: ArraySlice<UInt8>) -> ArraySlice<ArraySlice<UInt8>> {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }[...]
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: trimmed, as: UTF8.self)
    }
}

/// `multipart/report; report-type=delivery-status; boundary="x"` (RFC 2045, section 5.1), without comments and the
/// continuations of RFC 2231.
struct MIMEType: Hashable, Sendable {
    /// In lower case: `multipart/report`.
    let type: String
    /// By name in lower case; of two with one name the first.
    let parameters: [String: String]

    init(_ text: String) {
        var pieces = Self.split(text)
        type = pieces.isEmpty ? "" : Self.trimmed(pieces.removeFirst()).lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces.prefix(32) {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(piece[..<equals]).lowercased()
            parameters[name] = parameters[name] ?? Self.unquoted(Self.trimmed(piece[equals...].dropFirst()))
        }
        self.parameters = parameters
    }

    /// At the semicolons outside quoted strings.
    private static func split(_ text: String) -> [Substring.UnicodeScalarView] {
        var pieces: [Substring.UnicodeScalarView] = []
        var rest = text[...].unicodeScalars
        var (isQuoted, isEscaped) = (false, false)
        var index = rest.startIndex
        while index < rest.endIndex {
            let scalar = rest[index]
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = isQuoted
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ";", !isQuoted {
                pieces.append(rest[..<index])
                rest = rest[index...].dropFirst()
            }
            index = text.unicodeScalars.index(after: index)
        }
        return pieces + [rest]
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
        return String(String.UnicodeScalarView(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()))
    }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var (result, isEscaped) = ("", false)
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}
