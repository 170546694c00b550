import Logging

/// A line of the log as the journal takes it: fields instead of one text (systemd, JOURNAL_NATIVE_PROTOCOL).
struct JournalEntry {
    private(set) var bytes: [UInt8] = []
    private var names: Set<String> = []

    init(_ event: LogEvent, label: String, metadata: Logger.Metadata) {
        let facts = metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: "\($0.value)") }
        let words = facts.map { " \($0.key)=\($0.value)" }.joined()
        add("MESSAGE", "\(event.message)" + words)
        add("PRIORITY", "\(event.level.priority)")
        add("SYSLOG_IDENTIFIER", label)
        add("CODE_FILE", event.file)
        add("CODE_LINE", "\(event.line)")
        for fact in facts { add(Self.field(fact.key), fact.value) }
    }

    /// Names are upper case, digits and underscores, and begin with a letter: an underscore in front is the journal's own.
    static func field(_ key: String) -> String {
        let plain = key.uppercased().unicodeScalars.map { scalar -> Character in
            ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
        }
        let name = String(plain.prefix(50))
        let isFree = name.first.map { $0.isLetter } ?? false && !taken.contains(name)
        return isFree ? name : "HEARBACK_" + name
    }

    /// What means something else in a journal.
    private static let taken: Set<String> = [
        "MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "SYSLOG_FACILITY", "SYSLOG_PID", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
        "ERRNO", "INVOCATION_ID", "USER_INVOCATION_ID", "DOCUMENTATION", "TID", "UNIT", "USER_UNIT", "OBJECT_PID",
    ]

    /// The first of one name stays: no value can put itself in another's place.
    private mutating func add(_ name: String, _ value: String) {
        guard names.insert(name).inserted else { return }
        bytes += name.utf8
        if value.utf8.contains(UInt8(ascii: "\n")) {
            bytes.append(UInt8(ascii: "\n"))
            bytes += withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { Array($0) }
        } else {
            bytes.append(UInt8(ascii: "="))
        }
        bytes += value.utf8
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension Logger.Level {
    /// Of syslog(3).
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
