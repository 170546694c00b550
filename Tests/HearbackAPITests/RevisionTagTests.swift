import HearbackAPI
import Testing

@Suite("Revisions as entity tags")
struct RevisionTagTests {
    @Test("A revision survives being written as a tag", arguments: [1, 7, 1_000, Int.max])
    func roundTrip(revision: Int) {
        #expect(RevisionTag.revision(of: RevisionTag.text(revision)) == revision)
    }

    @Test("Nothing else is a revision", arguments: [
        "", "\"", "\"\"", "\"rev-", "\"rev-\"", "rev-1", "W/\"rev-1\"", "\"rev-0\"", "\"rev--1\"", "\"rev-+1\"", "\"rev-01\"",
        "\"rev-1", "\"rev-1x", "\"rev-9223372036854775808\"", "\"rev-١\"", "\"xyzzy\"", "*",
    ])
    func foreign(tag: String) {
        #expect(RevisionTag.revision(of: tag) == nil)
    }
}
