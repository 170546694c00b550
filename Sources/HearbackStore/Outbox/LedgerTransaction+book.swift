import GRDB
import HearbackCore

/// Endpoints between the file and the book.
extension LedgerTransaction {
    /// The endpoint of a message that was under way.
    func underWay(_ number: Int64) throws -> EndpointSchedule {
        try entry(number).schedule
    }

    /// Keeps in the book what a result made of a schedule.
    func note(_ schedule: EndpointSchedule) {
        guard var entry = book[schedule.number] else { return }
        entry.schedule = schedule
        book.put(entry)
    }

    /// Takes an endpoint into the book, where it stays at least until this exchange is over.
    @discardableResult
    func entry(_ number: Int64) throws -> EndpointBook.Entry {
        touched.insert(number)
        if let known = book[number] { return known }
        let entry = EndpointBook.Entry(try storedSchedule(number))
        book.put(entry)
        return entry
    }

    /// Writes an endpoint of the book to the file: whoever changes its row otherwise does this first.
    func putAside(_ number: Int64) throws {
        try takeStock()
        guard let entry = book.remove(number) else { return }
        try save(entry.schedule, after: entry.after)
    }

    /// At an exchange's end: those stay that have all they may have under way, or found no room, so that only a result
    /// or the next exchange moves them. Of these the file is told what a crash must not undo.
    func putAsideResting() throws {
        for number in touched {
            guard var entry = book[number] else { continue }
            let schedule = entry.schedule
            guard schedule.state != .disabled, schedule.inFlight > 0,
                entry.hasMore || schedule.room(options.delivery) == 0
            else {
                book.remove(number)
                try save(schedule, after: entry.after)
                if schedule.state == .disabled { try bury(endpoint: number) }
                continue
            }
            guard !entry.isParked || !schedule.agrees(with: entry.saved) else { continue }
            try write(schedule, wake: nil)
            (entry.saved, entry.isParked) = (schedule, true)
            book.put(entry)
        }
        touched = []
    }

    /// After a transaction that failed: what the file does not know of the endpoints in the book follows from the leases.
    func takeStock() throws {
        usesBook = true
        guard !book.isTrusted else { return }
        try db.execute(
            sql: """
                UPDATE endpoint SET in_flight = (SELECT count(*) FROM lease WHERE lease.endpoint = endpoint.number),
                    wake = CASE WHEN state <> 'disabled' THEN max(not_before, :now) END
                WHERE in_flight > 0 OR number IN (SELECT endpoint FROM lease)
                """, arguments: ["now": now.milliseconds])
        book.trust()
    }
}
