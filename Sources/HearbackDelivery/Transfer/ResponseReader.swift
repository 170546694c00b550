/// What is kept of a response, and how much of one is read: at most 64 KiB of headers and 16 KiB of body.
///
/// The verdict on a delivery is the final (200 or above) status once its header block has ended. Before that a status
/// proves nothing, after that neither a slow body nor a reset takes it back.
struct ResponseReader: Sendable {
    static let headerLimit = 64 * 1_024
    static let bodyLimit = 16 * 1_024
    /// Bytes of the body that are kept.
    static let excerptLimit = 2 * 1_024

    /// The status of the block being read.
    private var status: Int?
    private var headerBytes = 0
    private var bodyBytes = 0
    /// Set when the header block of a final response has ended.
    private(set) var finalStatus: Int?
    private(set) var excerpt: [UInt8] = []

    /// Takes one header line with its line end, a status line or an empty line among them; false ends the transfer.
    mutating func readHeader(_ line: some Collection<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else { return false }
        // Whatever follows the final header block is a trailer.
        guard finalStatus == nil else { return true }
        if let status = Self.status(of: line) {
            self.status = status
            // Nobody asked to switch protocols; libcurl would wait for the other side until the time is up.
            return status != 101
        }
        if line.allSatisfy({ $0 == 0x0d || $0 == 0x0a }), let status, status >= 200 { finalStatus = status }
        return true
    }

    /// Takes a piece of the body; false ends the transfer.
    mutating func readBody(_ piece: some Collection<UInt8>) -> Bool {
        bodyBytes += piece.count
        excerpt.append(contentsOf: piece.prefix(max(Self.excerptLimit - excerpt.count, 0)))
        return bodyBytes <= Self.bodyLimit
    }

    /// The number in `HTTP/1.1 204 No Content`; nil for any other line.
    private static func status(of line: some Collection<UInt8>) -> Int? {
        guard line.starts(with: "HTTP/".utf8), let space = line.firstIndex(of: 0x20) else { return nil }
        let digits = line[space...].dropFirst().prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
