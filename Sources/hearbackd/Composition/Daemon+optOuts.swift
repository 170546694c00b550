import HearbackDelivery
import HearbackHTTP
import HearbackStore
import HearbackWebhooks

extension Daemon {
    static func take(_ book: OptOutBook, _ register: OptOutRegister) {
        register.update(OptOutList(book.entries.map(\.entry)), revision: book.revision)
    }

    static func optOutGate(_ options: WebhookOptions) -> OptOutGate {
        OptOutGate(
            canonical: OptOutList.canonical,
            changed: { options.optOuts.update(OptOutList($0), revision: $1) },
            covers: { text in (try? options.urlPolicy.vet(text)).map { options.optOuts.list.entry(covering: $0) != nil } ?? false })
    }
}
