import CCurl
import Glibc

/// The sockets that libcurl waits for, on epoll.
///
/// A kept connection stays registered between transfers: that saves three system calls for each, and shows when its peer
/// speaks unasked. Such a connection is shut down, or libcurl 7.88 would take what came for the next request's answer.
final class SocketWatch {
    private static let eventsAtMost = 64

    private struct Interest {
        /// CURL_POLL_ bits that libcurl asked for; none for a connection that is idle.
        var wanted: Int32 = 0
        /// Those that epoll knows of.
        var registered: Int32 = 0
    }

    private let epoll: Int32
    private let mailbox: Int32
    /// By descriptor: the system gives out the lowest numbers, so there are few holes.
    private var interests: [Interest] = []
    private var descriptors = [Int32](repeating: 0, count: eventsAtMost)
    private var events = [Int32](repeating: 0, count: eventsAtMost)

    /// - Parameter mailbox: a descriptor whose events only end a wait.
    init?(mailbox: Int32) {
        let epoll = hb_epoll_create()
        guard epoll >= 0 else { return nil }
        guard hb_epoll_set(epoll, mailbox, CURL_POLL_IN) == 0 else {
            close(epoll)
            return nil
        }
        self.epoll = epoll
        self.mailbox = mailbox
    }

    deinit { close(epoll) }

    func set(_ descriptor: Int32, _ interest: Int32) {
        guard let index = index(of: descriptor) else { return }
        interests[index].wanted = interest == CURL_POLL_REMOVE ? 0 : interest
        // An idle connection can always be written to, so only one that is watched for reading may stay.
        if interest == CURL_POLL_REMOVE, interests[index].registered == CURL_POLL_IN { return }
        guard interests[index].registered != interests[index].wanted else { return }
        // A failure to watch shows as the transfer's timeout; a failure to stop means that the descriptor is gone.
        let code = hb_epoll_set(epoll, descriptor, interest)
        interests[index].registered = code == 0 ? interests[index].wanted : 0
    }

    /// Closing takes a descriptor out of epoll; its number may be anybody's then.
    func closed(_ descriptor: Int32) {
        if let index = index(of: descriptor) { interests[index] = Interest() }
    }

    /// Waits, then tells `act` what happened, in CURL_CSELECT_ bits.
    ///
    /// - Returns: whether there is something in the mailbox; nil when waiting is impossible.
    func wait(milliseconds: Int32, _ act: (_ descriptor: Int32, _ events: Int32) -> Void) -> Bool? {
        let count = hb_epoll_wait(epoll, &descriptors, &events, Int32(Self.eventsAtMost), milliseconds)
        guard count >= 0 || errno == EINTR else { return nil }
        var hasMail = false
        for position in 0..<max(Int(count), 0) {
            let descriptor = descriptors[position]
            guard descriptor != mailbox else {
                hasMail = true
                continue
            }
            guard let index = index(of: descriptor), interests[index].registered != 0 else { continue }
            if interests[index].wanted != 0 { act(descriptor, events[position]) } else { retire(descriptor, index) }
        }
        return hasMail
    }

    /// The peer of an idle connection has closed it or said something; libcurl sees at its next use that it is dead.
    private func retire(_ descriptor: Int32, _ index: Int) {
        interests[index].registered = 0
        _ = hb_epoll_set(epoll, descriptor, CURL_POLL_REMOVE)
        shutdown(descriptor, Int32(SHUT_RDWR))
        // Libcurl takes a connection with something to read for a living one. Of a flood some stays: then the request
        // cannot be sent, and goes over a new connection.
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            for _ in 0..<8 {
                guard recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)) > 0 else { return }
            }
        }
    }

    private func index(of descriptor: Int32) -> Int? {
        guard let index = Int(exactly: descriptor), index >= 0 else { return nil }
        while interests.count <= index { interests.append(Interest()) }
        return index
    }
}
