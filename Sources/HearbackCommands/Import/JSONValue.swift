/// Any JSON, for what is looked at member by member.
enum JSONValue: Hashable, Codable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .null
        } else if let value = try? box.decode(String.self) {
            self = .string(value)
        } else if let value = try? box.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? box.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? box.decode(Double.self) {
            self = .number(value)
        } else if let value = try? box.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try box.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .null: try box.encodeNil()
        case .bool(let value): try box.encode(value)
        case .integer(let value): try box.encode(value)
        case .number(let value): try box.encode(value)
        case .string(let value): try box.encode(value)
        case .array(let values): try box.encode(values)
        case .object(let members): try box.encode(members)
        }
    }

    /// The members as text, nested ones by path (`decision.at`). Nulls and arrays are left out.
    var flattened: [String: String] {
        var output: [String: String] = [:]
        flatten(into: &output, under: "")
        return output
    }

    private func flatten(into output: inout [String: String], under path: String) {
        switch self {
        case .null, .array: break
        case .bool(let value): output[path] = value ? "true" : "false"
        case .integer(let value): output[path] = String(value)
        case .number(let value): output[path] = String(value)
        case .string(let value): output[path] = value
        case .object(let members):
            for (name, member) in members {
                member.flatten(into: &output, under: path.isEmpty ? name : "\(path).\(name)")
            }
        }
    }
}
