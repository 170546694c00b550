/// On the wire and in stored payloads an instant is an RFC 3339 string.
extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        guard let instant = Instant(rfc3339: try box.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: box, debugDescription: "not an RFC 3339 timestamp such as 2023-01-06T09:30:00.000Z")
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(rfc3339)
    }
}
