/// Bytes of a terminal into keys: UTF-8, the cursor keys of xterm and the VT220, bracketed paste.
///
/// What is not understood is passed over: a stray sequence must not decide a comment.
package struct KeyDecoder: Sendable {
    private var pending: [UInt8] = []
    /// The text of a paste that has not ended yet.
    private var pasted: [UInt8]?

    /// What a paste may bring, in bytes; the rest of it is dropped.
    package static let pasteLimit = 1 << 20
    /// No sequence of a keyboard is longer.
    private static let sequenceLimit = 64
    private static let escape: UInt8 = 0x1B
    private static let pasteEnd: [UInt8] = [escape] + Array("[201~".utf8)

    package init() {}

    /// Whether a lone Escape waits to become a key or a sequence.
    package var isUndecided: Bool { pasted == nil && pending == [Self.escape] }

    package mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while !pending.isEmpty {
            if pasted != nil {
                guard let key = takePaste() else { break }
                keys.append(key)
            } else {
                guard let (key, length) = next() else { break }
                pending.removeFirst(length)
                if let key { keys.append(key) }
            }
        }
        return keys
    }

    /// Nothing came for a moment: what looked like the beginning of a sequence was the key Escape.
    package mutating func settle() -> [Key] {
        guard isUndecided else { return [] }
        pending = []
        return [.escape]
    }

    /// The first key of what is pending, nil inside for what has no meaning; nil when more bytes must come.
    private mutating func next() -> (key: Key?, length: Int)? {
        let byte = pending[0]
        switch byte {
        case Self.escape: return sequence()
        case 0x0D: return (.enter, 1)
        case 0x0A: return (.lineEnd, 1)
        case 0x09: return (.tab, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x01...0x1A: return (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
        case 0x00...0x1F: return (nil, 1)
        default: return character()
        }
    }

    private func character() -> (key: Key?, length: Int)? {
        let length: Int
        switch pending[0] {
        case ..<0x80: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return (nil, 1)
        }
        let bytes = pending.prefix(length)
        // A byte that cannot follow ends the character at once, so that it swallows nothing.
        guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
        guard bytes.count == length else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return (nil, 1)
        }
        return (scalar.properties.generalCategory == .control ? nil : .character(Character(scalar)), length)
    }

    private mutating func sequence() -> (key: Key?, length: Int)? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): return controlSequence()
        case UInt8(ascii: "O"):
            guard pending.count > 2 else { return nil }
            return (Self.key(final: pending[2]), 3)
        case Self.escape: return (.escape, 1)
        case 0x0D, 0x0A: return (.lineEnd, 2)
        // Alt and another key: no command here.
        default: return (nil, 2)
        }
    }

    /// CSI: parameters, then a final byte from `@` to `~` (ECMA-48, section 5.4).
    private mutating func controlSequence() -> (key: Key?, length: Int)? {
        guard let end = pending.dropFirst(2).firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
            return pending.count > Self.sequenceLimit ? (nil, pending.count) : nil
        }
        let final = pending[end]
        guard (0x40...0x7E).contains(final) else { return (nil, end) }
        // A modifier follows behind a semicolon: `1;5C` is Ctrl and the right arrow.
        let number = pending[2..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).first ?? []
        guard final == UInt8(ascii: "~") else { return (Self.key(final: final), end + 1) }
        let key: Key? =
            switch String(decoding: number, as: UTF8.self) {
            case "1", "7": .home
            case "3": .delete
            case "4", "8": .end
            case "5": .pageUp
            case "6": .pageDown
            default: nil
            }
        if number.elementsEqual("200".utf8) { pasted = [] }
        return (key, end + 1)
    }

    private static func key(final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        default: nil
        }
    }

    /// Everything up to the paste's end, be it what it may.
    private mutating func takePaste() -> Key? {
        guard var text = pasted else { return nil }
        let end = pending.firstRange(of: Self.pasteEnd)
        // The mark may be cut in two between reads.
        let taken = end?.lowerBound ?? max(0, pending.count - Self.pasteEnd.count + 1)
        text += pending.prefix(min(taken, max(0, Self.pasteLimit - text.count)))
        pending.removeFirst(end?.upperBound ?? taken)
        pasted = end == nil ? text : nil
        return end == nil ? nil : .paste(String(decoding: text, as: UTF8.self))
    }
}
