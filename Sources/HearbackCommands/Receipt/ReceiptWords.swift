import HearbackCore
import HearbackTransparency

/// What is wrong with a receipt, as people read it.
enum ReceiptWords {
    static func of(_ error: any Error) -> String { known(error) ?? "\(error)" }

    /// Nil for what says nothing about the receipt itself.
    static func known(_ error: any Error) -> String? {
        switch error {
        case let refusal as LogReceipt.Refusal: words(refusal)
        case let fault as ReceiptFault: words(fault)
        case is ReceiptVerify.OtherText: "the text that was recorded is another one, or the receipt does not show it"
        default: nil
        }
    }

    private static func words(_ refusal: LogReceipt.Refusal) -> String {
        switch refusal {
        case .tooLarge: "it is longer than a receipt can be"
        case .notUTF8: "it is not UTF-8"
        case .line(let line, let expected): "line \(line) should be \(expected)"
        }
    }

    private static func words(_ fault: ReceiptFault) -> String {
        switch fault {
        case .checkpoint(let refusal): "its checkpoint: \(refusal.words)"
        case .index(let index, let size): "it names leaf \(index) of a log of \(size)"
        case .notInTree: "its leaf is not in the log that was signed: the leaf, its place or the path was changed"
        case .leaf: "its leaf is not in the one form that a leaf may have"
        case .place(let named, let index): "its leaf says that it is number \(named.map(String.init) ?? "none"), the receipt says \(index)"
        case .unreadableDisclosure: "what it shows can't be read"
        case .disclosure(let name): "what it shows as \(VisibleText.inline(name)) is not what was recorded: it was changed"
        case .repeatedDisclosure(let name): "it shows \(VisibleText.inline(name)) twice"
        }
    }
}
