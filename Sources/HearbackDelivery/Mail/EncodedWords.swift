import Foundation

/// Text in headers as encoded words: `=?utf-8?B?…?=` (RFC 2047). Each is whole UTF-8 and at most 75 bytes long; white
/// space between two of them is the folding's, and no reader shows it.
enum EncodedWords {
    static let longest = 75
    private static let opening = "=?utf-8?B?"
    private static let closing = "?="

    /// The words for `text`.
    ///
    /// - Parameter room: how many bytes the first may take, behind a field's name; the others take `longest`.
    static func encode(_ text: String, room: Int) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        // One scalar must fit, or nothing would ever be written.
        var capacity = min(max(self.capacity(of: room), 6), self.capacity(of: longest))
        for scalar in text.unicodeScalars {
            let encoded = Array(String(scalar).utf8)
            if bytes.count + encoded.count > capacity {
                words.append(word(bytes))
                bytes = []
                capacity = self.capacity(of: longest)
            }
            bytes.append(contentsOf: encoded)
        }
        if !bytes.isEmpty { words.append(word(bytes)) }
        return words
    }

    /// Bytes of text in a word of `length`: base64 makes four of three.
    private static func capacity(of length: Int) -> Int {
        max(length - opening.utf8.count - closing.utf8.count, 0) / 4 * 3
    }

    private static func word(_ bytes: [UInt8]) -> String { opening + Data(bytes).base64EncodedString() + closing }
}
