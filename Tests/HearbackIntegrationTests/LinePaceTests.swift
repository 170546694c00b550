import Testing

@testable import hearbackd

@Suite("The pace of log lines")
struct LinePaceTests {
    @Test("A burst is written whole, then so many a second; what was left out is told with the next")
    func pace() {
        let start = ContinuousClock.now
        let pace = LinePace(perSecond: 10, burst: 3, at: start)
        #expect((0..<5).map { _ in pace.take(at: start) } == [0, 0, 0, nil, nil])
        pace.lose(4)
        #expect(pace.take(at: start + .milliseconds(100)) == 6)
        #expect(pace.take(at: start + .milliseconds(150)) == nil)
        // A clock that goes back gives nothing and takes nothing.
        #expect(pace.take(at: start) == nil)
        #expect((0..<4).map { _ in pace.take(at: start + .seconds(60)) } == [2, 0, 0, nil])
    }
}
