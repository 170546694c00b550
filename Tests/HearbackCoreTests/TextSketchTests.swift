import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Near copies of texts")
struct TextSketchTests {
    /// Real form letters of spammers; `pairs` were found by Python's difflib, see the fixture's SOURCE.md.
    private struct Sample: Decodable {
        let texts: [String]
        let pairs: [[Int]]
    }

    private static func sample() throws -> Sample {
        try JSONDecoder().decode(Sample.self, from: Project.contents("Tests/Fixtures/campaigns/youtube-spam.json"))
    }

    @Test("Found on real comments as an edit distance over all pairs finds them")
    func precisionAndRecall() throws {
        let sample = try Self.sample()
        let sketches = sample.texts.map { TextSketch(folded: Folding.text($0)) }
        let bands = sketches.map { Set($0?.bands ?? []) }
        var found: Set<[Int]> = []
        for right in sketches.indices {
            for left in 0..<right where !bands[left].isDisjoint(with: bands[right]) {
                guard let one = sketches[left], let other = sketches[right] else { continue }
                if one.similarity(to: other) >= TextSketch.threshold { found.insert([left, right]) }
            }
        }
        let expected = Set(sample.pairs)
        let (precision, recall) = (
            Double(found.intersection(expected).count) / Double(found.count),
            Double(found.intersection(expected).count) / Double(expected.count)
        )

        #expect(precision >= 0.95, "precision \(precision) of \(found.count)")
        #expect(recall >= 0.75, "recall \(recall) of \(expected.count)")
    }

    @Test("The bands lose nothing that is nearly the same", arguments: UInt64(1)...4)
    func bandRecall(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let texts = try Self.sample().texts.map { Folding.text($0) }.filter { $0.count >= 150 }
        var (near, missed) = (0, 0)
        for text in texts {
            var words = text.split(separator: " ").map(String.init)
            words[Int.random(in: words.indices, using: &random)] = "autrement"
            guard let one = TextSketch(folded: text), let other = TextSketch(folded: words.joined(separator: " ")) else { continue }
            guard one.similarity(to: other) >= 0.8 else { continue }
            near += 1
            if Set(one.bands).isDisjoint(with: other.bands) { missed += 1 }
        }
        #expect(near >= 20)
        #expect(missed * 50 <= near, "\(missed) of \(near)")
    }

    @Test("Case, accents and punctuation make no difference; a short text has no sketch")
    func exactness() throws {
        let one = try #require(TextSketch(folded: Folding.text("Je demande le retrait de l’article 3 de ce projet, immédiatement.")))
        let other = try #require(TextSketch(folded: Folding.text("JE DEMANDE LE RETRAIT DE L'ARTICLE 3 DE CE PROJET IMMEDIATEMENT")))
        let different = try #require(TextSketch(folded: Folding.text("Nous saluons ce texte, qui donne enfin sa place à la langue amazighe.")))

        #expect(one == other)
        #expect(one.bands == other.bands)
        #expect(one.similarity(to: different) < 0.1)
        #expect(TextSketch(folded: Folding.text("Merci beaucoup")) == nil)
    }
}
