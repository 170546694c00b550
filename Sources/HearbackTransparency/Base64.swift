import Foundation

/// Base64 in its two alphabets (RFC 4648, sections 4 and 5), one spelling for each sequence of bytes and no other taken.
package enum Base64 {
    package static func text(_ bytes: some Collection<UInt8>) -> String { encode(bytes, standard, isPadded: true) }

    /// - Returns: nil for anything but what `text` writes: no white space, no missing padding, no stray bits.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString().utf8.elementsEqual(text.utf8) else { return nil }
        return Array(data)
    }

    /// The alphabet of URLs, without padding.
    package static func urlText(_ bytes: some Collection<UInt8>) -> String { encode(bytes, url, isPadded: false) }

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let url = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Every receipt and every leaf is full of it; Foundation's detours took a tenth of a submission's time.
    private static func encode(_ bytes: some Collection<UInt8>, _ alphabet: [UInt8], isPadded: Bool) -> String {
        let source = Array(bytes)
        let whole = source.count / 3
        let rest = source.count % 3
        let length = 4 * whole + (rest == 0 ? 0 : isPadded ? 4 : rest + 1)
        return String(unsafeUninitializedCapacity: length) { text in
            source.withUnsafeBufferPointer { source in
                alphabet.withUnsafeBufferPointer { alphabet in
                    for group in 0..<whole {
                        let bits = UInt32(source[3 * group]) << 16 | UInt32(source[3 * group + 1]) << 8 | UInt32(source[3 * group + 2])
                        for place in 0..<4 { text[4 * group + place] = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] }
                    }
                    guard rest > 0 else { return }
                    let bits = UInt32(source[3 * whole]) << 16 | (rest == 2 ? UInt32(source[3 * whole + 1]) << 8 : 0)
                    for place in 0...rest { text[4 * whole + place] = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] }
                    for place in (4 * whole + rest + 1)..<max(length, 4 * whole + rest + 1) { text[place] = UInt8(ascii: "=") }
                }
            }
            return length
        }
    }

    /// - Returns: nil for anything but what `urlText` writes.
    package static func urlBytes(_ text: some StringProtocol) -> [UInt8]? {
        var standard: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: standard.append(byte)
            }
        }
        while !standard.count.isMultiple(of: 4) { standard.append(UInt8(ascii: "=")) }
        return bytes(String(decoding: standard, as: UTF8.self))
    }
}
