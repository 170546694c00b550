/// All series of one name, as they are exposed.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case counter, gauge, histogram, info
    }

    /// Without what a kind ends with: `_total`, `_info`, `_bucket`.
    package let name: String
    package let help: String
    package let kind: Kind
    package var points: [Point]

    package struct Point: Hashable, Sendable {
        package let labels: [Label]
        package let value: Value

        package init(_ value: Value, _ labels: [Label] = []) { (self.value, self.labels) = (value, labels) }
    }

    package struct Label: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    package enum Value: Hashable, Sendable {
        case whole(Int)
        case number(Double)
        case histogram(Histogram.Reading)
    }

    package init(_ kind: Kind, _ name: String, _ help: String, _ points: [Point]) {
        (self.kind, self.name, self.help, self.points) = (kind, name, help, points)
    }

    /// By Prometheus' conventions a name ends with its base unit.
    var unit: String? { ["seconds", "bytes"].first { name.hasSuffix("_" + $0) } }
}

extension MetricFamily {
    package static func counter(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(.counter, name, help, [Point(.whole(value))])
    }

    package static func gauge(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(.gauge, name, help, [Point(.whole(value))])
    }

    package static func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
        MetricFamily(.gauge, name, help, [Point(.number(value))])
    }

    package static func histogram(_ name: String, _ help: String, _ histogram: Histogram) -> MetricFamily {
        MetricFamily(.histogram, name, help, [Point(.histogram(histogram.reading))])
    }

    /// One series for each value of one label, in the values' order.
    package static func by(
        _ label: String, _ kind: Kind, _ name: String, _ help: String, _ values: [String: Int]
    ) -> MetricFamily {
        let points = values.sorted { $0.key < $1.key }.map { Point(.whole($0.value), [Label(label, $0.key)]) }
        return MetricFamily(kind, name, help, points)
    }
}
