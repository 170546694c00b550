/// As much of JSON's canonical form (RFC 8785) as leaves and disclosures need: strings, whole numbers, lists, objects.
enum CanonicalJSON {
    struct Writer {
        private(set) var bytes: [UInt8] = []

        init() { bytes.reserveCapacity(256) }

        mutating func raw(_ text: String) { bytes += text.utf8 }

        /// Section 3.2.2.2: the two-letter escapes where there are, lower-case hexadecimal for the other control characters,
        /// everything else as it is.
        mutating func string(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
                case 0x08: raw("\\b")
                case 0x09: raw("\\t")
                case 0x0A: raw("\\n")
                case 0x0C: raw("\\f")
                case 0x0D: raw("\\r")
                case 0..<0x20: raw("\\u00" + Hexadecimal.text([byte]))
                default: bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }

        mutating func array<Element>(_ elements: [Element], _ write: (inout Writer, Element) -> Void) {
            list("[", elements, "]", write)
        }

        /// - Parameter members: in the order of their names, by UTF-16 code units (section 3.2.3).
        mutating func object<Value>(_ members: [(key: String, value: Value)], _ write: (inout Writer, Value) -> Void) {
            list("{", members, "}") { writer, member in
                writer.string(member.key)
                writer.raw(":")
                write(&writer, member.value)
            }
        }

        private mutating func list<Element>(
            _ open: String, _ elements: [Element], _ close: String, _ write: (inout Writer, Element) -> Void
        ) {
            raw(open)
            for (index, element) in elements.enumerated() {
                if index > 0 { raw(",") }
                write(&self, element)
            }
            raw(close)
        }
    }

    /// Reads the form without white space. What it takes may still have another spelling: compare with what a writer makes.
    struct Reader {
        private let bytes: [UInt8]
        private var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }

        mutating func take(_ text: StaticString) -> Bool {
            let wanted = text.withUTF8Buffer { Array($0) }
            guard bytes[place...].starts(with: wanted) else { return false }
            place += wanted.count
            return true
        }

        mutating func flatObject() -> [String: LeafObject.Value]? {
            var members: [String: LeafObject.Value] = [:]
            guard take("{") else { return nil }
            if take("}") { return members }
            repeat {
                guard let name = string(), take(":"), let value = value(), members.updateValue(value, forKey: name) == nil else { return nil }
            } while take(",")
            return take("}") ? members : nil
        }

        private mutating func value() -> LeafObject.Value? {
            if let text = string() { return .string(text) }
            if let number = integer() { return .integer(number) }
            return strings().map { .strings($0) }
        }

        mutating func strings() -> [String]? {
            guard take("[") else { return nil }
            if take("]") { return [] }
            var list: [String] = []
            repeat {
                guard let text = string() else { return nil }
                list.append(text)
            } while take(",")
            return take("]") ? list : nil
        }

        private mutating func integer() -> Int64? {
            let digits = bytes[place...].prefix(17).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let value = Int64(String(decoding: digits, as: UTF8.self)), value <= LeafObject.integerAtMost else { return nil }
            place += digits.count
            return value
        }

        /// Nil, and nothing read, where no string stands.
        mutating func string() -> String? {
            let start = place
            guard take("\""), let text = content() else {
                place = start
                return nil
            }
            return text
        }

        private mutating func content() -> String? {
            var text: [UInt8] = []
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let scalar = escape() else { return nil }
                    text += String(scalar).utf8
                case 0..<0x20: return nil
                default: text.append(byte)
                }
            }
            return nil
        }

        /// No canonical string has one of a character beyond U+001F.
        private mutating func escape() -> Unicode.Scalar? {
            for (sign, scalar) in [("\"", "\""), ("\\", "\\"), ("b", "\u{8}"), ("t", "\t"), ("n", "\n"), ("f", "\u{C}"), ("r", "\r")] as [(StaticString, Unicode.Scalar)]
            where take(sign) { return scalar }
            guard take("u00"), let value = Hexadecimal.bytes(String(decoding: bytes[place...].prefix(2), as: UTF8.self))?.first, value < 0x20 else { return nil }
            place += 2
            return Unicode.Scalar(value)
        }
    }
}
