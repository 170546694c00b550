import GRDB

/// A fault of the store itself, with GRDB's and SQLite's own errors wrapped at the edge.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    package let code: Code
    /// What happened to what, for the log: never comment text, never a secret.
    package let context: String

    package init(_ code: Code, _ context: String) {
        (self.code, self.context) = (code, context)
    }

    package var description: String { "\(code.rawValue): \(context)" }

    package enum Code: String, Hashable, Sendable {
        /// More writes wait than the queue may hold.
        case queueFull
        case shuttingDown
        /// No space left on the device.
        case full
        /// Another process holds the file.
        case busy
        /// A constraint of the schema refused the write: a defect of ours, or a hand in the file.
        case constraint
        /// The file is not one of ours.
        case foreignFile
        /// The file was written by a newer version.
        case newerSchema
        /// The file belongs to the other kind of clock.
        case clockMismatch
        /// The file's secrets are sealed with another key.
        case keyMismatch
        /// The file's transparency log has another name, or is signed with another key.
        case logMismatch
        case corrupt
        case inputOutput
    }

    init(_ error: any Error, context: String) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(Code(error.resultCode), "\(context): \(error.message ?? "SQLite error \(error.resultCode)")")
        } else {
            self.init(.inputOutput, "\(context): \(type(of: error))")
        }
    }
}

extension StoreError.Code {
    init(_ code: ResultCode) {
        switch code {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_CONSTRAINT: self = .constraint
        case .SQLITE_CORRUPT: self = .corrupt
        case .SQLITE_NOTADB: self = .foreignFile
        default: self = .inputOutput
        }
    }
}
