/// Reads big-endian numbers from bytes that nobody vouches for; every read past the end is an error, never a trap.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var remaining: Int { rest.count }

    mutating func take(_ count: Int) throws(ZoneError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .malformed(.truncated) }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    mutating func byte() throws(ZoneError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .malformed(.truncated) }
        return byte
    }

    mutating func uint32() throws(ZoneError) -> UInt32 {
        try take(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func int32() throws(ZoneError) -> Int32 {
        Int32(bitPattern: try uint32())
    }

    mutating func int64() throws(ZoneError) -> Int64 {
        Int64(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
