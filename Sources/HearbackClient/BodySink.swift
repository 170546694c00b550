import CCurl
import Foundation

/// Gathers the body up to its limit. Used by the one thread that performs the transfer.
final class BodySink {
    let limit: Int
    private(set) var data = Data()
    private(set) var isFull = false

    init(limit: Int) { self.limit = limit }

    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= limit - data.count else {
            isFull = true
            return false
        }
        data.append(contentsOf: bytes)
        return true
    }
}

/// libcurl's write callback; taking less than offered ends the transfer.
func receive(
    bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    let (length, overflow) = size.multipliedReportingOverflow(by: count)
    guard let bytes, let context, !overflow else { return 0 }
    let sink = Unmanaged<BodySink>.fromOpaque(context).takeUnretainedValue()
    return sink.take(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}
