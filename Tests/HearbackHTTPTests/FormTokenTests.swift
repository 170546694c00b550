import HearbackCore
import HearbackStore
import Testing

@testable import HearbackHTTP

@Suite("The token of a form")
struct FormTokenTests {
    private let box: SecretBox
    private let now = Instant(milliseconds: 1_700_000_000_000)

    init() throws { box = try #require(SecretBox(key: [UInt8](repeating: 3, count: SecretBox.keyLength))) }

    private func make(_ purpose: String = "comment a", random: UInt8 = 1) -> String {
        FormToken.make(for: purpose, at: now, random: [UInt8](repeating: random, count: 16), box)
    }

    private func fault(_ text: String, for purpose: String = "comment a", after seconds: Int64 = 10, least: Int = 3) -> FormToken.Fault? {
        let later = now.advanced(byMilliseconds: seconds * 1_000)
        if case .failure(let error) = FormToken.check(text, for: purpose, at: later, leastSeconds: least, box) { return error.fault }
        return nil
    }

    @Test("It passes for what it was made, in a person's time, for a day")
    func passes() {
        #expect(fault(make()) == nil)
        #expect(fault(make(), after: 3) == nil && fault(make(), after: 86_400) == nil && fault(make(), after: 0, least: 0) == nil)
        #expect(fault(make(), after: 2) == .tooFast && fault(make(), after: 86_401) == .tooOld && fault(make(), after: -1) == .tooOld)
    }

    @Test("It passes for nothing else, and with nothing changed")
    func forged() throws {
        #expect(fault(make(), for: "comment b") == .forged && fault(make(), for: "receipt a") == .forged)
        let text = make()
        for (position, character) in text.enumerated() {
            var changed = Array(text)
            changed[position] = character == "0" ? "1" : "0"
            #expect(fault(String(changed)) == .forged, "\(position)")
        }
        for text in ["", ".", "..", "a.b.c", text + ".", String(text.dropLast()), "\(Int64.min)", "00000000000000000000000000000000.\(Int64.max).00"] {
            #expect(fault(text) == .forged, "\(text)")
        }
        let other = try #require(SecretBox(key: [UInt8](repeating: 4, count: SecretBox.keyLength)))
        #expect(fault(FormToken.make(for: "comment a", at: now, random: [UInt8](repeating: 1, count: 16), other)) == .forged)
    }

    @Test("Two forms have two tokens")
    func nonces() { #expect(make(random: 1) != make(random: 2)) }
}
