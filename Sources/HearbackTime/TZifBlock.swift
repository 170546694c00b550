/// The 44-byte header of RFC 9636 section 3.1.
struct TZifHeader {
    let version: Int
    let utcFlags, standardFlags, leaps, times, localTimes, characters: Int

    init(_ reader: inout ByteReader) throws(ZoneError) {
        guard try reader.take(4).elementsEqual("TZif".utf8) else { throw .malformed(.badMagic) }
        switch try reader.byte() {
        case 0: version = 1
        // A later version may only add to what version 4 has, so it is read as that.
        case let digit where (UInt8(ascii: "2")...UInt8(ascii: "9")).contains(digit):
            version = Int(digit - UInt8(ascii: "0"))
        default: throw .malformed(.badVersion)
        }
        _ = try reader.take(15)
        utcFlags = Int(try reader.uint32())
        standardFlags = Int(try reader.uint32())
        leaps = Int(try reader.uint32())
        times = Int(try reader.uint32())
        localTimes = Int(try reader.uint32())
        characters = Int(try reader.uint32())
        guard (1...256).contains(localTimes), characters > 0, utcFlags == 0 || utcFlags == localTimes,
            standardFlags == 0 || standardFlags == localTimes
        else { throw .malformed(.badCounts) }
    }

    /// Bytes of the data that follows; the counts are below 2^32, so the sum fits.
    func blockSize(timeSize: Int) -> Int {
        times * (timeSize + 1) + localTimes * 6 + characters + leaps * (timeSize + 4) + standardFlags + utcFlags
    }
}

/// The data block of RFC 9636 section 3.2.
struct TZifBlock {
    let transitions: [Int64]
    let types: [Int]
    let localTimes: [ZoneFile.LocalTime]

    init(_ reader: inout ByteReader, header: TZifHeader, timeSize: Int) throws(ZoneError) {
        guard header.leaps == 0 else { throw .malformed(.leapSeconds) }
        // Checked before anything is allocated, so that a lying count costs nothing.
        guard header.blockSize(timeSize: timeSize) <= reader.remaining else { throw .malformed(.truncated) }
        transitions = try Self.transitions(&reader, count: header.times, timeSize: timeSize)
        types = try Self.types(&reader, header: header)
        localTimes = try Self.localTimes(&reader, header: header)
        // Designations and the standard/wall and UT/local flags say nothing about offsets.
        _ = try reader.take(header.characters + header.standardFlags + header.utcFlags)
    }

    private static func transitions(
        _ reader: inout ByteReader, count: Int, timeSize: Int
    ) throws(ZoneError) -> [Int64] {
        var times: [Int64] = []
        times.reserveCapacity(count)
        for _ in 0..<count {
            let time = timeSize == 8 ? try reader.int64() : Int64(try reader.int32())
            if let last = times.last, last >= time { throw .malformed(.unsortedTransitions) }
            times.append(time)
        }
        return times
    }

    private static func types(_ reader: inout ByteReader, header: TZifHeader) throws(ZoneError) -> [Int] {
        let types = try reader.take(header.times).map(Int.init)
        guard types.allSatisfy({ $0 < header.localTimes }) else { throw .malformed(.badTypeIndex) }
        return types
    }

    private static func localTimes(
        _ reader: inout ByteReader, header: TZifHeader
    ) throws(ZoneError) -> [ZoneFile.LocalTime] {
        var localTimes: [ZoneFile.LocalTime] = []
        for _ in 0..<header.localTimes {
            let offset = Int(try reader.int32())
            let flag = try reader.byte()
            let designation = Int(try reader.byte())
            guard PosixRule.offsets.contains(offset) else { throw .malformed(.badOffset) }
            guard flag <= 1 else { throw .malformed(.badFlag) }
            guard designation < header.characters else { throw .malformed(.badDesignation) }
            localTimes.append(ZoneFile.LocalTime(offset: offset, isDaylightSaving: flag == 1))
        }
        return localTimes
    }
}
