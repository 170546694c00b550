/// Writes families down as text that Prometheus reads.
package struct Exposition {
    package enum Format: Sendable {
        /// https://github.com/prometheus/OpenMetrics, version 1.0.
        case openMetrics
        /// Prometheus' own text format, version 0.0.4.
        case prometheus

        package var contentType: String {
            switch self {
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            }
        }
    }

    private let format: Format
    private var text = ""

    package static func text(_ families: [MetricFamily], as format: Format) -> String {
        var exposition = Exposition(format: format)
        for family in families where !family.points.isEmpty { exposition.write(family) }
        if format == .openMetrics { exposition.text += "# EOF\n" }
        return exposition.text
    }

    private init(format: Format) { self.format = format }

    private mutating func write(_ family: MetricFamily) {
        let (name, kind) = described(family)
        text += "# HELP \(name) \(escaped(family.help, quotes: format == .openMetrics))\n# TYPE \(name) \(kind)\n"
        if format == .openMetrics, let unit = family.unit { text += "# UNIT \(name) \(unit)\n" }
        for point in family.points {
            switch point.value {
            case .whole(let number): line(family.sampleName, point.labels, String(number))
            case .number(let number): line(family.sampleName, point.labels, Self.text(of: number))
            case .histogram(let reading): write(reading, family.name, point.labels)
            }
        }
    }

    /// The older format knows no info, and names a counter as its samples are named.
    private func described(_ family: MetricFamily) -> (name: String, kind: String) {
        switch format {
        case .openMetrics: (family.name, family.kind.rawValue)
        case .prometheus: (family.sampleName, family.kind == .info ? "gauge" : family.kind.rawValue)
        }
    }

    private mutating func write(_ reading: Histogram.Reading, _ name: String, _ labels: [MetricFamily.Label]) {
        for (bound, count) in zip(reading.bounds.map(Self.text(of:)) + ["+Inf"], reading.cumulative) {
            line(name + "_bucket", labels + [.init("le", bound)], String(count))
        }
        line(name + "_sum", labels, Self.text(of: reading.sum))
        line(name + "_count", labels, String(reading.count))
    }

    private mutating func line(_ name: String, _ labels: [MetricFamily.Label], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
        }
        text += " " + value + "\n"
    }

    /// Nearly every text is fine as it is.
    private func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\"") }) else { return text }
        let slashed = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? slashed.replacing("\"", with: "\\\"") : slashed
    }

    /// Swift writes a number as the shortest text that reads back as it, with a fraction, which is OpenMetrics' canonical form.
    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return "\(number)"
    }
}

extension MetricFamily {
    fileprivate var sampleName: String {
        switch kind {
        case .counter: name + "_total"
        case .info: name + "_info"
        case .gauge, .histogram: name
        }
    }
}
