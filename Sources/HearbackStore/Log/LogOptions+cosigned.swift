import Foundation
import Glibc
import HearbackTransparency

/// Witnesses' lines for the head that everyone reads. Something else asks the witnesses, and leaves what they gave in a file.
extension LogOptions {
    private static let bytesAtMost = 65_536

    /// - Parameter head: as it was published.
    /// - Returns: the same with the lines of those who vouched for it, where the file has them for this very head.
    package func cosigned(_ head: [UInt8]) -> [UInt8] {
        guard let bytes = cosignedNote(), let file = SignedNote(bytes), let note = SignedNote(head),
            file.text.utf8.elementsEqual(note.text.utf8)
        else { return head }
        // A line in the log's own name that does not hold would spoil the head.
        let lines = file.signatures.filter { line in !keys.contains { $0.verifier.name == line.name } }
        return lines.isEmpty ? head : note.adding(lines).bytes
    }

    /// The head in the file, whichever it is.
    func cosignedNote() -> [UInt8]? { cosignedPath.flatMap(Self.contents) }

    /// Nil for what is no small file: none is there yet, or somebody put a pipe in its place.
    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= bytesAtMost else { return nil }
        return (try? file.read(upToCount: bytesAtMost)).map(Array.init)
    }
}
