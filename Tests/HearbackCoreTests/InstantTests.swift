import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Instants and RFC 3339")
struct InstantTests {
    @Test("Known instants", arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_672_999_200_123, "2023-01-06T10:00:00.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
    func known(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test("Offsets, fractions, case and leap seconds are read", arguments: [
        ("2023-01-06T11:00:00+01:00", 1_672_999_200_000), ("2023-01-06t10:00:00z", 1_672_999_200_000),
        ("2023-01-06 10:00:00.5Z", 1_672_999_200_500), ("2023-01-06T10:00:00.123456789Z", 1_672_999_200_123),
        ("2016-12-31T23:59:60Z", 1_483_228_799_999), ("2023-01-06T04:30:00-05:30", 1_672_999_200_000),
    ] as [(String, Int64)])
    func forms(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test("What is not RFC 3339 is refused", arguments: [
        "", "2023-01-06", "2023-01-06T10:00:00", "2023-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2023-01-06T24:00:00Z",
        "2023-01-06T10:60:00Z", "2023-01-06T10:00:61Z", "2023-01-06T10:00:00.Z", "2023-01-06T10:00:00+24:00",
        "2023-1-6T10:00:00Z", "٢٠٢٣-01-06T10:00:00Z", "2023-01-06T10:00:00Zx", "-023-01-06T10:00:00Z",
    ])
    func refusals(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("The ends of the range stop, they do not trap")
    func saturation() {
        #expect(Instant(milliseconds: .max).advanced(byMilliseconds: 1).milliseconds == .max)
        #expect(Instant(milliseconds: .min).advanced(byMilliseconds: -1).milliseconds == .min)
        #expect(Instant(milliseconds: .max).milliseconds(since: Instant(milliseconds: .min)) == .max)
        #expect(Instant(milliseconds: .min).rfc3339 == "0000-01-01T00:00:00.000Z")
        #expect(Instant(milliseconds: -1).seconds == -1)
    }
}

@Suite("Random instants")
struct InstantPropertyTests {
    @Test("Text and back is the same instant", arguments: UInt64(1)...20)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let instant = Instant(milliseconds: Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
        }
    }
}
