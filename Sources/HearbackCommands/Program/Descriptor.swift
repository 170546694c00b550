import Foundation
import HearbackCore

/// The system's file descriptors, with their failures told.
enum Descriptor {
    static func write(_ text: String, to descriptor: Int32) throws {
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if errno != EINTR {
                    try fail(errno)
                }
            }
        }
    }

    /// A reader that left (`hearback queue list | head`) ends the program as any other: by SIGPIPE, which libcurl's
    /// preparation had turned off.
    private static func fail(_ number: Int32) throws {
        if number == EPIPE {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        throw CommandError(
            "can't write the output: \(reason(number))", hint: "see where the output goes", exitCode: ExitCodes.output)
    }

    /// All that the descriptor gives, refusing what is longer than `limit` bytes.
    static func read(_ descriptor: Int32, limit: Int) throws -> Data {
        var data = Data()
        while let chunk = try readChunk(descriptor) {
            data.append(contentsOf: chunk)
            guard data.count <= limit else {
                throw CommandError(
                    "the input is longer than \(Figures.grouped(limit)) bytes", hint: "give a shorter text",
                    exitCode: ExitCodes.data)
            }
        }
        return data
    }

    /// Up to 64 KiB; nil at the end.
    static func readChunk(_ descriptor: Int32) throws -> [UInt8]? {
        while true {
            var number: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                let read = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                if read < 0 { number = errno }
                count = max(0, read)
            }
            if number == EINTR { continue }
            guard number == 0 else {
                throw CommandError("can't read the input: \(reason(number))", exitCode: ExitCodes.input)
            }
            return bytes.isEmpty ? nil : bytes
        }
    }

    static func open(_ path: String) throws -> Int32 {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError(
                "can't read \(VisibleText.inline(path)): \(reason(errno))",
                hint: "give the path of a file that you may read, or - for standard input", exitCode: ExitCodes.input)
        }
        return descriptor
    }

    /// What a regular file weighs, in bytes; nil for pipes and terminals.
    static func size(_ descriptor: Int32) -> Int? {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(facts.st_size)
    }

    /// Columns of the terminal behind a descriptor: `COLUMNS` where it is set, else what the terminal says, else 80.
    /// Nil when there is no terminal.
    static func width(of descriptor: Int32, environment: [String: String]) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        if let told = environment["COLUMNS"].flatMap(Int.init), (20...10_000).contains(told) { return told }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return max(20, Int(size.ws_col))
    }

    static func reason(_ number: Int32) -> String {
        let words = String(cString: strerror(number))
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
