import HearbackMetrics
import Testing

@Suite("Exposition")
struct ExpositionTests {
    private let families = [
        MetricFamily(.info, "x_build", "What runs.", [.init(.whole(1), [.init("version", "1.0")])]),
        MetricFamily.counter("x_acts", "Acts, by \"people\".", 3),
        MetricFamily.by("state", .gauge, "x_things", "Things.", ["b": 2, "a": 1]),
        MetricFamily.gauge("x_age_seconds", "Age.", 0.25),
    ]

    @Test("OpenMetrics names a counter without its end, tells units, and says where it ends")
    func openMetrics() {
        #expect(
            Exposition.text(families, as: .openMetrics) == """
                # HELP x_build What runs.
                # TYPE x_build info
                x_build_info{version="1.0"} 1
                # HELP x_acts Acts, by \\"people\\".
                # TYPE x_acts counter
                x_acts_total 3
                # HELP x_things Things.
                # TYPE x_things gauge
                x_things{state="a"} 1
                x_things{state="b"} 2
                # HELP x_age_seconds Age.
                # TYPE x_age_seconds gauge
                # UNIT x_age_seconds seconds
                x_age_seconds 0.25
                # EOF

                """)
    }

    @Test("The older format names families as their samples")
    func prometheus() {
        #expect(
            Exposition.text(families, as: .prometheus) == """
                # HELP x_build_info What runs.
                # TYPE x_build_info gauge
                x_build_info{version="1.0"} 1
                # HELP x_acts_total Acts, by "people".
                # TYPE x_acts_total counter
                x_acts_total 3
                # HELP x_things Things.
                # TYPE x_things gauge
                x_things{state="a"} 1
                x_things{state="b"} 2
                # HELP x_age_seconds Age.
                # TYPE x_age_seconds gauge
                x_age_seconds 0.25

                """)
    }

    @Test("A histogram's buckets add up, each value in the first that holds it")
    func histogram() {
        let histogram = Histogram.durations([100, 1_000])
        for duration in [Duration.microseconds(50), .microseconds(100), .milliseconds(1), .seconds(2)] { histogram.record(duration) }
        #expect(histogram.reading.cumulative == [2, 3, 4])
        #expect(
            Exposition.text([.histogram("x_seconds", "Time.", histogram)], as: .prometheus) == """
                # HELP x_seconds Time.
                # TYPE x_seconds histogram
                x_seconds_bucket{le="0.0001"} 2
                x_seconds_bucket{le="0.001"} 3
                x_seconds_bucket{le="+Inf"} 4
                x_seconds_sum 2.00115
                x_seconds_count 4

                """)
    }

    @Test("What could end a line or a label is escaped, and a family without series is left out")
    func escaping() {
        let hostile = MetricFamily.by("reason", .counter, "x", "One\nline, one \\.", ["a\"}\n\\": 1])
        #expect(
            Exposition.text([hostile, .by("a", .gauge, "empty", "None.", [:])], as: .openMetrics) == """
                # HELP x One\\nline, one \\\\.
                # TYPE x counter
                x_total{reason="a\\"}\\n\\\\"} 1
                # EOF

                """)
    }

    @Test("Counting from many tasks loses nothing")
    func concurrent() async {
        let (counter, histogram) = (Counter(), Histogram.counts([1, 2]))
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for value in 0..<10_000 {
                        counter.add()
                        histogram.record(value % 4)
                    }
                }
            }
        }
        #expect(counter.value == 80_000)
        #expect(histogram.reading.cumulative == [40_000, 60_000, 80_000] && histogram.reading.sum == 120_000)
    }
}
