/// Lays JSON out for reading without changing it: members, numbers and escapes stay as they came.
enum JSONLayout {
    private static let deepestIndent = 20

    /// Lines of a text that is JSON, two spaces a level, at most `limit` of them; whether that is all.
    static func lines(_ text: String, limit: Int) -> (lines: [String], isAll: Bool) {
        var layout = Layout()
        for scalar in text.unicodeScalars {
            layout.take(scalar)
            if layout.lines.count > limit { return (Array(layout.lines.prefix(limit)), false) }
        }
        layout.endLine()
        return (Array(layout.lines.prefix(limit)), layout.lines.count <= limit)
    }

    private struct Layout {
        var lines: [String] = []
        private var line = ""
        private var depth = 0
        private var isInString = false
        private var isEscaped = false

        mutating func take(_ scalar: Unicode.Scalar) {
            guard !isInString else { return takeInString(scalar) }
            switch scalar {
            case " ", "\t", "\n", "\r": break
            case "{", "[":
                append(scalar)
                endLine()
                depth += 1
            case "}", "]": close(scalar)
            case ",":
                append(scalar)
                endLine()
            case ":":
                append(scalar)
                append(" ")
            default:
                isInString = scalar == "\""
                append(scalar)
            }
        }

        private mutating func takeInString(_ scalar: Unicode.Scalar) {
            line.unicodeScalars.append(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isInString = false
            }
        }

        private mutating func append(_ scalar: Unicode.Scalar) {
            if line.isEmpty { line = String(repeating: "  ", count: min(depth, deepestIndent)) }
            line.unicodeScalars.append(scalar)
        }

        /// `{}` and `[]` stay on one line.
        private mutating func close(_ scalar: Unicode.Scalar) {
            depth = max(0, depth - 1)
            if line.isEmpty, let last = lines.last?.unicodeScalars.last, last == "{" || last == "[" {
                line = lines.removeLast()
            } else {
                endLine()
            }
            append(scalar)
        }

        mutating func endLine() {
            if !line.isEmpty { lines.append(line) }
            line = ""
        }
    }
}
