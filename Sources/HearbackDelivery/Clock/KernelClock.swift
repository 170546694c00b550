import CCurl
import Glibc

/// What the kernel knows of its own clock, adjtimex(2).
package enum KernelClock {
    /// Whether something keeps it right, such as chrony or systemd-timesyncd; nil when the kernel does not tell, as in a
    /// service under `ProtectClock=`.
    package static func isSynchronised() -> Bool? {
        switch hb_clock_is_synchronised() {
        case 0: false
        case 1: true
        default: nil
        }
    }
}
