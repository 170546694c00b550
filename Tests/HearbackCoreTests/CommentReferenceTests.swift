import HearbackCore
import HearbackTestSupport
import Testing

@Suite("References with a check character")
struct CommentReferenceTests {
    private let alphabet = Array("0123456789ABCDEFGHJKMNPQRTVWXYZ")

    @Test("A number comes back from its reference", arguments: [1, 2, 31, 42, 1_000_000, CommentReference.count - 1])
    func roundTrip(value: Int64) throws {
        let number = try #require(CommentNumber(value))
        let text = CommentReference.text(of: number)
        #expect(text.wholeMatch(of: /HB-[0-9A-Z]{4}-[0-9A-Z]{4}/) != nil)
        #expect(CommentReference.number(of: text) == number)
    }

    @Test("It is read as people type it")
    func forgiving() throws {
        let number = try #require(CommentNumber(1_234_567))
        let text = CommentReference.text(of: number)
        let bare = String(text.dropFirst(3).replacing("-", with: ""))
        let sloppy = String(bare.replacing("0", with: "O").replacing("1", with: "l"))
        let forms: [String] = [text.lowercased(), bare, " " + text + " ", sloppy]
        for typed in forms {
            #expect(CommentReference.number(of: typed) == number, "\(typed)")
        }
    }

    @Test("References of a thousand neighbours differ in more than one place")
    func spread() throws {
        for value in Int64(1)...1_000 {
            let here = CommentReference.text(of: try #require(CommentNumber(value)))
            let next = CommentReference.text(of: try #require(CommentNumber(value + 1)))
            #expect(zip(here, next).filter { $0 != $1 }.count > 2)
        }
    }

    @Test("Numbers outside the range have no reference", arguments: [Int64.min, -1, 0, CommentReference.count, Int64.max])
    func range(value: Int64) {
        #expect(CommentNumber(value) == nil)
    }

    @Test("Other texts are no references", arguments: ["", "HB-", "HB-0000-0000", "HB-XXXX", "HB-0000-000!", "١٢٣٤٥٦٧٨"])
    func nonsense(text: String) {
        #expect(CommentReference.number(of: text) == nil)
    }

    @Test("Identifiers have one form", arguments: ["cmt_0", "cmt_01", "cmt_-1", "cmt_", "42", "cmt_+1", "cmt_1 ", "cmt_99999999999999999999"])
    func identifiers(text: String) {
        #expect(CommentNumber(id: text) == nil)
        #expect(CommentNumber(id: "cmt_42")?.value == 42)
    }
}

@Suite("References under attack by typists")
struct CommentReferencePropertyTests {
    private let alphabet = Array("0123456789ABCDEFGHJKMNPQRTVWXYZ")

    @Test("Every wrong character and every swap is found", arguments: UInt64(1)...50)
    func detection(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let number = try #require(CommentNumber(Int64.random(in: 1..<CommentReference.count, using: &random)))
        let digits = Array(CommentReference.text(of: number).dropFirst(3).replacing("-", with: ""))
        for position in digits.indices {
            for wrong in alphabet where wrong != digits[position] {
                var typed = digits
                typed[position] = wrong
                #expect(CommentReference.number(of: String(typed)) == nil)
            }
            for other in digits.indices where digits[other] != digits[position] {
                var typed = digits
                typed.swapAt(position, other)
                #expect(CommentReference.number(of: String(typed)) == nil)
            }
        }
    }
}
